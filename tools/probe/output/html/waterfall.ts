import { template } from '../../../page/template';
import type { ProbeResult } from '../../report';

interface Bar {
  readonly label: string;
  readonly kind: 'resolve' | 'connect' | 'tls' | 'first' | 'transfer' | 'unfinished';
  /** Milliseconds from the beginning. */
  readonly from: number;
  readonly ms: number;
  readonly says: string;
}

const names = [
  ['resolve', 'resolve', 'resolve'],
  ['connect', 'connect', 'connect'],
  ['tls', 'TLS', 'tls'],
  ['firstByte', 'first byte', 'first'],
] as const;

/**
 * Each phase where it began. Exchanges that led on come first, as one; the first phase that was not finished has what
 * was left of the call, and later ones are not there.
 */
export function barsOf({
  phases,
  redirects = [],
}: Pick<ProbeResult, 'phases' | 'redirects'>): readonly Bar[] {
  const bars: Bar[] = [];
  let from = redirects.reduce((sum, one) => sum + one.phases.total, 0);
  if (redirects.length > 0)
    bars.push({
      label: 'redirects',
      kind: 'transfer',
      from: 0,
      ms: from,
      says: `${redirects.length}, ${show(from)}`,
    });
  for (const [phase, label, kind] of names) {
    const ms = phases[phase];
    if (ms === null) {
      const left = Math.max(0, phases.total - from);
      return [...bars, { label, kind: 'unfinished', from, ms: left, says: `not finished, ${show(left)}` }];
    }
    bars.push({ label, kind, from, ms, says: ms === 0 ? 'nothing to do' : show(ms) });
    from += ms;
  }
  const ms = Math.max(0, phases.total - from);
  return [...bars, { label: 'transfer', kind: 'transfer', from, ms, says: show(ms) }];
}

export function show(ms: number): string {
  return `${ms >= 100 ? ms.toFixed(0) : ms.toFixed(1)} ms`;
}

const left = 80;
const width = 420;
const row = 18;

const chart = template<{
  readonly title: string;
  readonly height: number;
  readonly axis: number;
  readonly bars: readonly (Bar & {
    readonly x: string;
    readonly y: number;
    readonly width: string;
    readonly textX: string;
  })[];
}>(`<svg class="waterfall" viewBox="0 0 660 <%= it.height %>" role="img" aria-label="<%= it.title %>">
<line class="axis" x1="<%= it.axis %>" y1="0" x2="<%= it.axis %>" y2="<%= it.height %>"/>
<% for (const bar of it.bars) { %><text x="0" y="<%= bar.y + 13 %>"><%= bar.label %></text><rect class="<%= bar.kind %>" x="<%= bar.x %>" y="<%= bar.y + 3 %>" width="<%= bar.width %>" height="12" rx="2"/><text class="soft" x="<%= bar.textX %>" y="<%= bar.y + 13 %>"><%= bar.says %></text>
<% } %></svg>`);

/**
 * The phases of one address, one below the other.
 * @param scale milliseconds of the whole width; the same for all addresses of a call
 */
export function waterfall(result: Pick<ProbeResult, 'phases' | 'redirects'>, scale: number): string {
  const unit = width / Math.max(scale, 0.001);
  const bars = barsOf(result);
  const title = `Phases: ${bars.map(({ label, says }) => `${label} ${says}`).join(', ')}; total ${show(result.phases.total)}`;
  return chart({
    title,
    height: bars.length * row,
    axis: left - 4,
    bars: bars.map((bar, index) => {
      const x = left + bar.from * unit;
      const long = Math.max(bar.ms * unit, bar.ms === 0 ? 0 : 1.5);
      return {
        ...bar,
        x: x.toFixed(1),
        y: index * row,
        width: long.toFixed(1),
        textX: (x + long + 6).toFixed(1),
      };
    }),
  });
}
