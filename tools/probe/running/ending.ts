/** What ended a run before its work was done. */
export type EndedBy = 'interrupt' | 'terminate' | 'deadline';

export interface Ending {
  /** Aborts at the first of Ctrl-C, SIGTERM and the deadline. */
  readonly signal: AbortSignal;
  /** Which of them it was. */
  readonly by: () => EndedBy | undefined;
  /** Gives the process its signals back. */
  readonly release: () => void;
}

/**
 * One signal for all that can end a run early. A second Ctrl-C finds no handler of ours and kills.
 * @param deadlineMs milliseconds from now; @default none
 */
export function watchForEnding(deadlineMs?: number): Ending {
  const controller = new AbortController();
  let by: EndedBy | undefined;
  const end = (reason: EndedBy) => (): void => {
    by ??= reason;
    controller.abort();
  };
  const interrupt = end('interrupt');
  const terminate = end('terminate');
  process.once('SIGINT', interrupt).once('SIGTERM', terminate);
  const timer = deadlineMs === undefined ? undefined : setTimeout(end('deadline'), deadlineMs);
  timer?.unref();
  return {
    signal: controller.signal,
    by: () => by,
    release: () => {
      clearTimeout(timer);
      process.off('SIGINT', interrupt).off('SIGTERM', terminate);
    },
  };
}
