import type { Labels } from '../../metrics';
import { contentTypes, expose, type Form, type Gauge, gaugesOf } from '../../output/exposition';
import { renderTable } from '../../output/render-table';
import type { ProbeResult, Report } from '../../report';
import type { ProbeTarget } from '../../target';

/** An answer of the server. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

export function plain(status: number, text: string): Page {
  return { status, type: 'text/plain; charset=utf-8', text: `${text}\n` };
}

/** The form that the reader prefers; Prometheus names OpenMetrics first where it can read it. Pure. */
export function negotiate(accept: string | undefined): Form {
  const weight = (type: string): number => {
    const part = (accept ?? '').split(',').find((one) => one.trim().toLowerCase().startsWith(type));
    if (part === undefined) return 0;
    const q = /;\s*q=([0-9.]+)/.exec(part)?.[1];
    return q === undefined ? 1 : Number(q);
  };
  const open = weight('application/openmetrics-text');
  return open > 0 && open >= weight('text/plain') ? 'openmetrics' : 'prometheus';
}

export async function metricsPage(gauges: readonly Gauge[], form: Form): Promise<Page> {
  return { status: 200, type: contentTypes()[form], text: await expose(gauges, form) };
}

/**
 * The gauges of one call, as blackbox_exporter has them: without labels that name the target, which the scrape
 * configuration gives. A name with several addresses is as bad as its worst one; each has its own verdict beside.
 */
export function probeGauges({ results }: Pick<Report, 'results'>): Gauge[] {
  const worst = worstOf(results);
  const one = gaugesOf(worst ? [worst] : [], () => ({}));
  const each: readonly [string, string, (result: ProbeResult) => number][] = [
    [
      'probe_address_success',
      'Whether the call to this address ended as expected',
      (r) => (r.asExpected ? 1 : 0),
    ],
    [
      'probe_address_duration_seconds',
      'How long the call to this address took',
      (r) => r.phases.total / 1000,
    ],
  ];
  const labelsOf = ({ address, hop, code }: ProbeResult): Labels => ({
    address: address ?? '',
    hop: hop ?? '',
    code,
  });
  const unit = (name: string) => (name.endsWith('_seconds') ? ({ unit: 'seconds' } as const) : {});
  return [
    ...one,
    ...each.map(([name, help, value]) => ({
      name,
      help,
      ...unit(name),
      labels: ['address', 'hop', 'code'],
      samples: results.map((result) => ({ labels: labelsOf(result), value: value(result) })),
    })),
  ];
}

/** What fails before what is unknown before what took longest. */
function worstOf(results: readonly ProbeResult[]): ProbeResult | undefined {
  const rank = ({ asExpected, outcome }: ProbeResult): number =>
    asExpected ? 0 : outcome === 'unknown' ? 1 : 2;
  return [...results].sort((a, b) => rank(b) - rank(a) || b.phases.total - a.phases.total)[0];
}

/** For people: what was called how, what came of it, and the metrics that a scrape would have had. */
export async function debugPage(target: ProbeTarget, report: Report): Promise<Page> {
  const metrics = await expose(probeGauges(report), 'prometheus');
  const parts = [
    `Settings of the call:\n${settings(target)}`,
    `What came of it:\n${renderTable(report, { columns: 120, color: false })}`,
    `Metrics that would have been returned:\n${metrics}`,
  ];
  return plain(200, parts.join('\n\n'));
}

/** Nothing that proves who calls: headers by name only. */
function settings(target: ProbeTarget): string {
  const { url, method = 'GET', headers = [], address, proxy, resolver, ca, expect, vantage } = target;
  const names = Array.isArray(headers) ? headers.map(([name]) => name) : Object.keys(headers);
  const shown = { url, method, headers: names, vantage, address, proxy, resolver, expect };
  const authorities = ca?.includes('-----BEGIN') ? 'given' : ca;
  return JSON.stringify({ ...shown, ca: authorities }, null, 2);
}
