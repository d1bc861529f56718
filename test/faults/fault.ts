import type { Call, HopName, Outcome } from '../../tools/path/hop';
import type { ReasonCode } from '../../tools/path/reasons';
import type { Failures } from '../../tools/path/state';
import type { Templates } from './templates';

/** What the caller meets: an HTTP status, or how it ends without one. */
export type Seen = number | 'nxdomain' | 'no-data' | 'servfail' | 'timeout' | 'refused' | 'reset' | 'tls';

/** One mistake in an otherwise working environment, and how each of the three levels shows it. */
export interface Fault {
  /** A sentence without a full stop. */
  readonly name: string;
  readonly hop: HopName;
  /** The environment: a folder of docs/examples. @default the reference, hybrid.yaml */
  readonly example?: string;
  /** The trace's verdict at that hop. */
  readonly code: ReasonCode;
  /** Of the whole call; `pass` where the fault is a remark. */
  readonly outcome: Outcome;
  /** In the twin, and on AWS. */
  readonly seen: Seen;
  /**
   * What the probe says first, where the caller cannot tell; `code` is then among its candidates.
   * @default `code`; `FUNCTION_ANSWERED` for a remark, which can't be seen from outside
   */
  readonly says?: string;
  /** The change to the templates. @default none */
  readonly change?: (templates: Templates) => void;
  /** Given: this change was deployed and `change` came later. */
  readonly deployed?: (templates: Templates) => void;
  /** What is broken while it runs. */
  readonly failures?: Failures;
  /** Whose certificate the client presents: `<name>.pem` and `<name>-key.pem` in the example's folder. @default none */
  readonly client?: string;
  /** Over GET https://pvt-api.corp.example/test-resource from on-prem; needed for an example. */
  readonly call?: Partial<Call>;
}

export const referenceCall: Call = {
  from: 'on-prem',
  method: 'GET',
  url: 'https://pvt-api.corp.example/test-resource',
};

/** What the probe says first of a fault. */
export function saidBy(fault: Fault): string {
  return fault.says ?? (fault.outcome === 'pass' ? 'FUNCTION_ANSWERED' : fault.code);
}
