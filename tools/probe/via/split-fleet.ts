import type { ProbeTarget } from '../target';
import { type Capacity, split } from './split';

/** Input of an execution, and input and output of each of its states: 256 KiB (Step Functions quotas, doc). */
export const stateBytes = 256 * 1024;

/** Left of it for what stands around the targets. */
const frame = 4096;

/** One child of the distributed map: what the function is given. `index` is its place among all. */
export interface Batch {
  readonly index: number;
  readonly targets: readonly ProbeTarget[];
  readonly options: object;
}

/**
 * Targets in batches, and those in executions: as many as an input can hold. Pure.
 * @param most targets that a function can call in time
 */
export function splitFleet(targets: readonly ProbeTarget[], options: object, most: number): Batch[][] {
  const room = stateBytes - frame - Buffer.byteLength(JSON.stringify(options));
  const capacity: Capacity = { requestBytes: room, responseBytes: room, targets: most };
  const executions: Batch[][] = [];
  let bytes = 0;
  for (const [index, piece] of split(targets, capacity).entries()) {
    const batch = { index, targets: piece, options };
    const size = Buffer.byteLength(JSON.stringify(batch)) + 1;
    const last = executions.at(-1);
    if (last && bytes + size <= stateBytes - frame) {
      last.push(batch);
      bytes += size;
    } else {
      executions.push([batch]);
      bytes = size;
    }
  }
  return executions;
}
