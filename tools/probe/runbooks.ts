import { withRunbook } from '../runbooks';
import type { ProbeResult, Report } from './report';

/** A result that leads to the page about its code; what ends as it should has nothing to mend. */
export function explain(result: ProbeResult, base?: string): ProbeResult {
  return result.asExpected && result.expected !== null ? result : withRunbook(result, base);
}

/** A report whose results name the pages about their codes. */
export function withRunbooks(report: Report, base?: string): Report {
  return { ...report, results: report.results.map((result) => explain(result, base)) };
}
