import { type Labels, type Metric, metrics, type Sample } from '../metrics';
import type { ProbeResult } from '../report';

/** OpenMetrics 1.0, or Prometheus' own text format 0.0.4. */
export type Form = 'openmetrics' | 'prometheus';

/** A gauge with its values. */
export interface Gauge extends Pick<Metric, 'name' | 'help' | 'unit'> {
  readonly labels: readonly string[];
  readonly samples: readonly Sample[];
}

/**
 * The metrics of results.
 * @param labelsOf what tells a result from the others; the same names for all of them
 */
export function gaugesOf(
  results: readonly ProbeResult[],
  labelsOf: (result: ProbeResult) => Labels,
  all: readonly Metric[] = metrics,
): Gauge[] {
  const seen = new Map<string, number>();
  const own = results.map((result) => ({ result, labels: numbered(labelsOf(result), seen) }));
  const shared = Object.keys(own[0]?.labels ?? {});
  return all.map(({ of, labels = [], ...metric }) => ({
    ...metric,
    labels: [...new Set([...labels, ...shared])],
    samples: own.flatMap(({ result, labels }) =>
      of(result).map((sample) => ({ ...sample, labels: { ...labels, ...sample.labels } })),
    ),
  }));
}

/** Calls that nothing tells apart (same URL, other headers) have a number after their name: none hides another. */
function numbered(labels: Labels, seen: Map<string, number>): Labels {
  const key = JSON.stringify(labels);
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  return count === 1 || labels.name === undefined
    ? labels
    : { ...labels, name: `${labels.name} #${count}`.trim() };
}

/** The text of gauges; those without a value are left out. Pure. */
export async function expose(gauges: readonly Gauge[], form: Form): Promise<string> {
  const { Gauge, Registry } = require('prom-client') as typeof import('prom-client');
  const registry = new Registry<
    typeof Registry.OPENMETRICS_CONTENT_TYPE | typeof Registry.PROMETHEUS_CONTENT_TYPE
  >();
  registry.setContentType(contentTypes()[form]);
  const units = new Map<string, string>();
  for (const { name, help, unit, labels, samples } of gauges) {
    if (samples.length === 0) continue;
    const gauge = new Gauge({ name, help, labelNames: labels, registers: [registry] });
    for (const sample of samples) gauge.set({ ...sample.labels }, sample.value);
    if (unit) units.set(name, unit);
  }
  const text = await registry.metrics();
  return form === 'openmetrics' ? withUnits(text, units) : text;
}

/** Of the HTTP answer that carries the text. */
export function contentTypes() {
  const { Registry } = require('prom-client') as typeof import('prom-client');
  return {
    openmetrics: Registry.OPENMETRICS_CONTENT_TYPE,
    prometheus: Registry.PROMETHEUS_CONTENT_TYPE,
  } as const;
}

/** prom-client writes no UNIT lines. */
function withUnits(text: string, units: ReadonlyMap<string, string>): string {
  return text.replace(/^# TYPE (\S+) .*$/gm, (line, name: string) => {
    const unit = units.get(name);
    return unit === undefined ? line : `${line}\n# UNIT ${name} ${unit}`;
  });
}
