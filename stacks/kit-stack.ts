import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';

export interface KitStackProps {
  readonly config: HybridConfig;
  /** What the stack is for, as the CloudFormation console shows it. */
  readonly description: string;
  /** @default the environment's account: the hub, where there are several */
  readonly account?: string;
}

/** A stack named `<name>-<part>`, in the configured region, with the tags of every stack of the kit. */
export class KitStack extends Stack {
  constructor(
    scope: Construct,
    part: string,
    { config, description, account = hubAccount(config) }: KitStackProps,
  ) {
    const stackName = `${config.name}-${part}`;
    super(scope, stackName, {
      stackName,
      description,
      env: { region: config.region, account },
      terminationProtection: config.terminationProtection,
      // On the stack, not on each resource: CloudFormation passes them on, and templates stay readable.
      tags: { ...config.tags, 'hybrid-api:environment': config.name, 'hybrid-api:part': part },
    });
  }
}

function hubAccount({ account, accounts }: HybridConfig): string | undefined {
  return accounts?.hub.id ?? account;
}
