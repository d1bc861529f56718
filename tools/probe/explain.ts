import { reasons } from '../path/reasons';
import { nextCommands, type Subject, withRunbook } from '../runbooks';
import { probeReasons } from './reasons';
import type { ProbeResult, Report } from './report';

const meanings: Readonly<Record<string, { readonly means: string }>> = { ...reasons, ...probeReasons };

/** What explanations are made with. */
export interface Explaining {
  /** Folder or address of the pages. @default docs/runbooks/ */
  readonly runbooks?: string;
  /** How the calls were made, for the commands that make them again. @default without options */
  readonly made?: Subject['made'];
}

/**
 * A result with what its code means, the two commands to run next, and the page about it; what ends as it should, and
 * a plain pass, have nothing to mend.
 */
export function explain(result: ProbeResult, { runbooks, made }: Explaining = {}): ProbeResult {
  if (result.asExpected && result.expected !== null) return result;
  const linked = withRunbook(result, runbooks);
  if (linked.runbook === undefined) return linked;
  const means = meanings[result.code]?.means;
  const next = nextCommands(result.code, result.hop, { ...result, resolver: result.dns?.server, made });
  return { ...linked, ...(means === undefined ? {} : { means }), next };
}

/** A report whose results are explained. */
export function explainAll(report: Report, how?: Explaining): Report {
  return { ...report, results: report.results.map((result) => explain(result, how)) };
}
