import type { Phases, ProbeResult, Report } from '../report';
import { addressOf, callOf } from './names';
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
  const notes = report.results.filter((result) => result.fix !== null || !result.asExpected);
  const facts = wireFacts(report).flatMap((line) => wrap(line, columns));
  const told = notes.map((result) => note(result, paint, columns));
  const parts = [rows, ...facts.map(paint.dim), ...told, summary(report, paint)];
  return parts.filter((part) => part !== '').join('\n');
}

type Paint = ReturnType<typeof painter>;

function painter(color: boolean) {
  const { createColors } = require('picocolors') as typeof import('picocolors');
  return createColors(color);
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

function label(result: ProbeResult): string {
  const call = callOf(result);
  return result.vantage === undefined ? call : `${result.vantage}: ${call}`;
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

function note(result: ProbeResult, paint: Paint, columns: number): string {
  if (result.asExpected && (result.expected !== null || result.outcome !== 'pass')) return '';
  const mark = result.asExpected ? paint.yellow('!') : paint.red('✗');
  const lines = [`${mark} ${label(result)}${addressOf(result)}`];
  lines.push(`  ${paint.bold(result.hop ?? 'unknown')} ${result.code}: ${printable(result.because)}`);
  if (result.means !== undefined) lines.push(`  ${paint.cyan('means:')} ${result.means}`);
  if (result.candidates.length > 0) {
    const codes = result.candidates.slice(0, 6).map(({ code }) => code);
    const more = result.candidates.length > 6 ? `, and ${result.candidates.length - 6} more (--json)` : '';
    lines.push(`  ${result.confidence} confidence; may also be ${codes.join(', ')}${more}`);
  }
  if (result.fix !== null) lines.push(`  ${paint.cyan('fix:')} ${result.fix}`);
  if (result.runbook !== undefined) lines.push(`  ${paint.cyan('runbook:')} ${result.runbook}`);
  const wrapped = lines.flatMap((line) => wrap(line, columns));
  // Commands are copied, and stay whole.
  const commands = (result.next ?? []).map(
    (command, index) => `  ${index === 0 ? paint.cyan('next:') : '     '} ${printable(command)}`,
  );
  return [...wrapped, ...commands].join('\n');
}

/** What a server sends must not move the cursor. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, '\ufffd');
}

function summary(report: Report, paint: Paint): string {
  const { results, skipped = [] } = report;
  const good = results.filter((result) => result.asExpected).length;
  const again = results.filter((result) => result.asExpected && result.attempts).length;
  const late = again > 0 ? `, ${again} not at the first try` : '';
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped: ${skippedReasons(report)}` : '';
  const text = `${good} of ${results.length} as expected${late}${tail}`;
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

/** At spaces, with the indent of a continued line; colour codes count as nothing. */
function wrap(line: string, columns: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(/(?<=\S) /)) {
    if (current !== '' && visible(`${current} ${word}`) > columns) {
      lines.push(current);
      current = `    ${word.trimStart()}`;
    } else current = current === '' ? word : `${current} ${word}`;
  }
  return [...lines, current];
}

function visible(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour code
  return text.replace(/\u001b\[\d+m/g, '').length;
}
