import type { InvocationResult } from '../exchange';
import type { Call, Ending } from './kind';
import type { LinkStep } from './link';
import type { LinkOutcome } from './outcome';

/** What an API makes of the end of a call through a VPC link. */
export interface Settling {
  readonly settled: (outcome: LinkOutcome) => Ending;
  /** The gateway's patience was over first. */
  readonly late: () => Ending;
}

/** Goes on until the backend has answered, or the gateway waits no longer. */
export function followLink(step: LinkStep, timeoutMs: number, settling: Settling): Ending | Call {
  if (step.done) return settling.settled(step.outcome);
  const { invocation, resume } = step;
  return {
    invocation: { ...invocation, timeoutMs: Math.min(timeoutMs, invocation.timeoutMs) },
    settle: (result: InvocationResult) =>
      result.kind === 'timed-out' && result.limit === 'gateway'
        ? settling.late()
        : followLink(resume(result), timeoutMs, settling),
  };
}
