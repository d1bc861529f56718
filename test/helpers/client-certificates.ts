import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  PemConverter,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { type Keys, newKeys } from '../../tools/twin/certificate';

export { ExtendedKeyUsage };

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

export interface Issued {
  readonly name: string;
  readonly keys: Keys;
  readonly pem: string;
}

export interface IssueOptions {
  readonly isAuthority?: boolean;
  readonly notBefore?: string;
  readonly notAfter?: string;
  /** @default of clients */
  readonly usage?: ExtendedKeyUsage;
}

/** A certificate made for a test. @param issuer @default itself */
export async function issue(name: string, issuer?: Issued, options: IssueOptions = {}): Promise<Issued> {
  const { isAuthority = false, notBefore = '2020-01-01', notAfter = '2040-01-01' } = options;
  const keys = await newKeys();
  const signer = issuer ?? { name, keys };
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [name] }, { O: ['Corp'] }],
    issuer: [{ CN: [signer.name] }, { O: ['Corp'] }],
    publicKey: keys.publicKey,
    signingKey: signer.keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    extensions: [
      new BasicConstraintsExtension(isAuthority, undefined, true),
      ...(isAuthority ? [] : [new ExtendedKeyUsageExtension([options.usage ?? ExtendedKeyUsage.clientAuth])]),
    ],
  });
  return { name, keys, pem: `${certificate.toString('pem')}\n` };
}

/** The private key as PEM. */
export async function keyOf({ keys }: Issued): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}
