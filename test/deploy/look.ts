import { join } from 'node:path';
import { run } from './child';
import type { Synthesized } from './environments';
import { here } from './places';

/** One resource of a template, looked for at its own service. */
export interface Looked {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string | null;
  readonly there: boolean;
  /** Why it is not there. */
  readonly why?: string;
}

/** What an account holds: kind -> ids. */
export type Inventory = Readonly<Record<string, readonly string[]>>;

export interface Looker {
  readonly python: string;
  readonly env: NodeJS.ProcessEnv;
  readonly region: string;
}

/** Asks each service for each resource of these stacks, which are of one account. */
export function lookForResources(looker: Looker, stacks: Synthesized['stacks']): Promise<Looked[]> {
  return ask(
    looker,
    'deployed.py',
    stacks.map(({ name, template }) => `${name}=${template}`),
  );
}

/** Deletes what the templates tell CloudFormation to keep; what it deleted. */
export function removeKept(looker: Looker, found: readonly Looked[]): Promise<string[]> {
  const kept = found.flatMap(({ type, physicalId }) => (physicalId ? [`${type}=${physicalId}`] : []));
  return kept.length ? ask(looker, 'remove.py', kept) : Promise.resolve([]);
}

/** Deletes the stack of `cdk bootstrap`, and the bucket that it keeps. */
export function removeToolkit(looker: Looker): Promise<string[]> {
  return ask(looker, 'remove_toolkit.py', []);
}

export function takeInventory(looker: Looker): Promise<Inventory> {
  return ask(looker, 'inventory.py', []);
}

/** Ids that are in the second and were not in the first. */
export function leftBehind(before: Inventory, after: Inventory): string[] {
  return Object.entries(after).flatMap(([kind, ids]) =>
    ids.filter((id) => !before[kind]?.includes(id)).map((id) => `${kind}: ${id}`),
  );
}

async function ask<T>({ python, env, region }: Looker, script: string, args: readonly string[]): Promise<T> {
  const all = [join(here, 'aws', script), '--region', region, ...args];
  const { stdout } = await run(python, all, { env, limit: 120 });
  return JSON.parse(stdout) as T;
}
