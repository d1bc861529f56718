import { readChain } from '../../expectations/client-certificate';
import type { Observation } from '../observation';
import type { ProbeTarget } from '../target';

/** What is known of the certificate that a target presents; nothing of its key. */
export function presentedBy({ clientCertificate }: ProbeTarget): Observation['presented'] {
  if (!clientCertificate) return undefined;
  const { X509Certificate } = require('node:crypto') as typeof import('node:crypto');
  const { subject, validFrom, validTo } = new X509Certificate(readChain(clientCertificate.cert));
  const now = Date.now();
  const isExpired = now < Date.parse(validFrom) || now > Date.parse(validTo);
  return { subject: subject.split('\n').reverse().join(','), isExpired };
}
