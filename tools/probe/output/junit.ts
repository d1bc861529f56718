import type { TestCase } from 'junit-report-builder';
import type { ProbeResult, Report, SkippedCall } from '../report';
import { addressOf, callOf } from './names';
import { summaryOf } from './summary';
import type { Writer, WriterOptions } from './writer';

/** For a build server: a suite for each vantage, a case for each address of a call. */
export function junitWriter({ sink }: WriterOptions): Writer {
  return {
    end: (report) => {
      sink.write(`${renderJunit(report).trimEnd()}\n`);
      return sink.close();
    },
  };
}

/**
 * JUnit XML. Not as expected is a `failure`, what can't be told an `error`, a call that was not made `skipped`, or an `error` where it was due. Pure.
 */
export function renderJunit(report: Report): string {
  const builder = (
    require('junit-report-builder') as typeof import('junit-report-builder').default
  ).newBuilder();
  builder.name('hybrid-api probe');
  const { results, skipped = [] } = report;
  const vantages = new Set([...results, ...skipped].map(({ vantage }) => vantage ?? 'here'));
  for (const vantage of vantages) {
    const suite = builder.testSuite().name(`probe from ${vantage}`);
    suite.property('schemaVersion', String(report.schemaVersion));
    suite.property('exitCode', String(summaryOf(report).exitCode));
    const own = results.filter((result) => (result.vantage ?? 'here') === vantage);
    suite.time(seconds(own.reduce((sum, { phases }) => sum + phases.total, 0)));
    for (const result of own) write(suite.testCase(), result);
    for (const call of skipped)
      if ((call.vantage ?? 'here') === vantage) writeSkipped(suite.testCase(), call);
  }
  return builder.build();
}

/** A call that was due and not made is no pass: build servers take `skipped` for one. */
function writeSkipped(one: TestCase, call: SkippedCall): void {
  one.className(new URL(call.url).host).name(callOf(call)).property('reason', call.reason);
  if (call.unknown) one.error(`not called: ${call.reason}`, 'NOT_CALLED');
  else one.skipped();
}

function write(one: TestCase, result: ProbeResult): void {
  one.className(new URL(result.url).host).name(`${callOf(result)}${addressOf(result)}`);
  one.time(seconds(result.phases.total));
  const properties = {
    method: result.method,
    url: result.url,
    address: result.address,
    status: result.status,
    outcome: result.outcome,
    hop: result.hop,
    code: result.code,
    confidence: result.confidence,
    runbook: result.runbook,
  };
  for (const [name, value] of Object.entries(properties))
    if (value !== null && value !== undefined) one.property(name, String(value));
  if (result.asExpected) return;
  const message = `${result.hop ?? 'unknown'} ${result.code}: ${result.because}`;
  const more = detail(result);
  if (result.outcome === 'unknown') one.error(message, result.code, more);
  else one.failure(message, result.code).stacktrace(more);
}

function detail({ means, confidence, candidates, fix, next = [], runbook }: ProbeResult): string {
  const others = candidates.map(({ code }) => code).join(', ');
  return [
    means && `means: ${means}`,
    others && `${confidence} confidence; may also be ${others}`,
    fix && `fix: ${fix}`,
    ...next.map((command) => `next: ${command}`),
    runbook && `runbook: ${runbook}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Milliseconds as seconds, to the microsecond: a division alone leaves digits that nobody measured. */
function seconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000) / 1e6;
}
