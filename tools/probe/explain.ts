import { reasons } from '../path/reasons';
import { nextCommands, withRunbook } from '../runbooks';
import { probeReasons } from './reasons';
import type { ProbeResult, Report } from './report';

const meanings: Readonly<Record<string, { readonly means: string }>> = { ...reasons, ...probeReasons };

/**
 * A result with what its code means, the two commands to run next, and the page about it; what ends as it should, and
 * a plain pass, have nothing to mend.
 * @param base folder or address of the runbooks
 */
export function explain(result: ProbeResult, base?: string): ProbeResult {
  if (result.asExpected && result.expected !== null) return result;
  const linked = withRunbook(result, base);
  if (linked.runbook === undefined) return linked;
  const means = meanings[result.code]?.means;
  const next = nextCommands(result.code, result.hop, { ...result, resolver: result.dns?.server });
  return { ...linked, ...(means === undefined ? {} : { means }), next };
}

/** A report whose results are explained. */
export function explainAll(report: Report, base?: string): Report {
  return { ...report, results: report.results.map((result) => explain(result, base)) };
}
