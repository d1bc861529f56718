import type { ACMClient } from '@aws-sdk/client-acm';
import { mintCertificate } from '../helpers/certificates';

/** ARNs of certificates in a text, each once. */
export function certificateArns(text: string): string[] {
  return [...new Set(text.match(/arn:aws:acm:[\w-]+:\d{12}:certificate\/[\w-]+/g) ?? [])];
}

export function accountOf(arn: string): string {
  return arn.split(':')[4] ?? '';
}

/** Imports a certificate for these names, made for the run. */
export async function importCertificate(
  acm: Pick<ACMClient, 'send'>,
  names: readonly string[],
): Promise<string> {
  const { ImportCertificateCommand } = require('@aws-sdk/client-acm') as typeof import('@aws-sdk/client-acm');
  const { cert, key, ca } = await mintCertificate(names);
  const made = await acm.send(
    new ImportCertificateCommand({
      Certificate: Buffer.from(cert),
      PrivateKey: Buffer.from(key),
      CertificateChain: Buffer.from(ca),
    }),
  );
  return made.CertificateArn!;
}

export async function deleteCertificate(acm: Pick<ACMClient, 'send'>, CertificateArn: string): Promise<void> {
  const { DeleteCertificateCommand } = require('@aws-sdk/client-acm') as typeof import('@aws-sdk/client-acm');
  await acm.send(new DeleteCertificateCommand({ CertificateArn }));
}
