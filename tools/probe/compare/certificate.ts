import type { CertificateFacts } from '../observation';
import type { ProbeResult } from '../report';
import type { Change } from './change';
import { placeOf } from './place';

/** Another certificate: of another holder, for other names, by another authority, or renewed. */
export function certificateChange(then: ProbeResult, now: ProbeResult): Change[] {
  if (then.tls === null || now.tls === null || !differ(then.tls, now.tls)) return [];
  const direction = then.tls.daysLeft < 0 && now.tls.daysLeft >= 0 ? 'better' : 'neither';
  return [{ kind: 'certificate', ...placeOf(now), direction, before: say(then.tls), after: say(now.tls) }];
}

function differ(then: CertificateFacts, now: CertificateFacts): boolean {
  const [one, other] = [then, now].map(({ chain }) => chain?.[0]?.fingerprint);
  if (one !== undefined && other !== undefined) return one !== other;
  // Without fingerprints: days only ever get fewer, but for a renewed one.
  const key = ({ subject, names, issuer }: CertificateFacts): string =>
    JSON.stringify([subject, names, issuer]);
  return key(then) !== key(now) || now.daysLeft > then.daysLeft + 1;
}

function say({ subject, names, issuer, daysLeft }: CertificateFacts): string {
  return `${subject} for ${names.join(', ')} by ${issuer}, ${daysLeft} days left`;
}
