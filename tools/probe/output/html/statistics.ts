import { template } from '../../../page/template';
import { columns, rowsOf, sentencesOf } from '../../running/render-statistics';
import type { Statistics } from '../../running/statistics';
import { show } from './waterfall';

interface Row {
  readonly label: string;
  readonly cells: readonly string[];
}

const table = template<{
  readonly sentences: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}>(`<h2>Latency</h2>
<% for (const sentence of it.sentences) { %><p><%= sentence %></p>
<% } %><table>
<thead><tr><th scope="col">Of</th><% for (const head of it.columns) { %><th scope="col" class="number"><%= head %></th><% } %></tr></thead>
<tbody>
<% for (const row of it.rows) { %><tr><th scope="row"><%= row.label %></th><% for (const cell of row.cells) { %><td class="number"><%= cell %></td><% } %></tr>
<% } %></tbody>
</table>
`);

/** Of a run that makes calls again and again. */
export function renderPercentiles(statistics: Statistics | undefined): string {
  if (!statistics) return '';
  const rows = rowsOf(statistics).map(([label, times]) => ({
    label: label.trim(),
    cells: columns.map((name) => show(times[name])),
  }));
  return table({ sentences: sentencesOf(statistics), columns, rows });
}
