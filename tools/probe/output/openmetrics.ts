import type { OpenMetricsContentType } from 'prom-client';
import { callLabels, type Metric, metrics } from '../metrics';
import type { Report } from '../report';
import { summaryOf } from './summary';
import type { Writer, WriterOptions } from './writer';

/** For a node exporter's textfile folder or a push gateway: all results of one run. */
export function openMetricsWriter({ sink }: WriterOptions): Writer {
  return {
    end: async (report) => {
      sink.write(await renderOpenMetrics(report));
      await sink.close();
    },
  };
}

/** OpenMetrics 1.0 text, a sample a result and metric; ends in `# EOF`. Pure. */
export function renderOpenMetrics(report: Report): Promise<string> {
  const { Gauge, Registry } = require('prom-client') as typeof import('prom-client');
  const registry = new Registry<OpenMetricsContentType>();
  registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  const registers = [registry];
  for (const { name, help, labels = [], of } of metrics) {
    const labelNames = [...new Set([...labels, 'target', 'name', 'method', 'address', 'vantage'])];
    const gauge = new Gauge({ name, help, labelNames, registers });
    for (const result of report.results)
      for (const sample of of(result)) gauge.set({ ...callLabels(result), ...sample.labels }, sample.value);
  }
  const { exitCode, skipped, ...counts } = summaryOf(report);
  const results = new Gauge({
    name: 'probe_results',
    help: 'Results of the run by what came of them',
    labelNames: ['came'],
    registers,
  });
  const came = { as_expected: counts.asExpected, failed: counts.failed, unknown: counts.unknown };
  for (const [name, value] of Object.entries({ ...came, skipped: skipped.length }))
    results.set({ came: name }, value);
  new Gauge({ name: 'probe_exit_code', help: 'Exit code of the run', registers }).set(exitCode);
  return registry.metrics().then((text) => withUnits(text, metrics));
}

/** prom-client writes no UNIT lines. */
function withUnits(text: string, all: readonly Metric[]): string {
  const units = new Map(all.map(({ name, unit }) => [name, unit]));
  return text.replace(/^# TYPE (\S+) .*$/gm, (line, name: string) => {
    const unit = units.get(name);
    return unit === undefined ? line : `${line}\n# UNIT ${name} ${unit}`;
  });
}
