import { meets } from '../expectations/meets';
import { attribute } from './attribute';
import type { Observation } from './observation';
import type { Attribution } from './report';
import type { ProbeExpectation } from './target';

export interface Judged {
  readonly attribution: Attribution;
  readonly asExpected: boolean;
}

/** Compares what was seen with what was expected, and says which hop decided. Pure. */
export function judge(
  observation: Observation,
  expected: ProbeExpectation | undefined,
  expiresWithin?: number,
): Judged {
  const judged = judgeAnswer(observation, expected);
  const expiring = expected === 'unreachable' ? undefined : expiringOf(observation, expiresWithin);
  if (expiring === undefined || !judged.asExpected) return judged;
  return { attribution: attribute({ ...observation, expiring }), asExpected: false };
}

/** The certificate of the chain that ends first, where that is too soon. */
function expiringOf({ certificate }: Observation, days: number | undefined): string | undefined {
  if (days === undefined) return undefined;
  const [first] = [...(certificate?.chain ?? [])].sort((one, other) => one.daysLeft - other.daysLeft);
  if (!first || first.daysLeft >= days) return undefined;
  return `${first.subject} ends in ${first.daysLeft} day(s) (${first.notAfter}), wanted are ${days}`;
}

function judgeAnswer(observation: Observation, expected: ProbeExpectation | undefined): Judged {
  const mismatch = mismatchOf(observation, expected);
  const attribution = attribute(mismatch === undefined ? observation : { ...observation, mismatch });
  if (expected === 'unreachable') return judgeUnreachable(observation, attribution);
  if (expected === undefined) return { attribution, asExpected: attribution.outcome === 'pass' };
  const whole = observation.response?.complete === true;
  return { attribution, asExpected: whole && mismatch === undefined };
}

/** In which way a whole response is not the expected one. */
function mismatchOf(observation: Observation, expected: ProbeExpectation | undefined): string | undefined {
  const { response, unfollowed } = observation;
  if (!response || expected === undefined || expected === 'unreachable') return undefined;
  if (unfollowed) return unfollowed.message;
  const { status, body } = response;
  const messages = observation.webSocket?.messages;
  const wanted = { ...expected, status: expected.status ?? status };
  const judgement = meets(wanted, { kind: 'response', status, body, messages });
  return judgement.met === 'yes' ? undefined : judgement.because;
}

/** Silence proves something only if the probe's own means (proxy, resolver, this machine) worked. */
function judgeUnreachable(observation: Observation, attribution: Attribution): Judged {
  const { response } = observation;
  if (!response) {
    const unasked = ['resolver-silent', 'resolver-refused'].includes(observation.failure?.kind ?? '');
    if (attribution.outcome !== 'unknown' && !unasked) return { attribution, asExpected: true };
    const because = `whether it is unreachable can't be told: ${attribution.because}`;
    return { attribution: { ...attribution, outcome: 'unknown', because }, asExpected: false };
  }
  const because = `expected no answer, got HTTP ${response.status}; ${attribution.because}`;
  if (attribution.outcome !== 'pass') return { attribution: { ...attribution, because }, asExpected: false };
  return {
    attribution: attribute({ ...observation, mismatch: `expected no answer, got HTTP ${response.status}` }),
    asExpected: false,
  };
}
