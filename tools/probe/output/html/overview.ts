import { template } from '../../../page/template';
import type { Report, SkippedCall } from '../../report';
import { callOf } from '../names';
import { badgeOf } from './badge';
import type { Call } from './call';
import { show } from './waterfall';

interface Row {
  readonly id: string;
  readonly label: string;
  readonly vantage: string;
  readonly address: string;
  readonly status: string;
  readonly total: string;
  readonly code: string;
  readonly badge: ReturnType<typeof badgeOf>;
}

const overview = template<{ readonly rows: readonly Row[] }>(`<h2>Calls</h2>
<table>
<thead><tr><th scope="col">Verdict</th><th scope="col">Call</th><th scope="col">From</th><th scope="col">Address</th><th scope="col" class="number">Status</th><th scope="col" class="number">Total</th><th scope="col">Code</th></tr></thead>
<tbody>
<% for (const row of it.rows) { %><tr><td class="whole"><span class="badge <%= row.badge.meaning %>"><%= row.badge.text %></span></td><td><a href="#<%= row.id %>"><%= row.label %></a></td><td class="whole"><%= row.vantage %></td><td class="whole"><%= row.address %></td><td class="number"><%= row.status %></td><td class="number"><%= row.total %></td><td><code><%= row.code %></code></td></tr>
<% } %></tbody>
</table>
`);

/** A row for each address of each call. */
export function renderOverview(calls: readonly Call[]): string {
  const rows = calls.flatMap(({ id, label, vantage, results }) =>
    results.map((result) => ({
      id,
      label,
      vantage: vantage ?? 'here',
      address: result.address ?? '–',
      status: String(result.status ?? '–'),
      total: show(result.phases.total),
      code: result.code,
      badge: badgeOf(result),
    })),
  );
  return overview({ rows });
}

const skippedCalls = template<{
  readonly calls: readonly (SkippedCall & { readonly label: string })[];
}>(`<h2>Not called</h2>
<table>
<thead><tr><th scope="col">Call</th><th scope="col">From</th><th scope="col">Why not</th></tr></thead>
<tbody>
<% for (const call of it.calls) { %><tr><td><%= call.label %></td><td><%= call.vantage ?? '' %></td><td><% if (call.unknown) { %><span class="badge unknown">? unknown</span> <% } %><%= call.reason %></td></tr>
<% } %></tbody>
</table>
`);

export function renderSkipped({ skipped = [] }: Report): string {
  if (skipped.length === 0) return '';
  return skippedCalls({ calls: skipped.map((call) => ({ ...call, label: callOf(call) })) });
}
