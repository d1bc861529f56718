import type { Clock } from './clock';

/** Calls on a fixed schedule, whatever the answers do. Times in milliseconds. */
export interface Schedule {
  readonly perSecond: number;
  readonly calls: number;
  /** Calls under way at once, at most. */
  readonly concurrency: number;
  /** After the last call was due, how long those that wait for a slot may still begin. */
  readonly grace: number;
}

/** One call, as the schedule sees it. */
export interface Moment {
  readonly due: number;
  readonly begun: number;
}

export interface Kept {
  /** Calls that were due when the run ended. */
  readonly due: number;
  readonly begun: number;
  /** How long each call had waited that was due and never begun. */
  readonly waited: readonly number[];
  /** From when the first call was due to when the last one began. */
  readonly took: number;
}

/**
 * An open loop: call i is due at i/rate and begins then if a slot is free, else as soon as one is. Nothing that a
 * stalled server does moves a due time, so what callers would have waited is measured (no coordinated omission).
 * @param call makes call number `index`; must not throw
 * @param signal no call begins after it
 */
export async function openLoop(
  { perSecond, calls, concurrency, grace }: Schedule,
  clock: Clock,
  call: (index: number, moment: Moment) => Promise<void>,
  signal?: AbortSignal,
): Promise<Kept> {
  const start = clock.now();
  const dueAt = (index: number): number => start + (index * 1000) / perSecond;
  const lastBeginning = dueAt(calls - 1) + grace;
  const slots = new Slots(concurrency);
  let next = 0;
  let lastBegun = start;
  while (next < calls && !signal?.aborted) {
    const due = dueAt(next);
    if (clock.now() < due) await clock.until(due, signal);
    else if (slots.full) await slots.wait(lastBeginning, clock, signal);
    if (signal?.aborted) break;
    if (slots.full) {
      if (clock.now() >= lastBeginning) break;
      continue;
    }
    lastBegun = clock.now();
    slots.take(call(next, { due, begun: lastBegun }));
    next++;
  }
  const now = clock.now();
  await slots.empty();
  const waited: number[] = [];
  for (let index = next; index < calls && dueAt(index) <= now; index++) waited.push(now - dueAt(index));
  return { due: next + waited.length, begun: next, waited, took: lastBegun - start };
}

/** Calls under way at once. */
class Slots {
  private readonly taken = new Set<Promise<void>>();
  private freed: () => void = () => {};

  constructor(private readonly size: number) {}

  get full(): boolean {
    return this.taken.size >= this.size;
  }

  take(call: Promise<void>): void {
    const one: Promise<void> = call.then(() => {
      this.taken.delete(one);
      this.freed();
    });
    this.taken.add(one);
  }

  /** Until a slot is free, that time has come, or the signal aborts. */
  async wait(end: number, clock: Clock, signal: AbortSignal | undefined): Promise<void> {
    const over = new AbortController();
    const give = (): void => over.abort();
    this.freed = give;
    signal?.addEventListener('abort', give);
    await clock.until(end, over.signal);
    signal?.removeEventListener('abort', give);
    this.freed = () => {};
  }

  async empty(): Promise<void> {
    await Promise.all(this.taken);
  }
}
