import { KitError } from '../../kit-error';
import type { Aws, StackOutput } from './aws';

/** The function that will call. */
export interface Runner {
  /** Name or ARN. */
  readonly name: string;
  /** Seconds that it may run. */
  readonly seconds: number;
}

/** Of the kit's function, for a caller who may invoke it and not look at it. */
const usualSeconds = 120;

/**
 * The function of a name: a function of that name, or the one that a stack's output holds.
 * @param name function name, ARN, `Output` or `stack.Output`
 * @throws KitError PROBE_VIA_NOT_FOUND, PROBE_VIA_AWS
 */
export async function findRunner(aws: Aws, name: string): Promise<Runner> {
  const [, stack, key] = /^([A-Za-z][A-Za-z0-9-]*)\.([A-Za-z0-9]+)$/.exec(name) ?? [];
  if (stack !== undefined && key !== undefined)
    return byOutput(aws, name, await ask(() => aws.outputs(stack)), key);
  const seconds = await secondsOf(aws, name);
  if (typeof seconds === 'number') return { name, seconds };
  if (name.startsWith('arn:') && seconds === undefined) throw notFound(name, 'there is no such function', []);
  const outputs = seconds === 'denied' ? await outputsOrNone(aws) : await ask(() => aws.outputs());
  const known = outputs.some((output) => output.key === name);
  // Who may invoke may not have to look: a name that no output has is taken for the function's.
  if (seconds === 'denied' && !known) return { name, seconds: usualSeconds };
  return byOutput(aws, name, outputs, name);
}

async function byOutput(
  aws: Aws,
  name: string,
  outputs: readonly StackOutput[],
  key: string,
): Promise<Runner> {
  const fitting = outputs.filter((output) => output.key === key);
  const [one, ...others] = fitting;
  if (!one) throw notFound(name, 'there is neither a function nor a stack output of that name', outputs);
  if (others.length > 0)
    throw notFound(name, `${fitting.length} stacks have an output of that name`, fitting);
  const seconds = await secondsOf(aws, one.value);
  if (seconds === undefined) throw notFound(name, `its value "${one.value}" is no function`, []);
  return { name: one.value, seconds: seconds === 'denied' ? usualSeconds : seconds };
}

async function secondsOf(aws: Aws, name: string): Promise<number | 'denied' | undefined> {
  try {
    return await aws.timeoutOf(name);
  } catch (error) {
    if ((error as Error).name === 'AccessDeniedException') return 'denied';
    throw unasked(error as Error);
  }
}

async function outputsOrNone(aws: Aws): Promise<readonly StackOutput[]> {
  try {
    return await aws.outputs();
  } catch {
    return []; // who may not list stacks can still name a function
  }
}

async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    throw unasked(error as Error);
  }
}

function unasked(cause: Error): KitError {
  const what = `AWS could not be asked: ${cause.name}: ${cause.message.split('\n')[0]}`;
  const fix = 'set AWS_PROFILE and AWS_REGION (or --region), and try "aws sts get-caller-identity"';
  return new KitError({ code: 'PROBE_VIA_AWS', what, where: '--via', fix }, { cause });
}

function notFound(name: string, what: string, outputs: readonly StackOutput[]): KitError {
  const names = outputs.filter(({ key }) => /function/i.test(key) || key === name);
  const list = names.map(({ stack, key }) => `lambda:${stack}.${key}`).join(', ');
  return new KitError({
    code: 'PROBE_VIA_NOT_FOUND',
    what: `"${name}": ${what}`,
    where: '--via',
    fix: list === '' ? 'check the name, the region and the account' : `use one of: ${list}`,
  });
}
