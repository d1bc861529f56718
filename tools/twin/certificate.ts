import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  cryptoProvider,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };

cryptoProvider.set(webcrypto as never);

/** A key pair of the library's kind; its private half leaves memory only as PEM for a server. */
export type Keys = webcrypto.CryptoKeyPair;

export interface CertificateRequest {
  readonly commonName: string;
  /** DNS names. An authority has none. */
  readonly names: readonly string[];
  readonly keys: Keys;
  readonly issuer: { readonly commonName: string; readonly keys: Keys };
  readonly isAuthority: boolean;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export function newKeys(): Promise<Keys> {
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<Keys>;
}

/** The private key as PEM (PKCS #8). */
export async function exportKey({ privateKey }: Keys): Promise<string> {
  return PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');
}

/** A signed X.509 v3 certificate as PEM, ECDSA P-256. */
export async function issueCertificate(request: CertificateRequest): Promise<string> {
  const { issuer, keys, notBefore, notAfter } = request;
  const certificate = await X509CertificateGenerator.create({
    subject: distinguishedName(request.commonName),
    issuer: distinguishedName(issuer.commonName),
    publicKey: keys.publicKey,
    signingKey: issuer.keys.privateKey,
    signingAlgorithm: algorithm,
    notBefore,
    notAfter,
    extensions: [
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
      await AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
      ...(request.isAuthority ? authorityExtensions() : leafExtensions(request.names)),
    ],
  });
  return `${certificate.toString('pem')}\n`;
}

/** RFC 5280: a common name has at most 64 characters; the alternative names are what clients check. */
function distinguishedName(commonName: string): { CN: string[] }[] {
  return [{ CN: [commonName.slice(0, 64)] }];
}

function authorityExtensions(): Extension[] {
  return [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
  ];
}

function leafExtensions(names: readonly string[]): Extension[] {
  return [
    new BasicConstraintsExtension(false, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
    new SubjectAlternativeNameExtension(names.map((value) => ({ type: 'dns' as const, value }))),
  ];
}
