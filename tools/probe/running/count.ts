import { notMade } from '../probe';
import type { Report } from '../report';
import { openSession } from '../session';
import { finished } from './finished';
import type { Run } from './mode';
import { inPool } from './pool';
import type { Mode } from './read-running';
import { Collecting } from './statistics';

/** Every call so many times, back to back. */
export async function runCount(run: Run<Extract<Mode, { kind: 'count' }>>): Promise<Report> {
  const { plan, mode, concurrency, options, onResult } = run;
  const session = openSession(plan.targets, options);
  const collecting = new Collecting();
  const size = plan.targets.length;
  const called = new Array<number>(size).fill(0);
  const one = async (number: number): Promise<void> => {
    const index = number % size;
    called[index] = (called[index] as number) + 1;
    const at = new Date().toISOString();
    for (const result of await session.call(index)) {
      const dated = { at, ...result };
      collecting.add(dated);
      onResult(dated);
    }
  };
  try {
    await inPool(size * mode.count, concurrency, one, options.signal, session.loaded);
  } finally {
    session.close();
  }
  const skipped = session.targets.filter((_target, index) => called[index] === 0).map(notMade);
  const results = collecting.results();
  const statistics = collecting.statistics();
  return finished(
    run,
    { schemaVersion: 1, results, skipped, statistics },
    statistics.calls === size * mode.count,
  );
}
