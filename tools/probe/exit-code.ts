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

/**
 * 0 all as expected · 1 an expectation failed · 3 unknown · 10–18 the hop, where only one call was made
 * (10 dns, 11 network, 12 load-balancer, 14 endpoint, 15 gateway, 16 policy, 17 authorizer, 18 integration).
 */
export function exitCode(report: Report): number {
  const failed = report.results.filter((result) => !result.asExpected);
  if (failed.length === 0) return 0;
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
