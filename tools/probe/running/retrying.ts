import type { FailureKind, Observation } from '../observation';
import type { PreparedTarget } from '../target';
import { type Clock, systemClock } from './clock';

/** How calls without a definite answer are tried again. */
export interface Retrying {
  /** Tries after the first one. */
  readonly retries: number;
  /** Milliseconds; the first pause is drawn from 0 to this, each later one from twice the range. */
  readonly delay: number;
  /** Try again also what is definite and not as expected. */
  readonly any: boolean;
}

/** The longest pause, in milliseconds. */
const longest = 30_000;

/** Failures that are an answer: another try would be told the same. */
const definite: readonly FailureKind[] = [
  'nxdomain',
  'no-data',
  'not-found',
  'alert',
  'not-tls',
  'certificate',
  'not-http',
];

/**
 * Whether another try may end otherwise: nothing definite came. What a POST or PATCH may have done already is not
 * done twice (RFC 9110 §9.2.2). Pure.
 * @param seen a call that is not as expected
 * @param any also try again what is definite
 */
export function worthRetrying(
  { stage, response, failure }: Pick<Observation, 'stage' | 'response' | 'failure'>,
  { target, method }: Pick<PreparedTarget, 'target' | 'method'>,
  any: boolean,
): boolean {
  if (failure?.kind === 'interrupted') return false;
  if (any) return true;
  if (target.expect === 'unreachable' && response !== undefined) return false;
  const sent = stage === 'request' || stage === 'response';
  if (sent && (method === 'POST' || method === 'PATCH')) return false;
  if (failure) return !definite.includes(failure.kind);
  return response?.status === 429 || (response?.status ?? 0) >= 500;
}

/** All tries of one call. */
export interface Tries<T> {
  readonly count: number;
  readonly first: T;
  readonly last: T;
}

/**
 * Runs once, and again while that is worth it, with exponential back-off and full jitter: the pause before retry n is
 * drawn from 0 to delay × 2ⁿ, so that many probes that failed together do not come back together.
 * @param signal ends a pause at once; what is known by then is the last try
 */
export async function withRetries<T>(
  run: () => Promise<T>,
  again: (outcome: T) => boolean,
  { retries, delay }: Pick<Retrying, 'retries' | 'delay'> = { retries: 0, delay: 0 },
  signal?: AbortSignal,
  clock: Clock = systemClock,
  random: () => number = Math.random,
): Promise<Tries<T>> {
  const first = await run();
  let last = first;
  let count = 1;
  while (count <= retries && !signal?.aborted && again(last)) {
    const pause = random() * Math.min(longest, delay * 2 ** (count - 1));
    await clock.until(clock.now() + pause, signal);
    if (signal?.aborted) break;
    last = await run();
    count++;
  }
  return { count, first, last };
}
