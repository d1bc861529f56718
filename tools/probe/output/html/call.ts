import { safeLink, template } from '../../../page/template';
import type { ProbeResult } from '../../report';
import { type Badge, badgeOf } from './badge';
import { certificateFacts, dnsFacts, exchangeFacts, type Fact, tryFacts } from './facts';
import { type Step, stepsOf } from './path';
import { waterfall } from './waterfall';

/** All addresses of one call. */
export interface Call {
  readonly id: string;
  readonly label: string;
  readonly vantage: string | undefined;
  readonly results: readonly ProbeResult[];
  readonly badge: Badge;
}

interface Card {
  readonly title: string;
  readonly badge: Badge;
  readonly steps: readonly Step[];
  readonly chart: string;
  readonly result: ProbeResult;
  readonly tone: string;
  readonly others: string;
  readonly link: string | undefined;
  readonly facts: readonly { readonly title: string; readonly facts: readonly Fact[] }[];
}

const card = template<Card>(`<section class="card">
<h3><%= it.title %> <span class="badge <%= it.badge.meaning %>"><%= it.badge.text %></span></h3>
<ol class="path" aria-label="The path, hop by hop">
<% for (const step of it.steps) { %><li class="<%= step.state %>"><span class="node" aria-hidden="true"><%= step.mark %></span><b><%= step.hop %></b> <span class="<%= step.state === 'good' || step.state === 'later' ? 'hidden' : '' %>"><%= step.says %></span><% if (step.fact) { %><small><%= step.fact %></small><% } %></li>
<% } %></ol>
<div class="why <%= it.tone %>">
<p><b><%= it.result.hop ?? 'unknown' %> <code><%= it.result.code %></code></b>: <%= it.result.because %></p>
<% if (it.result.means) { %><p><span class="soft">Means:</span> <%= it.result.means %></p><% } %>
<% if (it.others) { %><p><span class="soft"><%= it.result.confidence %> confidence; may also be</span> <%= it.others %></p><% } %>
<% if (it.result.fix) { %><p><span class="soft">Fix:</span> <%= it.result.fix %></p><% } %>
</div>
<% if (it.result.next) { %><h4>Run next</h4><pre class="commands"><% for (const command of it.result.next) { %><%= command + '\\n' %><% } %></pre><% } %>
<% if (it.result.runbook) { %><p><span class="soft">Runbook:</span> <% if (it.link) { %><a href="<%= it.link %>"><%= it.result.runbook %></a><% } else { %><%= it.result.runbook %><% } %></p><% } %>
<h4>Phases</h4>
<%~ it.chart %>
<% for (const group of it.facts) { %><h4><%= group.title %></h4>
<dl class="facts"><% for (const [name, value] of group.facts) { %><dt><%= name %></dt><dd><%= value %></dd><% } %></dl>
<% } %></section>
`);

const call = template<
  Call & { readonly open: boolean; readonly cards: string }
>(`<details class="call" id="<%= it.id %>"<% if (it.open) { %> open<% } %>>
<summary><span class="badge <%= it.badge.meaning %>"><%= it.badge.text %></span> <%= it.label %><% if (it.vantage) { %> <span class="soft">from <%= it.vantage %></span><% } %></summary>
<%~ it.cards %>
</details>
`);

/** A call with all that is known of each of its addresses; closed where it ended as expected and others did not. */
export function renderCall(one: Call, open: boolean): string {
  const scale = Math.max(...one.results.map(({ phases }) => phases.total));
  const cards = one.results.map((result) => card(cardOf(result, scale)));
  return call({ ...one, open, cards: cards.join('') });
}

function cardOf(result: ProbeResult, scale: number): Card {
  const badge = badgeOf(result);
  const groups = [
    { title: 'Tries', facts: tryFacts(result) },
    { title: 'Answer', facts: exchangeFacts(result) },
    { title: 'DNS', facts: dnsFacts(result) },
    { title: 'Certificate', facts: certificateFacts(result) },
  ];
  return {
    title: result.address ?? 'no address',
    badge,
    steps: stepsOf(result),
    chart: waterfall(result, scale),
    result,
    tone: badge.meaning === 'good' ? '' : badge.meaning,
    others: result.candidates.map(({ hop, code }) => `${code} (${hop})`).join(', '),
    link: safeLink(result.runbook),
    facts: groups.filter(({ facts }) => facts.length > 0),
  };
}
