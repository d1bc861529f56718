import type { Percentiles, ScheduleFacts, Statistics } from './statistics';

const columns: readonly (keyof Percentiles)[] = ['p50', 'p90', 'p99', 'p99.9', 'max'];

/** Percentiles and counts for people; empty without statistics. Pure; milliseconds. */
export function renderStatistics(statistics: Statistics | undefined): string {
  if (!statistics) return '';
  const { schedule, each = [], calls, asExpected } = statistics;
  const rows: (readonly [string, Percentiles])[] = schedule
    ? [
        ['latency, from when due', statistics.latency],
        ['service time', statistics.service],
      ]
    : [['service time', statistics.service]];
  for (const code of statistics.codes)
    rows.push([`  ${code.count} × ${code.code}${code.asExpected ? '' : ' (not as expected)'}`, code.latency]);
  for (const one of each) rows.push([`  ${subject(one)}`, one.latency]);
  const lines = [`${calls} calls, ${asExpected} as expected`];
  if (statistics.rounds) {
    const { made, missed } = statistics.rounds;
    const late = missed === 0 ? '' : `; ${missed} left out, as the one before took too long`;
    lines.push(`${made} rounds${late}`);
  } else lines.push(...(schedule ? describe(schedule) : [backToBack]));
  lines.push(table(rows));
  return lines.join('\n');
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
