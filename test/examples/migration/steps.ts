import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../../stacks/config';
import type { HybridConfig } from '../../../stacks/config-schema';
import { synthesize } from '../../../stacks/synthesize';
import { type Assembly, readAssembly } from '../../../tools/assembly';
import type { AssemblyStack } from '../../../tools/assembly/assembly';
import { packageRoot } from '../../../tools/root';

const folder = join(packageRoot, 'docs', 'examples', 'migration');

export const stepNames = readdirSync(folder).sort();

export interface Step {
  readonly name: string;
  readonly config: HybridConfig;
  readonly assembly: Assembly;
}

export interface Steps {
  readonly steps: readonly Step[];
  remove(): void;
}

/** Every step of the migration, synthesized with CloudFormation's schemas and the rules of AWS Solutions. */
export function synthesizeSteps(): Steps {
  const outdir = mkdtempSync(join(tmpdir(), 'hybrid-migration-'));
  const steps = stepNames.map((name): Step => {
    const { config, dir } = loadConfig(join(folder, name, 'hybrid.yaml'));
    const out = join(outdir, name);
    synthesize(config, { dir, outdir: out, validate: true });
    return { name, config, assembly: readAssembly({ dir: out }) };
  });
  return { steps, remove: () => rmSync(outdir, { recursive: true }) };
}

/** From one step to the next, one stack at a time, in the order in which CDK deploys them. */
export function deployments(before: Assembly, after: Assembly): Assembly[] {
  const order = [...after.stacks].sort((a, b) => rank(a) - rank(b));
  let stacks: readonly AssemblyStack[] = before.stacks;
  return order.flatMap((next) => {
    const old = stacks.find(({ name }) => name === next.name);
    if (JSON.stringify(old?.template) === JSON.stringify(next.template)) return [];
    stacks = [...stacks.filter((one) => one !== old), next];
    return [{ stacks }];
  });
}

/** Stacks of hosts come after those that they import from. */
function rank({ name }: AssemblyStack): number {
  return name.includes('-api-') ? 1 : 0;
}
