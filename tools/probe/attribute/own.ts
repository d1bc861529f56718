import type { Rule } from './rule';

/** The probe's own means failed: whatever the chain is like, nothing was learnt of it. */
export const ownRules: readonly Rule[] = [
  {
    when: (seen) => seen.failure?.kind === 'interrupted',
    outcome: 'unknown',
    code: 'PROBE_INTERRUPTED',
    because: (seen) => `stopped while in the stage ${seen.stage}`,
    confidence: 'high',
    noHop: true,
  },
  {
    when: (seen) => seen.failure?.kind === 'proxy',
    outcome: 'unknown',
    code: 'PROBE_PROXY_FAILED',
    because: (seen) => `the proxy did not connect: ${seen.failure?.message}`,
    confidence: 'medium',
    // Some proxies report every failure of the far side as a general one.
    candidates: ['CONNECT_TIMED_OUT', 'DNS_RECORD_NOT_FOUND'],
    noHop: true,
  },
  {
    when: (seen) => seen.failure?.kind === 'local' && seen.failure.code === 'NO_TOKEN',
    outcome: 'unknown',
    code: 'PROBE_NO_TOKEN',
    because: (seen) => seen.failure?.message ?? '',
    confidence: 'high',
    noHop: true,
  },
  {
    when: (seen) =>
      seen.failure?.kind === 'local' && ['NO_SECRET', 'NO_CREDENTIALS'].includes(seen.failure.code),
    outcome: 'unknown',
    code: 'PROBE_NO_SECRET',
    because: (seen) => seen.failure?.message ?? '',
    confidence: 'high',
    noHop: true,
  },
  {
    when: (seen) => seen.failure?.kind === 'local',
    outcome: 'unknown',
    code: 'PROBE_LOCAL_FAULT',
    because: (seen) => `${seen.failure?.code}: ${seen.failure?.message}`,
    confidence: 'high',
    noHop: true,
  },
];
