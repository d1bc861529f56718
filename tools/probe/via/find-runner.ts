import type { Aws, StackOutput } from './aws';
import { ask, notFound, pickOutput, splitOutputName } from './find-output';

/** The function that will call. */
export interface Runner {
  /** Name or ARN. */
  readonly name: string;
  /** Seconds that it may run. */
  readonly seconds: number;
}

/** Of the kit's function, for a caller who may invoke it and not look at it: stacks/on-premises-stack.ts. */
export const usualSeconds = 120;

/**
 * The function of a name: a function of that name, or the one that a stack's output holds.
 * @param name function name, ARN, `Output` or `stack.Output`
 * @throws KitError PROBE_VIA_NOT_FOUND, PROBE_VIA_AWS
 */
export async function findRunner(aws: Aws, name: string): Promise<Runner> {
  const own = splitOutputName(name);
  if (own) return byOutput(aws, name, await ask(() => aws.outputs(own.stack)));
  const seconds = await secondsOf(aws, name);
  if (typeof seconds === 'number') return { name, seconds };
  if (name.startsWith('arn:') && seconds === undefined)
    throw notFound('lambda', name, 'there is no such function');
  const outputs = seconds === 'denied' ? await outputsOrNone(aws) : await ask(() => aws.outputs());
  const known = outputs.some((output) => output.key === name);
  // Who may invoke may not have to look: a name that no output has is taken for the function's.
  if (seconds === 'denied' && !known) return { name, seconds: usualSeconds };
  return byOutput(aws, name, outputs);
}

async function byOutput(aws: Aws, name: string, outputs: readonly StackOutput[]): Promise<Runner> {
  const value = pickOutput('lambda', name, outputs);
  const seconds = await secondsOf(aws, value);
  if (seconds === undefined) throw notFound('lambda', name, `its value "${value}" is no function`);
  return { name: value, seconds: seconds === 'denied' ? usualSeconds : seconds };
}

async function secondsOf(aws: Aws, name: string): Promise<number | 'denied' | undefined> {
  return ask(async () => {
    try {
      return await aws.timeoutOf(name);
    } catch (error) {
      if ((error as Error).name === 'AccessDeniedException') return 'denied';
      throw error;
    }
  });
}

async function outputsOrNone(aws: Aws): Promise<readonly StackOutput[]> {
  try {
    return await aws.outputs();
  } catch {
    return []; // who may not list stacks can still name a function
  }
}
