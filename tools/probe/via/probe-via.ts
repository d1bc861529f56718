import type { ProbeOptions } from '../probe';
import type { ProbeResult, Report } from '../report';
import { defaultTimeouts } from '../session';
import type { ProbeTarget } from '../target';
import { gaveUp, resultsOf } from './answer';
import type { Aws } from './aws';
import { findRunner } from './find-runner';
import { lostResult } from './lost';
import { payloadBytes, split, targetsInTime } from './split';

/** Left of an event's bytes for what stands around its targets. */
const frame = 1024;

export interface ViaOptions extends ProbeOptions {
  /** Invocations under way at once. @default 4 */
  readonly invocations?: number;
}

/**
 * Makes every call from where a function stands. The same report as `probe` gives: results in the order of the
 * targets; what an invocation that failed would have told is unknown, and named.
 * @param targets portable ones
 * @param name function name, ARN, or stack output
 * @throws KitError PROBE_VIA_NOT_FOUND, PROBE_VIA_AWS
 */
export async function probeViaFunction(
  targets: readonly ProbeTarget[],
  aws: Aws,
  name: string,
  options: ViaOptions = {},
): Promise<Report> {
  const { signal, onResult, allAddresses = true, concurrency = 10, invocations = 4 } = options;
  const runner = await findRunner(aws, name);
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const pieces = split(targets, {
    requestBytes: payloadBytes - frame,
    responseBytes: payloadBytes - frame,
    targets: targetsInTime(runner.seconds, concurrency, timeouts),
  });
  const results: ProbeResult[][] = new Array(pieces.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < pieces.length; index = next++) {
      const piece = pieces[index] as ProbeTarget[];
      results[index] = await invoke(aws, runner.name, piece, { allAddresses, concurrency, timeouts }, signal);
      for (const result of results[index] as ProbeResult[]) onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(invocations, pieces.length) }, work));
  return { schemaVersion: 1, results: results.flat() };
}

async function invoke(
  aws: Aws,
  name: string,
  targets: readonly ProbeTarget[],
  options: object,
  signal: AbortSignal | undefined,
): Promise<ProbeResult[]> {
  if (signal?.aborted) return targets.map((target) => lostResult(target, gaveUp));
  const event = JSON.stringify({ targets, options });
  const answer = await aws.invoke(name, event, signal);
  return resultsOf(targets, answer, signal?.aborted === true);
}
