import type { LambdaFunction } from '../../assembly/model';
import type { InvocationResult } from '../exchange';
import type { Verdict } from '../hop';
import type { ReasonCode } from '../reasons';
import { unknown } from '../verdict';

/** Why a function gave nothing back. What the caller gets for it, each kind of API says for itself. */
export interface FunctionFailure {
  readonly code: ReasonCode;
  readonly because: string;
  /** API Gateway stopped waiting; otherwise the function failed. */
  readonly isLate: boolean;
}

/** What there is in place of a payload: nobody ran the function, or it failed. */
export type NoPayload =
  | { readonly kind: 'not-run'; readonly verdict: Verdict }
  | { readonly kind: 'failed'; readonly failure: FunctionFailure };

/** A payload, and the stream behind it where the function streams. */
export type Returned = Extract<InvocationResult, { kind: 'returned' }>;

/** The payload's place, or why there is none. @param timeoutMs what API Gateway waits */
export function payloadOf(
  { name, timeoutSeconds, where }: Pick<LambdaFunction, 'name' | 'timeoutSeconds' | 'where'>,
  result: InvocationResult,
  timeoutMs: number,
): Returned | NoPayload {
  const failed = (code: ReasonCode, because: string, isLate = false): NoPayload => ({
    kind: 'failed',
    failure: { code, because: `function ${name} ${because}`, isLate },
  });
  switch (result.kind) {
    case 'returned':
      return result;
    case 'not-run': {
      const because = `function ${name} was not run: ${result.reason}`;
      return { kind: 'not-run', verdict: unknown('FUNCTION_NOT_RUN', because, [where]) };
    }
    case 'failed':
      return failed('FUNCTION_FAILED', `failed: ${result.errorType}: ${result.errorMessage}`);
    case 'too-large':
      return failed('FUNCTION_RESPONSE_TOO_LARGE', `returned ${result.bytes} bytes`);
    case 'timed-out':
      // A function that meets its own limit is a function error: aws-facts §1.4 (502, then 504)
      return result.limit === 'function'
        ? failed('FUNCTION_TIMED_OUT', `ran longer than ${timeoutSeconds} s`)
        : failed('INTEGRATION_TIMED_OUT', `did not answer within ${timeoutMs} ms`, true);
  }
}
