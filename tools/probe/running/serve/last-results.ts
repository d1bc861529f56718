import { callLabels, type Metric, metrics } from '../../metrics';
import { type Gauge, gaugesOf } from '../../output/exposition';
import type { ProbeResult } from '../../report';
import type { Session } from '../../session';
import type { Clock } from '../clock';
import { inPool } from '../pool';
import { onSchedule } from '../rounds';

/** The configured calls, each as it last ended, and when that was. */
export class LastResults {
  private readonly kept: (readonly ProbeResult[])[];
  private readonly at: number[] = [];
  private missed = 0;

  /** @param now seconds since 1970 */
  constructor(
    private readonly session: Session,
    private readonly now: () => number = () => Date.now() / 1000,
  ) {
    this.kept = session.targets.map(() => []);
  }

  /** Calls all of them every so many milliseconds until the signal. */
  async keepUp(every: number, concurrency: number, clock: Clock, signal: AbortSignal): Promise<void> {
    let slots = 0;
    const round = async (number: number): Promise<void> => {
      this.missed += number - slots;
      slots = number + 1;
      const one = async (index: number): Promise<void> => {
        const results = await this.session.call(index);
        if (signal.aborted) return;
        this.kept[index] = results;
        this.at[index] = this.now();
      };
      await inPool(this.kept.length, concurrency, one, signal, this.session.loaded);
    };
    await onSchedule(every, {}, clock, round, signal);
  }

  /** Those that were called at all. */
  gauges(): Gauge[] {
    const results = this.kept.flat();
    const when = new Map(
      this.kept.flatMap((own, index) => own.map((result) => [result, this.at[index] as number] as const)),
    );
    const ended: Metric = {
      name: 'probe_last_run_timestamp_seconds',
      help: 'When the call ended, in seconds since 1970',
      unit: 'seconds',
      of: (result) => [{ labels: {}, value: when.get(result) ?? 0 }],
    };
    return [
      ...gaugesOf(results, callLabels, [...metrics, ended]),
      {
        name: 'probe_missed_rounds',
        help: 'Rounds left out since the start, as the one before took longer than the interval',
        labels: [],
        samples: [{ labels: {}, value: this.missed }],
      },
      {
        name: 'process_resident_memory_bytes',
        help: 'Resident memory of the probe',
        unit: 'bytes',
        labels: [],
        samples: [{ labels: {}, value: process.memoryUsage.rss() }],
      },
    ];
  }
}
