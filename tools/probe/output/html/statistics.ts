import { template } from '../../../page/template';
import type { Percentiles, Statistics } from '../../running/statistics';
import { show } from './waterfall';

const columns = ['p50', 'p90', 'p99', 'p99.9', 'max'] as const;

interface Row {
  readonly label: string;
  readonly calls: string;
  readonly cells: readonly string[];
}

const table = template<{
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}>(`<h2>Latency</h2>
<table>
<thead><tr><th scope="col"></th><th scope="col" class="number">Calls</th><% for (const head of it.columns) { %><th scope="col" class="number"><%= head %></th><% } %></tr></thead>
<tbody>
<% for (const row of it.rows) { %><tr><th scope="row"><%= row.label %></th><td class="number"><%= row.calls %></td><% for (const cell of row.cells) { %><td class="number"><%= cell %></td><% } %></tr>
<% } %></tbody>
</table>
`);

/** Of a run that makes calls again and again. */
export function renderPercentiles(statistics: Statistics | undefined): string {
  if (!statistics) return '';
  const { calls, latency, service, codes } = statistics;
  const row = (label: string, count: number, of: Percentiles): Row => ({
    label,
    calls: String(count),
    cells: columns.map((name) => show(of[name])),
  });
  const rows = [
    row('from when a call was due', calls, latency),
    row('from when it began', calls, service),
    ...codes.map((one) => row(one.code, one.count, one.latency)),
  ];
  return table({ columns, rows });
}
