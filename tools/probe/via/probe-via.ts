import { notMade, type ProbeOptions } from '../probe';
import type { Report } from '../report';
import { type ProbeTarget, prepareTarget } from '../target';
import { type Part, partOf } from './answer';
import type { Aws } from './aws';
import { findRunner } from './find-runner';
import { payloadBytes, slowestCall, split, targetsInTime } from './split';

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
  const { signal, onResult, allAddresses = true, concurrency = 10, invocations = 4, retrying } = options;
  const { timeouts } = options;
  const runner = await findRunner(aws, name);
  const slowest = Math.max(...targets.map((target) => slowestCall(target, timeouts, retrying)));
  const pieces = split(targets, {
    requestBytes: payloadBytes - frame,
    responseBytes: payloadBytes - frame,
    targets: targetsInTime(runner.seconds, concurrency, slowest),
  });
  const how = { allAddresses, concurrency, ...(timeouts && { timeouts }), ...(retrying && { retrying }) };
  const parts: Part[] = new Array(pieces.length);
  let next = 0;
  const work = async (): Promise<void> => {
    for (let index = next++; index < pieces.length; index = next++) {
      const part = await invoke(aws, runner.name, pieces[index] as ProbeTarget[], how, signal);
      parts[index] = part;
      for (const result of part.results) onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(invocations, pieces.length) }, work));
  const skipped = parts.flatMap((part) => part.skipped);
  const report: Report = {
    schemaVersion: 1,
    via: { kind: 'lambda', name: runner.name },
    results: parts.flatMap((part) => part.results),
  };
  return skipped.length > 0 ? { ...report, skipped } : report;
}

async function invoke(
  aws: Aws,
  name: string,
  targets: readonly ProbeTarget[],
  options: object,
  signal: AbortSignal | undefined,
): Promise<Part> {
  if (signal?.aborted)
    return { results: [], skipped: targets.map((target) => notMade(prepareTarget(target))) };
  const event = JSON.stringify({ targets, options });
  const answer = await aws.invoke(name, event, signal);
  return partOf(targets, answer, signal?.aborted === true);
}
