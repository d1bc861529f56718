import type { Expectation } from '../../stacks/config-schema';
import { expectedCall } from '../expectations/call-line';
import { type Judgement, meets, type Observed } from '../expectations/meets';
import type { Call } from '../path/hop';
import type { Trace } from '../path/trace';

export interface Verified {
  readonly expectation: Expectation;
  readonly call: Call;
  readonly trace: Trace;
  readonly judgement: Judgement;
}

/** Checks every expectation against a trace of its call. Pure but for what `trace` does. */
export async function verify(
  expectations: readonly Expectation[],
  trace: (call: Call) => Promise<Trace>,
): Promise<readonly Verified[]> {
  const verified: Verified[] = [];
  for (const expectation of expectations) {
    const call = expectedCall(expectation);
    const walked = await trace(call);
    verified.push({
      expectation,
      call,
      trace: walked,
      judgement: meets(expectation.expect, observe(walked)),
    });
  }
  return verified;
}

/** What the caller of a traced call would see. */
export function observe(trace: Trace): Observed {
  if (trace.outcome === 'unknown' || (trace.outcome === 'stop' && !trace.symptom)) {
    const named = trace.hops.find((verdict) => verdict.outcome === 'unknown');
    return {
      kind: 'unknown',
      reason: named ? `${named.hop}: ${named.because}` : 'the templates do not tell',
    };
  }
  const response = trace.response;
  if (!response) return { kind: 'unreachable' };
  const body =
    typeof response.body === 'string' ? response.body : Buffer.from(response.body).toString('utf8');
  return { kind: 'response', status: response.status, body, messages: trace.messages };
}
