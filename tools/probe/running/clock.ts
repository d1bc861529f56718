/** Time as a scheduler sees it; given, so that tests have their own. */
export interface Clock {
  /** Milliseconds, never going back. */
  now(): number;
  /** Resolves at that time, or at once when the signal aborts. */
  until(at: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  until: (at, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, at - performance.now()));
      signal?.addEventListener('abort', end);
    }),
};
