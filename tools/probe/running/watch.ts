import { notMade } from '../probe';
import type { ProbeResult, Report } from '../report';
import { openSession } from '../session';
import { systemClock } from './clock';
import { finished } from './finished';
import type { Run } from './mode';
import { inPool } from './pool';
import type { Mode } from './read-running';
import { changesBetween } from './round';
import { onSchedule } from './rounds';
import { Collecting } from './statistics';

/** All calls again and again on a fixed schedule; says what changes. */
export async function runWatch(run: Run<Extract<Mode, { kind: 'watch' }>>): Promise<Report> {
  const { plan, mode, concurrency, options, onResult, onRound } = run;
  const { signal } = options;
  const session = openSession(plan.targets, options);
  const collecting = new Collecting();
  let before: readonly ProbeResult[] | undefined;
  let whole = 0;
  const round = async (): Promise<void> => {
    const at = new Date().toISOString();
    const results: (readonly ProbeResult[])[] = new Array(plan.targets.length);
    const one = async (index: number): Promise<void> => {
      const called = new Date().toISOString();
      const ended = (await session.call(index)).map((result) => ({ at: called, ...result }));
      // A round that is cut short says nothing new of the calls that it cut.
      if (signal.aborted && whole > 0) return;
      results[index] = ended;
      for (const result of ended) {
        collecting.add(result);
        onResult(result);
      }
    };
    await inPool(plan.targets.length, concurrency, one, signal, session.loaded);
    if (signal.aborted) return;
    const now = results.flat();
    onRound({ number: ++whole, at, results: now, changes: changesBetween(before, now) });
    before = now;
  };
  try {
    const rounds = await onSchedule(mode.every, mode, systemClock, round, signal);
    const skipped =
      whole > 0 ? [] : session.targets.filter((_, index) => index >= collecting.calls).map(notMade);
    const statistics = { ...collecting.statistics(), rounds: { made: whole, missed: rounds.missed } };
    const isEndless = mode.rounds === undefined && mode.duration === undefined;
    const isDone = isEndless ? whole > 0 : !signal.aborted;
    return finished(run, { schemaVersion: 1, results: collecting.results(), skipped, statistics }, isDone);
  } finally {
    session.close();
  }
}
