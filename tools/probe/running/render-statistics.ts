import type { Percentiles, ScheduleFacts, Statistics } from './statistics';

export const columns: readonly (keyof Percentiles)[] = ['p50', 'p90', 'p99', 'p99.9', 'max'];

/** Percentiles and counts for people; empty without statistics. Pure; milliseconds. */
export function renderStatistics(statistics: Statistics | undefined): string {
  if (!statistics) return '';
  return [...sentencesOf(statistics), table(rowsOf(statistics))].join('\n');
}

/** How many calls there were, and how far their schedule was kept. */
export function sentencesOf({ calls, asExpected, rounds, schedule }: Statistics): readonly string[] {
  const counts = `${calls} calls, ${asExpected} as expected`;
  if (!rounds) return [counts, ...(schedule ? describe(schedule) : [backToBack])];
  const late = rounds.missed === 0 ? '' : `; ${rounds.missed} left out, as the one before took too long`;
  return [counts, `${rounds.made} rounds${late}`];
}

/** Whose times, and the times. */
export function rowsOf(statistics: Statistics): readonly (readonly [string, Percentiles])[] {
  const { schedule, each = [], codes, latency, service } = statistics;
  return [
    ...(schedule ? [['latency, from when due', latency] as const] : []),
    ['service time', service],
    ...codes.map(
      (one) =>
        [`  ${one.count} × ${one.code}${one.asExpected ? '' : ' (not as expected)'}`, one.latency] as const,
    ),
    ...each.map((one) => [`  ${subject(one)}`, one.latency] as const),
  ];
}

const backToBack =
  'back to back, each call after the one before: callers that keep to a schedule wait longer (--rate)';

function describe(schedule: ScheduleFacts): string[] {
  const { perSecond, achievedPerSecond, due, late, tolerance, worstDelay, neverBegun } = schedule;
  const lines = [`${due} due at ${perSecond} a second, begun at ${achievedPerSecond.toFixed(1)} a second`];
  if (late + neverBegun === 0) return lines;
  lines.push(
    `the schedule was not kept: ${late} began more than ${tolerance} ms late (at worst ${worstDelay.toFixed(0)} ms), ${neverBegun} never; their wait is in the latency`,
  );
  return lines;
}

function subject({ name, method, url, address }: NonNullable<Statistics['each']>[number]): string {
  const call = name ?? `${method} ${url}`;
  return address === null ? call : `${call} ${address}`;
}

function table(rows: readonly (readonly [string, Percentiles])[]): string {
  const Table = require('cli-table3') as typeof import('cli-table3');
  const lines = new Table({
    head: ['milliseconds', ...columns],
    colAligns: ['left', ...columns.map(() => 'right' as const)],
    style: { head: [], border: [], compact: true },
  });
  for (const [what, times] of rows)
    lines.push([what, ...columns.map((column) => milliseconds(times[column]))]);
  return lines.toString();
}

function milliseconds(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
