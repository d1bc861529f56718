import type { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';
import { KitStack } from './kit-stack';
import { ApiKey, type PlannedStage, UsagePlan } from './path/7-usage-plan';

export interface UsagePlansStackProps {
  readonly config: HybridConfig;
  /** @default the hub's, or the only one */
  readonly account?: string;
  /** Of this account, by the names of the APIs. */
  readonly stages: Readonly<Record<string, PlannedStage>>;
}

/** API keys and usage plans, of all hosts together: a key may call APIs of several. */
export class UsagePlansStack extends KitStack {
  constructor(scope: Construct, { config, account, stages }: UsagePlansStackProps) {
    super(scope, account === undefined ? 'usage-plans' : `usage-plans-${account}`, {
      config,
      account,
      description: 'API keys and usage plans',
    });
    const plans = Object.entries(config.usagePlans).filter(([, { apis }]) =>
      apis.some((api) => api in stages),
    );
    const names = new Set(plans.flatMap(([, { keys }]) => keys));
    const keys = Object.fromEntries(
      [...names].map((name) => [name, new ApiKey(this, name, config.apiKeys[name] ?? {}).keyId]),
    );
    for (const [name, plan] of plans) {
      new UsagePlan(this, `Plan-${name}`, {
        name: `${config.name}-${name}`,
        plan,
        stages: plan.apis.flatMap((api) => stages[api] ?? []),
        keyIds: Object.fromEntries(plan.keys.map((key) => [key, keys[key]!])),
      });
    }
  }
}
