import type { ProbeResult, Report } from '../report';
import { addressOf, callOf } from './names';
import { type Paint, printable, wrap } from './text';

/** Others that ended in the same way are named up to so many. */
const named = 5;

export function label(result: ProbeResult): string {
  const call = callOf(result);
  return result.vantage === undefined ? call : `${result.vantage}: ${call}`;
}

/**
 * What is not as expected, and how to mend it: what was seen, what it means, what else it may be, the fix and the
 * commands to run next. Where many end in the same way this is told of the first, and the others are named below it.
 */
export function renderNotes({ results }: Report, paint: Paint, columns: number): string[] {
  const groups = new Map<string, ProbeResult[]>();
  for (const result of results) {
    if (result.fix === null && result.asExpected) continue;
    if (result.asExpected && (result.expected !== null || result.outcome !== 'pass')) continue;
    const key = JSON.stringify([result.asExpected, result.hop, result.code, result.fix]);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map(([first, ...others]) =>
    [...note(first as ProbeResult, paint, columns), ...alike(others, paint, columns)].join('\n'),
  );
}

function note(result: ProbeResult, paint: Paint, columns: number): string[] {
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
  return [...wrapped, ...commands];
}

function alike(others: readonly ProbeResult[], paint: Paint, columns: number): string[] {
  if (others.length === 0) return [];
  const lines = others
    .slice(0, named)
    .map(
      (result) =>
        `  ${paint.cyan('also:')} ${label(result)}${addressOf(result)}: ${printable(result.because)}`,
    );
  const rest = others.length - named;
  if (rest > 0) lines.push(`  and ${rest} more that end in the same way (--json has all)`);
  return lines.flatMap((line) => wrap(line, columns));
}
