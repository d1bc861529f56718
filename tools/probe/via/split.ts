import type { Timeouts } from '../attempt';
import type { Retrying } from '../running/retrying';
import { defaultTimeouts } from '../session';
import type { ProbeTarget } from '../target';

/** What one invocation can do. */
export interface Capacity {
  /** Bytes of the event. */
  readonly requestBytes: number;
  /** Bytes of the answer. */
  readonly responseBytes: number;
  /** Targets that are over in time, should each take as long as it may. */
  readonly targets: number;
}

/** Synchronous invocations carry 6 MB each way (aws-facts §10); the rest is for the event's frame. */
export const payloadBytes = 6 * 1024 * 1024;

/** Kept back (s) of the function's time: for its start and for what it returns. */
const reserve = 3;

/** The longest pause before a retry, in milliseconds: running/retrying.ts. */
const longestPause = 30_000;

/** Milliseconds that a call takes if everything is as slow as its limits allow. Pure. */
export function slowestCall(
  target: Pick<ProbeTarget, 'timeouts' | 'retrying'>,
  timeouts: Partial<Timeouts> = {},
  retrying: Pick<Retrying, 'retries' | 'delay'> = { retries: 0, delay: 0 },
): number {
  const { resolve, connect, tls, firstByte, total } = { ...defaultTimeouts, ...timeouts, ...target.timeouts };
  const { retries, delay } = target.retrying ?? retrying;
  const pauses = Array.from({ length: retries }, (_, turn) => Math.min(longestPause, delay * 2 ** turn));
  const tries = (retries + 1) * Math.min(total, resolve + connect + tls + firstByte);
  return pauses.reduce((sum, pause) => sum + pause, tries);
}

/** How many targets are over in time if every one takes as long as the slowest may. Pure. */
export function targetsInTime(seconds: number, concurrency: number, slowest: number): number {
  const rounds = Math.floor(((seconds - reserve) * 1000) / slowest);
  return Math.max(1, rounds) * concurrency;
}

/** Results of a target that a generous guess allows: a name has at most 8 addresses in an NLB's answer. */
const results = 8;

/** Bytes of one result without what depends on the target: sentences, the certificate with its names. */
const resultBytes = 4096;

/** The first 64 KB of messages are kept of a WebSocket. */
const messageBytes = 64 * 1024;

/** Bytes that the answer about a target may take. */
export function answerBytes(target: ProbeTarget): number {
  const own = JSON.stringify([target.url, target.name, target.expect ?? null]).length;
  const messages = /^wss?:/.test(target.url) ? messageBytes : 0;
  return results * (resultBytes + 2 * own + messages);
}

/**
 * Targets in their order, as many in a piece as one invocation can carry and finish. A target that alone is too
 * large is a piece of its own. Pure.
 */
export function split(targets: readonly ProbeTarget[], capacity: Capacity): ProbeTarget[][] {
  const pieces: ProbeTarget[][] = [];
  let request = 0;
  let response = 0;
  for (const target of targets) {
    const bytes = Buffer.byteLength(JSON.stringify(target)) + 1;
    const answer = answerBytes(target);
    const piece = pieces.at(-1);
    const fits =
      piece !== undefined &&
      piece.length < capacity.targets &&
      request + bytes <= capacity.requestBytes &&
      response + answer <= capacity.responseBytes;
    if (fits) piece.push(target);
    else {
      pieces.push([target]);
      request = 0;
      response = 0;
    }
    request += bytes;
    response += answer;
  }
  return pieces;
}
