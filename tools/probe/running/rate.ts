import type { Report } from '../report';
import { defaultTimeouts, openSession } from '../session';
import { systemClock } from './clock';
import { finished } from './finished';
import type { Run } from './mode';
import { openLoop } from './open-loop';
import type { Mode } from './read-running';
import { Collecting } from './statistics';

/** A timer of Node.js fires a few milliseconds late on a busy machine; more than this is a schedule not kept. */
const tolerance = 10;

/** Calls in turn, each at one address in turn, on a schedule that no answer can move. */
export async function runRate(run: Run<Extract<Mode, { kind: 'rate' }>>): Promise<Report> {
  const { plan, mode, concurrency, options, onResult } = run;
  const session = openSession(plan.targets, options);
  const collecting = new Collecting();
  const size = plan.targets.length;
  let late = 0;
  let worstDelay = 0;
  try {
    await session.load();
    const schedule = {
      ...mode,
      concurrency,
      grace: options.timeouts?.total ?? defaultTimeouts.total,
    };
    const kept = await openLoop(
      schedule,
      systemClock,
      async (number, { due, begun }) => {
        const delay = begun - due;
        if (delay > tolerance) late++;
        worstDelay = Math.max(worstDelay, delay);
        const at = new Date().toISOString();
        const ended = await session.call(number % size, Math.floor(number / size));
        const latency = systemClock.now() - due;
        for (const result of ended) {
          const dated = { at, ...result };
          collecting.add(dated, Math.max(latency, result.phases.total));
          onResult(dated);
        }
      },
      options.signal,
    );
    for (const waited of kept.waited) collecting.neverBegun(waited);
    const statistics = collecting.statistics({
      perSecond: mode.perSecond,
      achievedPerSecond: kept.begun < 2 ? 0 : ((kept.begun - 1) * 1000) / kept.took,
      due: kept.due,
      late,
      tolerance,
      worstDelay,
      neverBegun: kept.waited.length,
    });
    const report = { schemaVersion: 1, results: collecting.results(), statistics } as const;
    return finished(run, report, statistics.calls === mode.calls);
  } finally {
    session.close();
  }
}
