import type { ProbeResult, Report, SkippedCall } from './report';
import { inPool } from './running/pool';
import { withoutSecrets } from './secrets/known';
import { openSession, type SessionOptions } from './session';
import type { PreparedTarget, ProbeTarget } from './target';

export interface ProbeOptions extends SessionOptions {
  /** Targets under way at once. @default 10 */
  readonly concurrency?: number;
  /** Told of each result as it is known, in the order in which calls end. @default nobody */
  readonly onResult?: (result: ProbeResult) => void;
}

/**
 * Makes every call once and says of each which hop decided.
 * @returns results in the order of the targets, one for each address; `skipped`: what an end before time left unmade
 * @throws KitError for a target that can't be called as written (all problems at once); never for what the network does
 */
export async function probe(targets: readonly ProbeTarget[], options: ProbeOptions = {}): Promise<Report> {
  const session = openSession(targets, { sharedNames: true, ...options });
  const results: (readonly ProbeResult[] | undefined)[] = new Array(targets.length);
  const one = async (index: number): Promise<void> => {
    const ended = await session.call(index);
    results[index] = ended;
    for (const result of ended) options.onResult?.(result);
  };
  try {
    await inPool(targets.length, options.concurrency ?? 10, one, options.signal, session.loaded);
  } finally {
    session.close();
  }
  const skipped = session.targets.filter((_target, index) => results[index] === undefined).map(notMade);
  const report: Report = { schemaVersion: 1, results: results.flatMap((ended) => ended ?? []) };
  return skipped.length > 0 ? { ...report, skipped } : report;
}

/** A call that was due and not made: nothing is known of it. */
export function notMade({ target, method }: PreparedTarget): SkippedCall {
  return withoutSecrets({
    ...(target.name === undefined ? {} : { name: target.name }),
    url: target.url,
    method,
    ...(target.vantage === undefined ? {} : { vantage: target.vantage }),
    reason: 'the run was ended before its turn',
    unknown: true,
  });
}
