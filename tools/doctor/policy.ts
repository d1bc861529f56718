import type { HybridConfig } from '../../stacks/config-schema';
import type { Check } from './check';
import { discovery } from './checks/stacks';
import { partitionOf } from './environment';
import { type ReadName, reads } from './reads';
import type { PolicyScope, ReadSpec } from './reads/spec';

export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/**
 * What the doctor must be allowed to do for some checks, and nothing else: one statement a set of resources.
 * @param more calls besides those of the checks
 */
export function policyFor(
  checks: readonly Check[],
  config: HybridConfig,
  more: readonly ReadName[] = [],
): PolicyDocument {
  const { region, account = config.accounts?.hub.id ?? '*' } = config;
  const scope: PolicyScope = { config, region, partition: partitionOf(region), account };
  const names = new Set([...discovery, ...checks.flatMap((check) => check.reads), ...more]);
  const resources = new Map<string, Set<string>>();
  for (const name of names) {
    const { action, resources: of }: ReadSpec = reads[name];
    if (action === null) continue;
    const known = resources.get(action) ?? new Set();
    for (const one of of?.(scope) ?? ['*']) known.add(one);
    resources.set(action, known);
  }
  const actions = new Map<string, string[]>();
  for (const [action, of] of resources) {
    const key = [...of].sort().join(' ');
    actions.set(key, [...(actions.get(key) ?? []), action]);
  }
  return {
    Version: '2012-10-17',
    Statement: [...actions].map(([key, of]) => ({
      Effect: 'Allow',
      Action: of.sort(),
      Resource: key.split(' '),
    })),
  };
}
