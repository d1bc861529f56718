import type { Histogram } from 'hdr-histogram-js';
import type { Outcome } from '../../path/hop';
import type { ProbeResult } from '../report';
import type { RoundsFacts } from './rounds';

/** Milliseconds. */
export interface Percentiles {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly 'p99.9': number;
  readonly max: number;
}

/** Calls that came to the same code. */
export interface CodeCount {
  readonly code: string;
  readonly outcome: Outcome;
  readonly asExpected: boolean;
  readonly count: number;
  readonly latency: Percentiles;
}

export interface CallStatistics {
  readonly calls: number;
  readonly asExpected: number;
  /** By how often they came, and when that is the same by name. */
  readonly codes: readonly CodeCount[];
  /**
   * What a caller that keeps to the schedule waits: from when the call was due until its end. Calls that were due and
   * never begun are in it with what they had waited when the run ended.
   */
  readonly latency: Percentiles;
  /** From the beginning of a call to its end: what the network and the API took. */
  readonly service: Percentiles;
}

/** How far a schedule could be kept. */
export interface ScheduleFacts {
  /** Calls a second that were asked for, and that were begun. */
  readonly perSecond: number;
  readonly achievedPerSecond: number;
  /** Calls that were due by the end of the run. */
  readonly due: number;
  /** Begun more than `tolerance` ms after they were due: every slot of --concurrency was taken, or the probe was busy. */
  readonly late: number;
  readonly tolerance: number;
  /** Milliseconds. */
  readonly worstDelay: number;
  /** Due and never begun; the latency percentiles have a lower bound for each. */
  readonly neverBegun: number;
}

export interface Statistics extends CallStatistics {
  /** Absent where calls are made back to back: latency is service time then. */
  readonly schedule?: ScheduleFacts;
  /** Of a run that watches; rounds are missed where the one before took longer than the interval. */
  readonly rounds?: RoundsFacts;
  /** One entry for each call and address; absent where there is but one. */
  readonly each?: readonly (CallStatistics & Pick<ProbeResult, 'name' | 'url' | 'method' | 'address'>)[];
}

/** Collects results without keeping them: memory grows with the number of calls that differ, not with the run. */
export class Collecting {
  private readonly whole = new Cell(3);
  private readonly cells = new Map<string, Cell>();
  private readonly kept = new Map<string, ProbeResult>();

  /** @param latency milliseconds from when the call was due. @default its service time */
  add(result: ProbeResult, latency = result.phases.total): void {
    const key = JSON.stringify([result.name, result.method, result.url, result.vantage, result.address]);
    this.whole.add(result, latency);
    // Two digits: a thousand targets take megabytes, not a hundred.
    entry(this.cells, key, () => new Cell(2, result)).add(result, latency);
    this.kept.set(`${key} ${result.code}:${result.status}`, result);
  }

  /** A call that was due and never begun: it had waited so many milliseconds at least. */
  neverBegun(waited: number): void {
    this.whole.wait(waited);
  }

  /** How many results were added. */
  get calls(): number {
    return this.whole.calls;
  }

  /** The last result of each call, address, code and status. */
  results(): readonly ProbeResult[] {
    const order = [...this.cells.keys()];
    const of = (key: string): number => order.indexOf(key.slice(0, key.lastIndexOf(' ')));
    return [...this.kept].sort(([a], [b]) => of(a) - of(b)).map(([, result]) => result);
  }

  statistics(schedule?: ScheduleFacts): Statistics {
    const each = [...this.cells.values()].map((cell) => ({ ...cell.subject(), ...cell.facts() }));
    return {
      ...this.whole.facts(),
      ...(schedule === undefined ? {} : { schedule }),
      ...(each.length > 1 ? { each } : {}),
    };
  }
}

interface Counted {
  readonly of: ProbeResult;
  count: number;
  /** Absent while it is the only code: its times are those of all. */
  times?: Histogram;
}

/** Counts and times of calls of one kind. */
class Cell {
  private asExpected = 0;
  calls = 0;
  private readonly latency: Histogram;
  /** Absent while no call waited: latency is service time. */
  private service?: Histogram;
  private readonly codes = new Map<string, Counted>();

  constructor(
    private readonly digits: 2 | 3,
    private readonly first?: ProbeResult,
  ) {
    this.latency = histogram(digits);
  }

  add(result: ProbeResult, latency: number): void {
    const service = result.phases.total;
    const key = `${result.code} ${result.outcome} ${result.asExpected}`;
    if (!this.codes.has(key)) this.separate();
    const code = entry(this.codes, key, () => ({
      of: result,
      count: 0,
      ...(this.calls === 0 ? {} : { times: histogram(this.digits) }),
    }));
    if (latency !== service) this.service ??= this.copy();
    this.calls++;
    if (result.asExpected) this.asExpected++;
    code.count++;
    record(this.latency, latency);
    if (this.service) record(this.service, service);
    if (code.times) record(code.times, latency);
  }

  wait(waited: number): void {
    this.separate();
    this.service ??= this.copy();
    record(this.latency, waited);
  }

  subject(): Pick<ProbeResult, 'name' | 'url' | 'method' | 'address'> {
    const { name, url, method, address } = this.first as ProbeResult;
    return { ...(name === undefined ? {} : { name }), url, method, address };
  }

  facts(): CallStatistics {
    const codes = [...this.codes.values()].map(
      ({ of: { code, outcome, asExpected }, count, times = this.latency }): CodeCount => ({
        code,
        outcome,
        asExpected,
        count,
        latency: percentiles(times),
      }),
    );
    codes.sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
    const { calls, asExpected, latency, service = latency } = this;
    return { calls, asExpected, codes, latency: percentiles(latency), service: percentiles(service) };
  }

  /** Gives the only code times of its own, before others are added to those of all. */
  private separate(): void {
    for (const code of this.codes.values()) code.times ??= this.copy();
  }

  private copy(): Histogram {
    const times = histogram(this.digits);
    times.add(this.latency);
    return times;
  }
}

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Microseconds; a day is the longest that any limit of the probe allows. */
function histogram(digits: 2 | 3): Histogram {
  const { build } = require('hdr-histogram-js') as typeof import('hdr-histogram-js');
  return build({
    bitBucketSize: 32,
    autoResize: true,
    lowestDiscernibleValue: 1,
    highestTrackableValue: 2,
    numberOfSignificantValueDigits: digits,
    useWebAssembly: false,
  });
}

function record(times: Histogram, ms: number): void {
  times.recordValue(Math.max(0, Math.round(ms * 1000)));
}

function percentiles(times: Histogram): Percentiles {
  // A percentile is the upper end of its bucket, which may lie above the largest value.
  const at = (percentile: number): number =>
    Math.min(times.getValueAtPercentile(percentile), times.maxValue) / 1000;
  return { p50: at(50), p90: at(90), p99: at(99), 'p99.9': at(99.9), max: times.maxValue / 1000 };
}
