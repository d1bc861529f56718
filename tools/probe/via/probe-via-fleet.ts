import type { Report } from '../report';
import { type Clock, systemClock } from '../running/clock';
import type { ProbeTarget } from '../target';
import { type Answer, type Part, partOf } from './answer';
import { ask } from './find-output';
import { usualSeconds } from './find-runner';
import type { ViaOptions } from './probe-via';
import { slowestCall, targetsInTime } from './split';
import { type Batch, splitFleet } from './split-fleet';
import type { Execution, StepFunctions } from './step-functions';

/** Milliseconds between two looks at an execution. */
const pause = 2000;

/** Looks after the end of an execution: lists of children follow what happens by seconds (API reference, doc). */
const lateLooks = 5;

/**
 * Makes every call from where a fleet of functions stands: the children of a state machine's distributed map, as
 * many at once as that allows, one execution after the other. The same report as `probe` gives; what a child that
 * failed would have told is unknown. The state machine's own time limit ends what hangs.
 * @param targets portable ones
 * @throws KitError PROBE_VIA_AWS where nothing can be started
 */
export async function probeViaFleet(
  targets: readonly ProbeTarget[],
  stepFunctions: StepFunctions,
  stateMachineArn: string,
  options: ViaOptions = {},
  clock: Clock = systemClock,
): Promise<Report> {
  const { allAddresses = true, concurrency = 10, retrying, timeouts, signal, onResult } = options;
  const slowest = Math.max(...targets.map((target) => slowestCall(target, timeouts, retrying)));
  const how = { allAddresses, concurrency, ...(timeouts && { timeouts }), ...(retrying && { retrying }) };
  const parts: Part[] = [];
  const settle = (batch: Batch, answer: Answer): void => {
    const part = partOf(batch.targets, answer, signal?.aborted === true);
    parts[batch.index] = part;
    for (const result of part.results) onResult?.(result);
  };
  for (const batches of splitFleet(targets, how, targetsInTime(usualSeconds, concurrency, slowest))) {
    const run = new FleetRun(stepFunctions, batches, settle, clock, signal);
    const start = () => stepFunctions.start(stateMachineArn, JSON.stringify({ batches }));
    if (signal?.aborted) run.giveUp(new Error('not started'));
    else if (parts.length === 0) await run.follow(await ask(start));
    else
      await start().then(
        (arn) => run.follow(arn),
        (error: Error) => run.giveUp(error),
      );
  }
  const skipped = parts.flatMap((part) => part.skipped);
  const report: Report = {
    schemaVersion: 1,
    via: { kind: 'fleet', name: stateMachineArn },
    results: parts.flatMap((part) => part.results),
  };
  return skipped.length > 0 ? { ...report, skipped } : report;
}

/** One execution, from its start until something is known of each of its batches. */
class FleetRun {
  private readonly left: Map<number, Batch>;
  private readonly seen = new Set<string>();

  constructor(
    private readonly stepFunctions: StepFunctions,
    batches: readonly Batch[],
    private readonly settle: (batch: Batch, answer: Answer) => void,
    private readonly clock: Clock,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.left = new Map(batches.map((batch) => [batch.index, batch]));
  }

  async follow(executionArn: string): Promise<void> {
    try {
      const end = await this.untilEnd(executionArn);
      if (end === 'stopped') await this.stepFunctions.stop(executionArn);
      const { status, error, cause } = end === 'stopped' ? { status: end, error: '', cause: '' } : end;
      this.giveUp(new Error([`the execution ended as ${status}`, error, cause].filter(Boolean).join(': ')));
    } catch (error) {
      this.giveUp(error as Error); // what is known by then stays
    }
  }

  /** What is not known by now never will be. */
  giveUp(error: Error): void {
    for (const batch of this.left.values()) this.settle(batch, { error });
    this.left.clear();
  }

  private async untilEnd(executionArn: string): Promise<Execution | 'stopped'> {
    for (let late = 0; ; ) {
      const execution = await this.stepFunctions.describe(executionArn);
      await this.gather(executionArn);
      if (this.left.size === 0 || late === lateLooks) return execution;
      if (execution.status !== 'RUNNING') late++;
      await this.clock.until(this.clock.now() + pause, this.signal);
      if (this.signal?.aborted) return 'stopped';
    }
  }

  private async gather(executionArn: string): Promise<void> {
    for (const child of await this.stepFunctions.endedChildren(executionArn)) {
      if (this.signal?.aborted) return;
      if (this.seen.has(child)) continue;
      this.seen.add(child);
      const ended = await this.stepFunctions.describe(child);
      const batch = this.left.get(indexOf(ended));
      if (!batch) continue;
      this.left.delete(batch.index);
      this.settle(batch, answerOf(ended));
    }
  }
}

/** A child's input says which batch it is. */
function indexOf({ input = '{}' }: Execution): number {
  return (JSON.parse(input) as Partial<Batch>).index ?? -1;
}

/** What a child returned, or its error in the form that Lambda gives errors. */
function answerOf({ status, output, error = status, cause = '' }: Execution): Answer {
  if (status === 'SUCCEEDED') return { payload: output ?? '' };
  return {
    functionError: error,
    payload: JSON.stringify({ errorType: error, errorMessage: messageOf(cause) }),
  };
}

/** Of a function that failed, the cause is JSON with Lambda's own message in it. */
function messageOf(cause: string): string {
  try {
    return (JSON.parse(cause) as { errorMessage?: string }).errorMessage ?? cause;
  } catch {
    return cause;
  }
}
