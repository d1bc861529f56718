import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type CdkOptions, deploy, destroy } from './cdk';
import type { ControlPlane } from './control-plane';
import { type Environment, type Synthesized, synthesizeEnvironment } from './environments';
import { Given } from './given';
import type { Ledger } from './ledger';
import { type Looked, type Looker, lookForResources, removeKept } from './look';
import { folder } from './places';
import type { Toolkits } from './toolkits';

/** What a lane works with: one control plane, one environment after the other. */
export interface Lane {
  readonly plane: ControlPlane;
  readonly ledger: Ledger;
  readonly python: string;
  readonly region: string;
  /** Deploys what names no account. */
  readonly account: string;
  readonly method: 'direct' | 'change-set';
  /** Seconds for a command of the CDK. */
  readonly limit: number;
  /** Begins the names of stacks. @default those of the files */
  readonly name?: string;
  /** Leaves the environment deployed. @default false */
  readonly keep?: boolean;
  /** Told of every resource that was looked for. */
  readonly saw: (found: readonly Looked[]) => void;
  /** What else is done with a deployed environment. */
  readonly visit: (deployed: Deployed) => Promise<void>;
}

export interface Deployed {
  readonly environment: Environment;
  readonly synthesized: Synthesized;
  readonly lane: Lane;
  readonly found: readonly Looked[];
}

/** One environment from nothing to nothing; each step that fails is told, and the rest that makes sense goes on. */
export async function takeThrough(lane: Lane, environment: Environment, toolkits: Toolkits): Promise<void> {
  const { ledger } = lane;
  const called = (step: string) => `${environment.name}: ${step}`;
  const given = new Given(lane, environment);
  const synthesized = await ledger.step(called('synthesize'), async () =>
    synthesizeEnvironment(environment, { ids: await given.make(), name: lane.name }),
  );
  if (!synthesized) return;
  const accounts = [...new Set(synthesized.stacks.map(({ account }) => account ?? lane.account))];
  await ledger.step(called(`bootstrap ${accounts.join(', ')}`), () => toolkits.prepare(accounts));
  const log = folder('logs');
  const options = (step: string) =>
    cdkIn(lane, join(log, `${environment.name.replaceAll('/', '-')}-${step}.log`));
  const count = synthesized.stacks.length;
  await ledger.step(called(`deploy ${count} stacks`), () =>
    deploy(synthesized.assembly, lane.method, options('deploy')),
  );
  const found = await ledger.step(called('every resource is there, or listed as lacking'), async () => {
    const all = await Promise.all(
      accounts.map((account) =>
        lookForResources(
          lookerIn(lane, account),
          synthesized.stacks.filter((stack) => (stack.account ?? lane.account) === account),
        ),
      ),
    );
    lane.saw(all.flat());
    return all;
  });
  if (found) await lane.visit({ environment, synthesized, found: found.flat(), lane });
  if (lane.keep) return ledger.note(called('stays deployed'));
  await ledger.step(called('destroy'), () => destroy(synthesized.assembly, options('destroy')));
  await ledger.step(called('nothing is left'), async () => {
    for (const [index, account] of accounts.entries())
      await removeKept(lookerIn(lane, account), keptOf(synthesized, found?.[index] ?? []));
    await given.remove();
    await toolkits.expectNothingNew(accounts);
  });
}

/** Resources that templates tell CloudFormation to keep. */
function keptOf({ stacks }: Synthesized, found: readonly Looked[]): Looked[] {
  const templates = new Map(
    stacks.map(({ name, template }) => [name, JSON.parse(readFileSync(template, 'utf8')).Resources]),
  );
  return found.filter(({ stack, logicalId, there }) => {
    const { DeletionPolicy: policy } = templates.get(stack)?.[logicalId] ?? {};
    return there && policy === 'Retain';
  });
}

export function lookerIn({ python, plane, region }: Lane, account: string): Looker {
  return { python, region, env: plane.env(account) };
}

export function cdkIn({ plane, account, limit }: Lane, log: string, of = account): CdkOptions {
  return { env: plane.env(of), log, limit };
}
