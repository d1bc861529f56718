import { callLabels } from '../metrics';
import type { Report } from '../report';
import { expose, type Gauge, gaugesOf } from './exposition';
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
  const { exitCode, skipped, ...counts } = summaryOf(report);
  const due = skipped.filter(({ unknown }) => unknown).length;
  const came = {
    as_expected: counts.asExpected,
    failed: counts.failed,
    unknown: counts.unknown + due,
    skipped: skipped.length - due,
  };
  const results: Gauge = {
    name: 'probe_results',
    help: 'Results of the run by what came of them',
    labels: ['came'],
    samples: Object.entries(came).map(([name, value]) => ({ labels: { came: name }, value })),
  };
  const exit: Gauge = {
    name: 'probe_exit_code',
    help: 'Exit code of the run',
    labels: [],
    samples: [{ labels: {}, value: exitCode }],
  };
  return expose([...gaugesOf(report.results, callLabels), results, exit], 'openmetrics');
}
