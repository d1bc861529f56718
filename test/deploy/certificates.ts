import type { ACMClient } from '@aws-sdk/client-acm';
import { mintAuthority } from '../helpers/certificates';

/** ARNs of certificates in a text, each once. */
export function certificateArns(text: string): string[] {
  return [...new Set(text.match(/arn:aws:acm:[\w-]+:\d{12}:certificate\/[\w-]+/g) ?? [])];
}

export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** A quarter (ms): longer than what the doctor warns of. */
const validity = 90 * 86_400_000;

/** Imports a certificate for these names, made for the run. */
export async function importCertificate(
  acm: Pick<ACMClient, 'send'>,
  names: readonly string[],
): Promise<string> {
  const { ImportCertificateCommand } = require('@aws-sdk/client-acm') as typeof import('@aws-sdk/client-acm');
  const authority = await mintAuthority();
  const { cert, key } = await authority.mint(names, { to: new Date(Date.now() + validity) });
  const made = await acm.send(
    new ImportCertificateCommand({
      Certificate: Buffer.from(cert),
      PrivateKey: Buffer.from(key),
      CertificateChain: Buffer.from(authority.cert),
    }),
  );
  return made.CertificateArn!;
}

export async function deleteCertificate(acm: Pick<ACMClient, 'send'>, CertificateArn: string): Promise<void> {
  const { DeleteCertificateCommand } = require('@aws-sdk/client-acm') as typeof import('@aws-sdk/client-acm');
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
}
