import type { Phases, ProbeResult, Report } from '../report';
import { label, renderNotes } from './notes';
import { type Paint, painter, printable, wrap } from './text';
import { wireFacts } from './wire-facts';

export interface TableOptions {
  /** Width of the terminal. @default 140 */
  readonly columns?: number;
  /** @default false */
  readonly color?: boolean;
}

interface Column {
  readonly head: string;
  readonly right?: true;
  readonly cell: (result: ProbeResult) => string;
}

const phaseColumns: readonly (readonly [keyof Phases, string])[] = [
  ['resolve', 'resolve'],
  ['connect', 'connect'],
  ['tls', 'tls'],
  ['firstByte', 'first byte'],
  ['total', 'total'],
];

/** The border and padding that each column costs. */
const frame = 3;

/**
 * A report for people: a line for each call, a row for each of its addresses, and below the table what is not as
 * expected and how to mend it. Pure; timings in milliseconds. On narrow terminals the phases give way, then the table.
 */
export function renderTable(report: Report, options: TableOptions = {}): string {
  const columns = options.columns || 140;
  const paint = painter(options.color ?? false);
  const rows = columns < 60 ? stacked(report, paint) : table(report, columns, paint);
  const facts = wireFacts(report).flatMap((line) => wrap(printable(line), columns));
  const parts = [
    rows,
    ...facts.map(paint.dim),
    ...renderNotes(report, paint, columns),
    summary(report, paint),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

function table(report: Report, columns: number, paint: Paint): string {
  if (report.results.length === 0) return '';
  const Table = require('cli-table3') as typeof import('cli-table3');
  const shown = [phaseColumns, phaseColumns.slice(-1)]
    .map((phases) => columnsOf(phases))
    .find((candidate, index) => index === 1 || widthOf(candidate, report) <= columns) as readonly Column[];
  const width = Math.max(widthOf(shown, report) - frame - 1, 0);
  const lines = new Table({
    head: shown.map((column) => column.head),
    colAligns: shown.map((column) => (column.right ? ('right' as const) : ('left' as const))),
    style: { head: [], border: [], compact: true },
  });
  let above: string | undefined;
  for (const result of report.results) {
    const call = label(result).replace('https://', '');
    if (call !== above) lines.push([{ content: paint.bold(shorten(call, width)), colSpan: shown.length }]);
    above = call;
    const cells = shown.map((column) => column.cell(result));
    cells[cells.length - 1] = colored(result, cells.at(-1) as string, paint);
    lines.push(cells);
  }
  return lines.toString();
}

function columnsOf(phases: typeof phaseColumns): readonly Column[] {
  return [
    { head: 'address', cell: (result) => `  ${result.address ?? '–'}` },
    { head: 'status', right: true, cell: (result) => String(result.status ?? '–') },
    ...phases.map(
      ([phase, head]): Column => ({
        head,
        right: true,
        cell: (result) => milliseconds(result.phases[phase]),
      }),
    ),
    { head: 'verdict', cell: verdict },
  ];
}

function widthOf(shown: readonly Column[], report: Report): number {
  const widths = shown.map((column) =>
    Math.max(column.head.length, ...report.results.map((result) => column.cell(result).length)),
  );
  return 1 + widths.reduce((sum, width) => sum + width + frame, 0);
}

function stacked(report: Report, paint: Paint): string {
  return report.results
    .map((result) =>
      [
        label(result),
        `  ${result.address ?? '–'} ${result.status ?? '–'} ${milliseconds(result.phases.total)} ms ${colored(result, verdict(result), paint)}`,
      ].join('\n'),
    )
    .join('\n');
}

/** `ok` (and where an unwelcome call ended), or the hop that is not as expected. */
function verdict(result: ProbeResult): string {
  if (result.asExpected) {
    const tries = result.attempts === undefined ? '' : `, try ${result.attempts.count}`;
    return result.expected === 'unreachable' ? `ok, stopped at ${result.hop}${tries}` : `ok${tries}`;
  }
  if (result.outcome === 'unknown') return 'unknown';
  return result.expected === 'unreachable' ? 'reachable' : (result.hop ?? 'failed');
}

function colored(result: ProbeResult, text: string, paint: Paint): string {
  if (result.asExpected) return paint.green(text);
  return result.outcome === 'unknown' ? paint.yellow(text) : paint.red(text);
}

const endings = { interrupt: 'Ctrl-C', terminate: 'SIGTERM', deadline: 'the deadline' } as const;

function summary(report: Report, paint: Paint): string {
  const { results, skipped = [], via, endedBy } = report;
  const good = results.filter((result) => result.asExpected).length;
  const again = results.filter((result) => result.asExpected && result.attempts).length;
  const late = again > 0 ? `, ${again} not at the first try` : '';
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped: ${skippedReasons(report)}` : '';
  const by = via === undefined ? '' : `; called by ${via.kind} ${printable(via.name)}`;
  const text = `${good} of ${results.length} as expected${late}${tail}${by}${endedBy === undefined ? '' : `; ended by ${endings[endedBy]}`}`;
  if (good < results.length) return paint.red(text);
  return skipped.some(({ unknown }) => unknown) ? paint.yellow(text) : paint.green(text);
}

function skippedReasons({ skipped = [] }: Report): string {
  return [...new Set(skipped.map(({ reason }) => reason))].join('; ');
}

/** Three significant places are enough to compare, and keep columns narrow. */
function milliseconds(value: number | null): string {
  if (value === null) return '–';
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}

/** In the middle: calls differ at their ends. */
function shorten(text: string, width: number): string {
  if (text.length <= width) return text;
  const tail = Math.floor((width - 1) / 2);
  return `${text.slice(0, width - 1 - tail)}…${text.slice(text.length - tail)}`;
}
