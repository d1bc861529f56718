import type { ProbeResult, Report } from '../report';
import { certificateChange } from './certificate';
import { type Change, type Comparison, directionOf } from './change';
import { latencyChange, percentileChanges } from './latency';
import { placeOf } from './place';

type Calls = ReadonlyMap<string, readonly ProbeResult[]>;

/**
 * What changed from a former report to this one. Calls are the same by vantage, name, method and URL; their results
 * by address. Of runs that made calls again and again the latency is that of the percentiles. Pure.
 * @param file of the former report, as it is to be named
 */
export function compareReports(former: Report, report: Report, file: string): Comparison {
  const before = callsOf(former);
  const after = callsOf(report);
  const isThere = ([key]: readonly [string, unknown]): boolean => before.has(key);
  const isRepeated = former.statistics !== undefined || report.statistics !== undefined;
  const common = [...after].filter(isThere);
  const changes = [
    ...[...after].filter((one) => !isThere(one)).map(([, results]) => added('call-new', results)),
    ...[...before].filter(([key]) => !after.has(key)).map(([, results]) => gone('call-gone', results)),
    ...common.flatMap(([key, results]) => changesOf(before.get(key) as readonly ProbeResult[], results)),
  ].filter(({ kind }) => kind !== 'latency' || !isRepeated);
  if (former.statistics && report.statistics)
    changes.push(...percentileChanges(former.statistics, report.statistics));
  return { with: file, calls: common.length, changes };
}

/** Of repeated calls a report has several results for an address: the last counts. */
function callsOf({ results }: Report): Calls {
  const calls = new Map<string, Map<string | null, ProbeResult>>();
  for (const result of results) {
    const key = JSON.stringify([result.vantage, result.name, result.method, result.url]);
    const addresses = calls.get(key) ?? new Map<string | null, ProbeResult>();
    calls.set(key, addresses);
    const other = addresses.get(result.address);
    if (!other || (result.at ?? '') >= (other.at ?? '')) addresses.set(result.address, result);
  }
  return new Map([...calls].map(([key, addresses]) => [key, [...addresses.values()]]));
}

function changesOf(before: readonly ProbeResult[], after: readonly ProbeResult[]): Change[] {
  const pairs = after.flatMap((now) => {
    const then = before.find(({ address }) => address === now.address);
    return then ? [[then, now] as const] : [];
  });
  const isNew = (one: ProbeResult): boolean => pairs.every(([, now]) => now !== one);
  const isGone = (one: ProbeResult): boolean => pairs.every(([then]) => then !== one);
  // Without an address in common, what became of the call shows in its worst results.
  const whole = pairs.length > 0 ? [] : verdictChanges(worst(before), worst(after), true);
  return [
    ...whole,
    ...after.filter((one) => isNew(one) && one.address !== null).map((one) => added('address-new', [one])),
    ...before.filter((one) => isGone(one) && one.address !== null).map((one) => gone('address-gone', [one])),
    ...pairs.flatMap(([then, now]) => [
      ...verdictChanges(then, now, false),
      ...certificateChange(then, now),
      ...latencyChange(then, now),
    ]),
  ];
}

function verdictChanges(then: ProbeResult, now: ProbeResult, ofAll: boolean): Change[] {
  const place = ofAll ? placeOf(now, null) : placeOf(now);
  const direction = directionOf(then, now);
  if (then.asExpected !== now.asExpected || then.outcome !== now.outcome || then.hop !== now.hop)
    return [{ kind: 'verdict', ...place, direction, before: say(then), after: say(now) }];
  if (then.code !== now.code)
    return [{ kind: 'code', ...place, direction: 'neither', before: then.code, after: now.code }];
  if (then.status === now.status) return [];
  const [before, after] = [then, now].map(({ status }) => (status === null ? null : `HTTP ${status}`));
  return [{ kind: 'status', ...place, direction, before: before ?? null, after: after ?? null }];
}

function added(kind: 'call-new' | 'address-new', results: readonly ProbeResult[]): Change {
  const one = worst(results);
  const direction = one.asExpected ? 'neither' : 'worse';
  return {
    kind,
    ...placeOf(one, kind === 'call-new' ? null : one.address),
    direction,
    before: null,
    after: say(one),
  };
}

function gone(kind: 'call-gone' | 'address-gone', results: readonly ProbeResult[]): Change {
  const one = worst(results);
  const place = placeOf(one, kind === 'call-gone' ? null : one.address);
  return { kind, ...place, direction: 'neither', before: say(one), after: null };
}

function worst(results: readonly ProbeResult[]): ProbeResult {
  const bad = results.filter(({ asExpected }) => !asExpected);
  return (bad.find(({ outcome }) => outcome !== 'unknown') ?? bad[0] ?? results[0]) as ProbeResult;
}

function say({ asExpected, outcome, hop, code, status }: ProbeResult): string {
  const what = asExpected ? 'as expected' : outcome === 'unknown' ? 'unknown' : `failed at ${hop}`;
  return `${what} (${code}${status === null ? '' : `, HTTP ${status}`})`;
}
