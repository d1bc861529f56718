import type { Expectation } from '../../stacks/config-schema';
import { expectedCall } from '../../tools/expectations/call-line';
import type { ProbeTarget } from '../../tools/probe';

/** A call as hybrid.yaml has it under `expect:`; what the schema fills in may be left out. */
export type WrittenCall = Pick<Expectation, 'call'> & Partial<Expectation>;

/** Calls that this host makes itself. */
export function targetsOf(calls: readonly WrittenCall[], ca?: string): ProbeTarget[] {
  return calls.map((written) => {
    const { name, expect } = written;
    const complete = { from: 'on-prem', headers: {}, expect: 'unreachable', ...written } as const;
    const { method, url, headers, body, address, from } = expectedCall(complete);
    return { name, method, url, headers, body, address, vantage: from, expect, ca };
  });
}
