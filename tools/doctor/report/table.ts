import pc from 'picocolors';
import { type HopName, hopNames } from '../../path/hop';
import { nextLines } from '../../runbooks';
import { wrap } from '../../wrap';
import { type DoctorReport, isRemark, type ReportedFinding } from './report';

export interface TableOptions {
  /** @default false */
  readonly color?: boolean;
  /** Passes one by one, and the evidence of each finding. @default false */
  readonly verbose?: boolean;
  /** Only what fails or can't be told. @default false */
  readonly quiet?: boolean;
  /** Of the terminal. @default 110 */
  readonly columns?: number;
}

const marks = { pass: 'pass', stop: 'STOP', unknown: '????', 'not-applicable': ' -- ' } as const;

/** Findings for people, hop by hop; what is as it must be in one line a hop. */
export function renderTable(report: DoctorReport, options: TableOptions = {}): string {
  const colors = pc.createColors(options.color ?? false);
  const { environment, region, account, summary, outcome } = report;
  const hops = hopNames.flatMap((hop) => renderHop(hop, report, options, colors));
  const paint = { pass: colors.green, stop: colors.red, unknown: colors.yellow }[outcome];
  const counts = [
    summary.stop && `${summary.stop} failed`,
    summary.unknown && `${summary.unknown} unknown`,
    summary.remark && `${summary.remark} to look at`,
    `${summary.pass} passed`,
    summary.notApplicable && `${summary.notApplicable} do not apply`,
  ].filter(Boolean);
  const head = `${colors.bold(environment)}  ${region}, account ${account ?? 'not known'}`;
  const sum = paint(`${outcome}: ${counts.join(', ')}`);
  return [...(options.quiet ? [] : [head, '']), ...hops, sum, ...nextLines(report.next)].join('\n');
}

const indent = ' '.repeat(24);

function joined(list: string | undefined, one: string): string {
  return [...new Set([...(list?.split(', ') ?? []), one])].join(', ');
}

/** What can't be told for one reason is told once, with all that it is about. */
function together(findings: readonly ReportedFinding[]): readonly ReportedFinding[] {
  const first = new Map<string, ReportedFinding>();
  for (const one of findings) {
    const key = JSON.stringify(
      one.outcome === 'unknown' ? [one.code, one.because] : [one.check, one.subject, one.because],
    );
    const known = first.get(key);
    first.set(key, {
      ...(known ?? one),
      subject: joined(known?.subject, one.subject),
      check: joined(known?.check, one.check),
    });
  }
  return [...first.values()];
}

function renderHop(
  hop: HopName,
  { findings }: DoctorReport,
  { verbose = false, quiet = false, columns = 110 }: TableOptions,
  colors: ReturnType<typeof pc.createColors>,
): string[] {
  const number = hopNames.indexOf(hop) + 1;
  const all = findings.filter((one) => one.hop === hop);
  const isShown = (one: ReportedFinding) =>
    one.outcome === 'stop' || one.outcome === 'unknown' || (!quiet && isRemark(one)) || verbose;
  const shown = together(all.filter(isShown));
  const head = (mark: string) => `${number} ${hop.padEnd(14)} ${mark}   `;
  const width = Math.max(40, columns - indent.length);
  const below = (text: string) => wrap(text, width).map((line) => indent + line);
  const lines = shown.flatMap((one) => {
    const mark = isRemark(one)
      ? colors.yellow('note')
      : { pass: colors.green, stop: colors.red, unknown: colors.yellow, 'not-applicable': colors.dim }[
          one.outcome
        ](marks[one.outcome]);
    const { subject, because, code, check, where, fix, runbook, evidence } = one;
    const [first = '', ...rest] = wrap(`${subject}: ${because}`, width);
    const seen = Object.entries(evidence).filter(([, value]) => value !== undefined);
    return [
      `${head(mark)}${first}`,
      ...rest.map((line) => indent + line),
      ...(one.outcome === 'pass' && fix === undefined ? [] : below(`${code} (${check})`)),
      ...(verbose ? seen.map(([name, value]) => `${indent}${name} = ${JSON.stringify(value)}`) : []),
      ...where.map((place) => `${indent}at ${place}`),
      ...(fix ? below(`Fix: ${fix}`) : []),
      ...(runbook ? [`${indent}Runbook: ${runbook}`] : []),
    ];
  });
  // A check of which something is told stands above; what else it passed is told by --verbose.
  const told = new Set(all.filter(isShown).map(({ check }) => check));
  const passed = all.filter((one) => one.outcome === 'pass' && !told.has(one.check));
  if (quiet || passed.length === 0) return lines;
  const names = [...new Set(passed.map(({ check }) => check))].join(', ');
  const [firstNames = '', ...others] = wrap(names, width);
  return [...lines, `${head(colors.green('pass'))}${firstNames}`, ...others.map((line) => indent + line)];
}
