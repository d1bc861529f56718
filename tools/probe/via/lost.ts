import { type ProbeReasonCode, probeReasons } from '../reasons';
import type { ProbeResult } from '../report';
import type { ProbeTarget } from '../target';

/** Why nothing is known of calls that were given away. */
export interface Lost {
  readonly code: ProbeReasonCode;
  readonly because: string;
}

/** The result of a call of which nothing came back: unknown, and named. */
export function lostResult(target: ProbeTarget, { code, because }: Lost): ProbeResult {
  return {
    ...(target.name === undefined ? {} : { name: target.name }),
    url: target.url,
    method: target.method ?? 'GET',
    ...(target.vantage === undefined ? {} : { vantage: target.vantage }),
    address: null,
    status: null,
    phases: { resolve: null, connect: null, tls: null, firstByte: null, total: 0 },
    tls: null,
    outcome: 'unknown',
    hop: null,
    code,
    because,
    confidence: 'high',
    fix: probeReasons[code].fix,
    candidates: [],
    expected: target.expect ?? null,
    asExpected: false,
  };
}
