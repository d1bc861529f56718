import type { DetailedPeerCertificate, PeerCertificate, TLSSocket } from 'node:tls';
import type { CertificateFacts, ChainCertificate } from '../observation';

const day = 86_400_000;

/** What a handshake was for. */
export interface Verification {
  readonly serverName: string | null;
  readonly verifiedFor: string;
  readonly rejected: string | null;
}

/** The facts of a finished handshake; `null` where the peer showed no certificate. */
export function readCertificate(
  socket: TLSSocket,
  certificate: DetailedPeerCertificate,
  verification: Verification,
  now: number,
): CertificateFacts | null {
  if (!certificate.subject) return null;
  const chain = readChain(certificate, now);
  const { subject, names, issuer, daysLeft } = chain[0] as ChainCertificate;
  const exchange = socket.getEphemeralKeyInfo();
  const group = exchange && 'name' in exchange ? `${exchange.type} ${exchange.name}` : undefined;
  return {
    ...{ subject, names, issuer, daysLeft },
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
    ...verification,
    ...(group === undefined ? {} : { keyExchange: group }),
    ...(socket.alpnProtocol ? { alpn: socket.alpnProtocol } : {}),
    chain,
  };
}

/** Chains that were read already: a run of many calls meets few, and each takes as long as the rest of a result. */
const known = new Map<string, readonly ChainCertificate[]>();
/** As many are kept: more than a run meets, less than a server that goes on for months. */
const most = 100;

function readChain(leaf: DetailedPeerCertificate, now: number): readonly ChainCertificate[] {
  const presented: DetailedPeerCertificate[] = [];
  const seen = new Set<string>();
  let current: DetailedPeerCertificate | undefined = leaf;
  while (current?.subject && !seen.has(current.fingerprint256)) {
    seen.add(current.fingerprint256);
    presented.push(current);
    current = current.issuerCertificate;
  }
  // Days left change with the day of each end, so a chain is good for a second.
  const key = [Math.floor(now / 1000), ...seen].join(' ');
  let chain = known.get(key);
  if (!chain) {
    chain = presented.map((one) => readOne(one, now));
    if (known.size >= most) known.clear();
    known.set(key, chain);
  }
  return chain;
}

function readOne(certificate: PeerCertificate, now: number): ChainCertificate {
  const ends = Date.parse(certificate.valid_to);
  return {
    subject: distinguishedName(certificate.subject),
    issuer: distinguishedName(certificate.issuer),
    names: alternativeNames(certificate),
    notBefore: isoTime(certificate.valid_from),
    notAfter: isoTime(certificate.valid_to),
    daysLeft: Math.floor((ends - now) / day),
    serial: certificate.serialNumber,
    fingerprint: certificate.fingerprint256,
    key: keyOf(certificate),
  };
}

function isoTime(text: string): string {
  return new Date(text).toISOString().replace('.000Z', 'Z');
}

function keyOf({ asn1Curve, modulus, bits, raw }: PeerCertificate): string {
  if (asn1Curve) return `EC ${asn1Curve}`;
  if (modulus && bits) return `RSA ${bits}`;
  const { X509Certificate } = require('node:crypto') as typeof import('node:crypto');
  return new X509Certificate(raw).publicKey.asymmetricKeyType ?? 'unknown';
}

function distinguishedName(name: PeerCertificate['subject']): string {
  return Object.entries(name ?? {})
    .map(([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : value}`)
    .reverse()
    .join(', ');
}

/** DNS names and addresses; other kinds (URI, mail) can't match a host. */
function alternativeNames(certificate: PeerCertificate): string[] {
  const names: string[] = [];
  for (const part of (certificate.subjectaltname ?? '').split(', ')) {
    const match = /^(?:DNS|IP Address):(.+)$/.exec(part);
    if (match) names.push(match[1] as string);
  }
  return names;
}
