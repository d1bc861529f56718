import { KitError } from '../../kit-error';
import type { Aws, StackOutput } from './aws';

/** What `--via` looks for, and how its outputs are recognised in a message. */
export type ViaKind = 'lambda' | 'fleet';

const nouns = { lambda: 'function', fleet: 'state machine' } as const;
const likely = { lambda: /function/i, fleet: /fleet/i } as const;

/** `stack.Output` in its two parts; undefined: the name of something else. */
export function splitOutputName(name: string): { readonly stack: string; readonly key: string } | undefined {
  const [, stack, key] = /^([A-Za-z][A-Za-z0-9-]*)\.([A-Za-z0-9]+)$/.exec(name) ?? [];
  return stack === undefined || key === undefined ? undefined : { stack, key };
}

/**
 * The value of the one output that a name means.
 * @param name as the user wrote it
 * @throws KitError PROBE_VIA_NOT_FOUND
 */
export function pickOutput(kind: ViaKind, name: string, outputs: readonly StackOutput[]): string {
  const key = splitOutputName(name)?.key ?? name;
  const fitting = outputs.filter((output) => output.key === key);
  const [one, ...others] = fitting;
  if (!one)
    throw notFound(kind, name, `there is neither a ${nouns[kind]} nor a stack output of that name`, outputs);
  if (others.length > 0)
    throw notFound(kind, name, `${fitting.length} stacks have an output of that name`, fitting);
  return one.value;
}

/** @throws KitError PROBE_VIA_AWS where AWS can't be asked */
export async function ask<T>(question: () => Promise<T>): Promise<T> {
  try {
    return await question();
  } catch (error) {
    const { name, message } = error as Error;
    const what = `AWS could not be asked: ${name}: ${message.split('\n')[0]}`;
    const fix = 'set AWS_PROFILE and AWS_REGION (or --region), and try "aws sts get-caller-identity"';
    throw new KitError({ code: 'PROBE_VIA_AWS', what, where: '--via', fix }, { cause: error });
  }
}

/** An error that names the outputs that could be meant. */
export function notFound(
  kind: ViaKind,
  name: string,
  what: string,
  outputs: readonly StackOutput[] = [],
): KitError {
  const own = splitOutputName(name)?.key ?? name;
  const names = outputs.filter(({ key }) => likely[kind].test(key) || key === own);
  const list = names.map(({ stack, key }) => `${kind}:${stack}.${key}`).join(', ');
  return new KitError({
    code: 'PROBE_VIA_NOT_FOUND',
    what: `"${name}": ${what}`,
    where: '--via',
    fix: list === '' ? 'check the name, the region and the account' : `use one of: ${list}`,
  });
}

/**
 * The state machine of a name.
 * @param name ARN, `Output` or `stack.Output`
 * @throws KitError PROBE_VIA_NOT_FOUND, PROBE_VIA_AWS
 */
export async function findStateMachine(aws: Pick<Aws, 'outputs'>, name: string): Promise<string> {
  if (name.startsWith('arn:')) return name;
  const outputs = await ask(() => aws.outputs(splitOutputName(name)?.stack));
  const value = pickOutput('fleet', name, outputs);
  if (/^arn:[^:]+:states:[^:]+:\d+:stateMachine:/.test(value)) return value;
  throw notFound('fleet', name, `its value "${value}" is no state machine`);
}
