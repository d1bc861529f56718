import type { Failure, FailureKind } from '../observation';

/** What ends a stage early. Part of every probe's life, so it is caught, never shown as a stack. */
export class StageFailure extends Error implements Failure {
  constructor(
    readonly kind: FailureKind,
    readonly code: string,
    message: string,
    readonly alert?: string,
  ) {
    super(message);
  }

  /** The plain facts, for an observation. */
  facts(): Failure {
    const { kind, code, message, alert } = this;
    return alert === undefined ? { kind, code, message } : { kind, code, message, alert };
  }
}

export interface SystemError extends Error {
  readonly code?: string;
  readonly syscall?: string;
}

const kinds: Readonly<Record<string, FailureKind>> = {
  ECONNREFUSED: 'refused',
  ETIMEDOUT: 'timeout',
  EHOSTUNREACH: 'no-route',
  ENETUNREACH: 'no-route',
  EHOSTDOWN: 'no-route',
  ENETDOWN: 'no-route',
  EPIPE: 'reset',
  ECONNABORTED: 'reset',
};

/** A socket's error as a stage failure; what the peer did is told apart from what this machine lacks. */
export function fromSocketError(error: SystemError): StageFailure {
  const code = error.code ?? 'UNKNOWN';
  // Node reports a FIN during the handshake as ECONNRESET without a system call.
  const kind =
    code === 'ECONNRESET' ? (error.syscall === undefined ? 'closed' : 'reset') : (kinds[code] ?? 'local');
  return new StageFailure(kind, code, error.message);
}

/** What one probe() call shares: how long a stage may take, and how to stop all at once. */
export interface Bounds {
  /** Called once each when the caller gives up; a stage adds itself while it runs. */
  readonly stops: Set<() => void>;
  readonly stopped: () => boolean;
}

type Settle<T> = (outcome: T | StageFailure) => void;

/**
 * Runs one stage within a time limit.
 * @param ms limit in milliseconds
 * @param start begins the stage and returns what releases its resources when it is given up
 * @throws StageFailure `timeout`, `interrupted`, or what the stage settles with
 */
export function bounded<T>(bounds: Bounds, ms: number, start: (settle: Settle<T>) => () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    if (bounds.stopped()) return reject(interrupted());
    let failed = false;
    let release = (): void => {};
    const settle: Settle<T> = (outcome) => {
      clearTimeout(timer);
      bounds.stops.delete(stop);
      if (outcome instanceof StageFailure) {
        failed = true;
        release();
        reject(outcome);
      } else resolve(outcome);
    };
    const stop = (): void => settle(interrupted());
    const timer = setTimeout(
      () => settle(new StageFailure('timeout', 'TIMEOUT', `nothing within ${Math.round(ms)} ms`)),
      Math.max(0, ms),
    );
    bounds.stops.add(stop);
    release = start(settle);
    if (failed) release();
  });
}

function interrupted(): StageFailure {
  return new StageFailure('interrupted', 'INTERRUPTED', 'stopped before it was over');
}
