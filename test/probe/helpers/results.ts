import type { ProbeResult } from '../../../tools/probe';

/** A call that went well; override what matters. */
export function resultOf(changes: Partial<ProbeResult> = {}): ProbeResult {
  return {
    url: 'https://pvt-api.corp.example/',
    method: 'GET',
    address: '10.20.1.7',
    status: 200,
    phases: { resolve: 1.25, connect: 2, tls: 4.04, firstByte: 120.4, total: 127.7 },
    tls: null,
    outcome: 'pass',
    hop: 'integration',
    code: 'FUNCTION_ANSWERED',
    because: 'HTTP 200 from behind API Gateway',
    confidence: 'high',
    fix: null,
    candidates: [],
    expected: null,
    asExpected: true,
    ...changes,
  };
}

/** A call that a silent network ended. */
export const silentResult = resultOf({
  status: null,
  phases: { resolve: 1, connect: null, tls: null, firstByte: null, total: 5001 },
  outcome: 'stop',
  hop: 'network',
  code: 'CONNECT_TIMED_OUT',
  because: '10.20.1.7:443 does not answer',
  confidence: 'low',
  fix: 'Follow the path: security groups, network ACLs and routes, both ways, with the trace on paper.',
  candidates: [{ hop: 'network', code: 'ENI_SG_RULES_MISMATCH' }],
  asExpected: false,
});
