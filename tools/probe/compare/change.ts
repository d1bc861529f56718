import type { Outcome } from '../../path/hop';

/** What a change is of. */
export type ChangeKind =
  | 'call-new'
  | 'call-gone'
  | 'address-new'
  | 'address-gone'
  | 'verdict'
  | 'code'
  | 'status'
  | 'certificate'
  | 'latency';

/** One thing that is otherwise than it was. */
export interface Change {
  readonly kind: ChangeKind;
  /** Name of the call, or its method and URL. */
  readonly call: string;
  readonly vantage?: string;
  /** Absent where it is of all addresses. */
  readonly address?: string;
  /** `unknown`: it can't be told whether it is better. */
  readonly direction: 'better' | 'worse' | 'neither' | 'unknown';
  /** What it was and is, for people; `null`: there was none, or is none. */
  readonly before: string | null;
  readonly after: string | null;
}

/** What changed since a former report. */
export interface Comparison {
  /** The file of the former report. */
  readonly with: string;
  /** Calls that both reports have. */
  readonly calls: number;
  readonly changes: readonly Change[];
}

/** A verdict in one value; what is as expected is best, a known failure worst. */
export interface Verdict {
  readonly asExpected: boolean;
  readonly outcome: Outcome;
}

/** From a known failure to unknown, or back, is neither better nor worse: it isn't known. */
export function directionOf(before: Verdict, after: Verdict): Change['direction'] {
  if (before.asExpected === after.asExpected)
    return before.outcome === after.outcome || after.asExpected ? 'neither' : 'unknown';
  return after.asExpected ? 'better' : 'worse';
}
