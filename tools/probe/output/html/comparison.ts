import { template } from '../../../page/template';
import { type Comparison, sayChange, sayPlace, worstFirst } from '../../compare';

interface Row {
  readonly place: string;
  readonly change: string;
  readonly meaning: string;
  readonly direction: string;
}

const meanings = { better: 'good', worse: 'bad', unknown: 'unknown', neither: 'skipped' } as const;

const table = template<{
  readonly file: string;
  readonly rows: readonly Row[];
}>(`<h2>Changes since <%= it.file %></h2>
<% if (it.rows.length === 0) { %><p>None.</p><% } else { %><table>
<thead><tr><th scope="col">Direction</th><th scope="col">Call</th><th scope="col">Change</th></tr></thead>
<tbody>
<% for (const row of it.rows) { %><tr><td class="whole"><span class="badge <%= row.meaning %>"><%= row.direction %></span></td><td><%= row.place %></td><td><%= row.change %></td></tr>
<% } %></tbody>
</table><% } %>
`);

/** What changed since a former report, what is worse first. */
export function renderChanges(comparison: Comparison | undefined): string {
  if (!comparison) return '';
  const rows = worstFirst(comparison.changes).map((change) => ({
    place: sayPlace(change),
    change: sayChange(change),
    meaning: meanings[change.direction],
    direction: change.direction,
  }));
  return table({ file: comparison.with, rows });
}
