import type { HopName } from '../path/hop';
import type { ProbeResult, Report } from './report';

const hopCodes: Readonly<Record<HopName, number>> = {
  dns: 10,
  network: 11,
  'load-balancer': 12,
  endpoint: 14,
  gateway: 15,
  policy: 16,
  authorizer: 17,
  integration: 18,
};

/** 128 and the signal's number, as shells know it. */
const endedCodes = { interrupt: 130, terminate: 143 } as const;

/**
 * 0 all as expected · 1 an expectation failed · 3 unknown · 10–18 the hop, where only one call was made
 * (10 dns, 11 network, 12 load-balancer, 14 endpoint, 15 gateway, 16 policy, 17 authorizer, 18 integration) ·
 * 130, 143 ended by Ctrl-C or SIGTERM before its work was done, whatever is known by then.
 */
export function exitCode(report: Report): number {
  const { endedBy, skipped = [] } = report;
  if (endedBy !== undefined && endedBy !== 'deadline') return endedCodes[endedBy];
  const failed = report.results.filter((result) => !result.asExpected);
  if (failed.length === 0) return skipped.some((call) => call.unknown) ? 3 : 0;
  const decided = failed.find((result) => result.outcome !== 'unknown');
  if (!decided) return 3;
  if (!isOneCall(report) || decided.expected === 'unreachable' || decided.hop === null) return 1;
  return hopCodes[decided.hop];
}

function isOneCall({ results, skipped }: Report): boolean {
  const key = ({ name, url, method, vantage }: ProbeResult): string =>
    JSON.stringify([name, url, method, vantage]);
  return skipped === undefined && new Set(results.map(key)).size === 1;
}
