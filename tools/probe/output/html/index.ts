import { type Count, renderPage } from '../../../page/layout';
import type { ProbeResult, Report } from '../../report';
import { callOf } from '../names';
import { summaryOf } from '../summary';
import type { Writer, WriterOptions } from '../writer';
import { badgeOf, worstOf } from './badge';
import { type Call, renderCall } from './call';
import { renderChanges } from './comparison';
import { renderOverview, renderSkipped } from './overview';
import { renderPercentiles } from './statistics';

/** One page that can be mailed or kept with a change: no script, no request. */
export function htmlWriter({ sink }: WriterOptions): Writer {
  return {
    end: (report) => {
      for (const part of renderParts(report, new Date())) sink.write(part);
      return sink.close();
    },
  };
}

/** The report as a page. Pure. */
export function renderHtml(report: Report, at: Date): string {
  return [...renderParts(report, at)].join('');
}

function renderParts(report: Report, at: Date): Iterable<string> {
  const summary = summaryOf(report);
  const calls = callsOf(report);
  // Due and not made: nothing is known of them.
  const due = summary.skipped.filter(({ unknown }) => unknown).length;
  const counts: Count[] = [
    { label: 'as expected', count: summary.asExpected, meaning: 'good' },
    { label: 'failed', count: summary.failed, meaning: 'bad' },
    { label: 'unknown', count: summary.unknown + due, meaning: 'unknown' },
    { label: 'not called', count: summary.skipped.length - due, meaning: 'skipped' },
  ];
  const by = summary.via ? `called by ${summary.via.kind} ${summary.via.name}, ` : '';
  const content = {
    title: `Probe: ${titleOf(report)}`,
    about: `${at.toISOString()}, ${by}exit code ${summary.exitCode}`,
    counts,
  };
  return renderPage(content, bodyOf(report, calls));
}

function* bodyOf(report: Report, calls: readonly Call[]): Generator<string> {
  if (calls.length > 1) yield renderOverview(calls);
  yield renderChanges(report.comparison);
  yield renderPercentiles(report.statistics);
  yield '<h2>Each call</h2>';
  const few = calls.length <= 3;
  for (const call of calls) yield renderCall(call, few || call.badge.meaning !== 'good');
  yield renderSkipped(report);
}

function callsOf({ results }: Report): Call[] {
  const groups = new Map<string, ProbeResult[]>();
  for (const result of results) {
    const { name, url, method, vantage } = result;
    const key = JSON.stringify([name, url, method, vantage]);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((group, index) => {
    const first = group[0] as ProbeResult;
    return {
      id: `call-${index + 1}`,
      label: callOf(first),
      vantage: first.vantage,
      results: group,
      badge: worstOf(group.map(badgeOf)),
    };
  });
}

function titleOf({ results }: Report): string {
  const hosts = [...new Set(results.map(({ url }) => new URL(url).host))];
  return hosts.length === 1 ? (hosts[0] as string) : `${hosts.length} hosts`;
}
