import type { Clock } from './clock';

export interface RoundsFacts {
  readonly made: number;
  /** Rounds that were due while the one before was still going on; they were left out, not made later. */
  readonly missed: number;
}

/**
 * Rounds on a fixed schedule: round i is due at i × every, however long the others take. Two never overlap.
 * @param every milliseconds
 * @param limits rounds to make, or milliseconds in which rounds may begin; @default until the signal
 */
export async function onSchedule(
  every: number,
  limits: { readonly rounds?: number; readonly duration?: number },
  clock: Clock,
  round: (number: number, due: number) => Promise<void>,
  signal?: AbortSignal,
): Promise<RoundsFacts> {
  const start = clock.now();
  const rounds = Math.min(limits.rounds ?? Infinity, Math.ceil((limits.duration ?? Infinity) / every));
  let made = 0;
  let slot = 0;
  while (slot < rounds && !signal?.aborted) {
    const due = start + slot * every;
    await clock.until(due, signal);
    if (signal?.aborted) break;
    await round(slot, due);
    made++;
    const passed = Math.floor((clock.now() - start) / every);
    slot = Math.max(slot + 1, Math.min(passed, rounds));
  }
  return { made, missed: Math.min(slot, rounds) - made };
}
