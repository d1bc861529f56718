import type { Verdict } from '../../tools/path/hop';
import type { Trace } from '../../tools/path/trace';
import type { ProbeResult } from '../../tools/probe';

/** How a call ends for the caller: an HTTP status, or what there is instead of a response. */
export type Ending =
  | number
  | 'nxdomain'
  | 'no-data'
  | 'servfail'
  | 'timeout'
  | 'refused'
  /** The proxy says that it can't tell what there is. */
  | 'not-known'
  | 'reset'
  | 'tls'
  | 'message'
  | 'closed'
  | 'no-message'
  | 'other';

const tlsCodes =
  /^(CERTIFICATE_|TLS_VERSION_NOT_ACCEPTED|ENDPOINT_TLS_VERSION|TLS_HANDSHAKE_REFUSED|TLS_CLIENT_CERTIFICATE|LISTENER_PROTOCOL_MISMATCH)/;

/** What the probe met. */
export function endingOf({ status, address, code, because, phases, url }: ProbeResult): Ending {
  if (status !== null) return status;
  if (address === null) {
    if (because.includes('(NXDOMAIN)')) return 'nxdomain';
    if (because.includes('(SERVFAIL)')) return 'servfail';
    return code === 'DNS_NO_DATA' ? 'no-data' : 'other';
  }
  if (phases.connect === null) {
    if (code === 'PROBE_PROXY_FAILED') return because.includes('general failure') ? 'not-known' : 'other';
    return code === 'LISTENER_NOT_FOUND' ? 'refused' : 'timeout';
  }
  if (code === 'TLS_TIMED_OUT' || code === 'RESPONSE_TIMED_OUT') return 'timeout';
  if (url.startsWith('http:')) return 'reset';
  if (tlsCodes.test(code)) return 'tls';
  return 'reset';
}

/** How the twin says that it cannot tell. */
const notKnown: readonly Ending[] = [501, 'servfail', 'not-known'];

/** What the caller may meet by this trace of one address. */
export function endingsOf({ outcome, status, symptom, hops }: Trace): readonly Ending[] {
  if (outcome === 'unknown') return notKnown;
  if (status !== null) return [status];
  // A reset may overtake the end of the handshake at which the client would have gone.
  const isOvertaken = symptom?.kind === 'tls' && hops.some((own) => own.symptom?.kind === 'reset');
  if (isOvertaken) return ['tls', 'reset'];
  if (symptom) return [symptom.kind === 'response' ? 'other' : symptom.kind];
  // A stop behind something unknown: the twin may come to it, or say before that it cannot tell.
  return [
    ...notKnown,
    ...hops.flatMap((own) => (own.symptom && own.symptom.kind !== 'response' ? [own.symptom.kind] : [])),
  ];
}

/** Whether targets behind this address end differently: which one a connection meets is chance. */
export function isChance({ hops }: Trace, address: string): boolean {
  const behind = new Map<string, Verdict['outcome']>();
  for (const verdict of hops) {
    if (verdict.address === undefined || verdict.address === address) continue;
    const before = behind.get(verdict.address) ?? 'pass';
    if (before === 'pass' || verdict.outcome === 'stop') behind.set(verdict.address, verdict.outcome);
  }
  return new Set(behind.values()).size > 1;
}
