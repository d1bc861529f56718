import { createHash, type KeyObject, randomBytes, sign } from 'node:crypto';
import { context, der, oid, tags, utcTime } from './der';

/**
 * X.509 v3 by hand: the twin needs two shapes of certificate, and a library for all shapes takes longer to load
 * than everything else that the twin starts.
 */
export interface CertificateRequest {
  /** DNS names; the first is the common name. An authority has none. */
  readonly names: readonly string[];
  readonly commonName: string;
  readonly publicKey: KeyObject;
  readonly issuer: {
    readonly commonName: string;
    readonly publicKey: KeyObject;
    readonly privateKey: KeyObject;
  };
  readonly isAuthority: boolean;
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const ecdsaWithSha256 = der(tags.sequence, oid('1.2.840.10045.4.3.2'));

/** A signed certificate as PEM. ECDSA P-256 keys only. */
export function issueCertificate(request: CertificateRequest): string {
  const toBeSigned = der(
    tags.sequence,
    context(0, true, der(tags.integer, Buffer.from([2]))),
    der(tags.integer, serialNumber()),
    ecdsaWithSha256,
    distinguishedName(request.issuer.commonName),
    der(tags.sequence, utcTime(request.notBefore), utcTime(request.notAfter)),
    distinguishedName(request.commonName),
    request.publicKey.export({ type: 'spki', format: 'der' }),
    context(3, true, der(tags.sequence, ...extensions(request))),
  );
  const signature = sign('sha256', toBeSigned, request.issuer.privateKey);
  const certificate = der(tags.sequence, toBeSigned, ecdsaWithSha256, bitString(signature));
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

/** Positive and never of a leading zero byte. */
function serialNumber(): Buffer {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

function distinguishedName(commonName: string): Buffer {
  // RFC 5280: at most 64 characters; the alternative names are what clients check.
  const name = der(tags.utf8, commonName.slice(0, 64));
  return der(tags.sequence, der(tags.set, der(tags.sequence, oid('2.5.4.3'), name)));
}

function bitString(bytes: Uint8Array, unusedBits = 0): Buffer {
  return der(tags.bitString, Buffer.from([unusedBits]), bytes);
}

function extensions(request: CertificateRequest): Buffer[] {
  const own = keyIdentifier(request.publicKey);
  const issuer = keyIdentifier(request.issuer.publicKey);
  const shared = [
    extension('2.5.29.14', false, der(tags.octetString, own)),
    extension('2.5.29.35', false, der(tags.sequence, context(0, false, issuer))),
  ];
  if (request.isAuthority) {
    return [
      ...shared,
      extension('2.5.29.19', true, der(tags.sequence, der(tags.boolean, Buffer.from([0xff])))),
      extension('2.5.29.15', true, bitString(Buffer.from([0x06]), 1)), // keyCertSign, cRLSign
    ];
  }
  const names = request.names.map((name) => context(2, false, Buffer.from(name)));
  return [
    ...shared,
    extension('2.5.29.19', true, der(tags.sequence)),
    extension('2.5.29.15', true, bitString(Buffer.from([0x80]), 7)), // digitalSignature
    extension('2.5.29.37', false, der(tags.sequence, oid('1.3.6.1.5.5.7.3.1'))), // serverAuth
    extension('2.5.29.17', false, der(tags.sequence, ...names)),
  ];
}

function extension(id: string, critical: boolean, value: Uint8Array): Buffer {
  const flag = critical ? [der(tags.boolean, Buffer.from([0xff]))] : [];
  return der(tags.sequence, oid(id), ...flag, der(tags.octetString, value));
}

/** SHA-1 of the key's bits, as RFC 5280 §4.2.1.2 has it: an identifier, not a protection. */
function keyIdentifier(key: KeyObject): Buffer {
  const point = key.export({ type: 'spki', format: 'der' }).subarray(-65);
  return createHash('sha1').update(point).digest();
}
