import type { Clock } from '../../../tools/probe/running/clock';

/** Time that goes on only when everybody waits for it. */
export class FakeClock implements Clock {
  private time = 0;
  private readonly waiting = new Set<{ readonly at: number; readonly wake: () => void }>();

  now(): number {
    return this.time;
  }

  until(at: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted || at <= this.time) return resolve();
      const waiter = {
        at,
        wake: () => {
          this.waiting.delete(waiter);
          signal?.removeEventListener('abort', waiter.wake);
          resolve();
        },
      };
      this.waiting.add(waiter);
      signal?.addEventListener('abort', waiter.wake);
    });
  }

  /** Runs until the work is over, from one awaited time to the next. */
  async run<T>(work: Promise<T>): Promise<T> {
    let over = false;
    const end = (): void => {
      over = true;
    };
    work.then(end, end);
    for (;;) {
      await new Promise(setImmediate);
      if (over) return work;
      const next = [...this.waiting].sort((a, b) => a.at - b.at)[0];
      if (!next) throw new Error('nobody waits, and the work is not over');
      this.time = Math.max(this.time, next.at);
      next.wake();
    }
  }
}
