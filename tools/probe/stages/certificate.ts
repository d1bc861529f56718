import type { PeerCertificate, TLSSocket } from 'node:tls';
import type { CertificateFacts } from '../observation';

const day = 86_400_000;

/** The facts of a finished handshake; `null` where the peer showed no certificate. */
export function readCertificate(
  socket: TLSSocket,
  certificate: PeerCertificate,
  now: number,
): CertificateFacts | null {
  if (!certificate.subject) return null;
  return {
    subject: distinguishedName(certificate.subject),
    names: alternativeNames(certificate),
    issuer: distinguishedName(certificate.issuer),
    daysLeft: Math.floor((Date.parse(certificate.valid_to) - now) / day),
    protocol: socket.getProtocol() ?? '',
    cipher: socket.getCipher().name,
  };
}

function distinguishedName(name: PeerCertificate['subject']): string {
  return Object.entries(name)
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
