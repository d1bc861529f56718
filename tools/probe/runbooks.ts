import { withRunbook } from '../runbooks';
import type { Report } from './report';

/** A report whose results name the page about their code; what ends as it should has nothing to mend. */
export function withRunbooks(report: Report, base?: string): Report {
  const results = report.results.map((result) =>
    result.asExpected && result.expected !== null ? result : withRunbook(result, base),
  );
  return { ...report, results };
}
