import type { ProbeResult } from '../report';

/** One line on the screen that is rewritten while calls go on. */
export interface Progress {
  /** Counts a result. */
  result(result: ProbeResult): void;
  /** Takes the line away for as long as something else is written. */
  clear(): void;
  end(): void;
}

/** Often enough to see that it goes on (ms). */
const interval = 250;

/**
 * Begins at once, before anything slow is loaded or called.
 * @param write to the screen; `undefined` where there is none
 * @param subject what is called, for the eye
 */
export function startProgress(write: ((text: string) => void) | undefined, subject: string): Progress {
  if (!write) return { result: () => {}, clear: () => {}, end: () => {} };
  const started = performance.now();
  let done = 0;
  let bad = 0;
  let drawn = true;
  const draw = (): void => {
    drawn = true;

    write(`\r\u001b[K${progressLine(subject, done, bad, performance.now() - started)}`);
  };
  const clear = (): void => {
    if (drawn) write('\r\u001b[K');
    drawn = false;
  };
  write(`probing ${subject} …`);
  const timer = setInterval(draw, interval);
  timer.unref();
  return {
    result: ({ asExpected }) => {
      done++;
      if (!asExpected) bad++;
    },
    clear,
    end: () => {
      clearInterval(timer);
      clear();
    },
  };
}

/** Pure. */
export function progressLine(subject: string, done: number, bad: number, ms: number): string {
  const seconds = `${(ms / 1000).toFixed(0)} s`;
  if (done === 0) return `probing ${subject} … ${seconds}`;
  const failed = bad === 0 ? '' : `, ${bad} not as expected`;
  return `probing ${subject} … ${done} answers${failed}, ${seconds}`;
}
