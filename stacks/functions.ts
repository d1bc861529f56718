import { Construct } from 'constructs';
import type { HybridConfig } from './config-schema';
import type { Network } from './path/2-network';
import { type Callable, KitFunction } from './path/8-integration';

export interface FunctionsProps {
  readonly config: HybridConfig;
  readonly network: Network;
  /** Security group of functions in the VPC. */
  readonly groupId: string;
  /** Function name → folder with its bundle. */
  readonly code: Readonly<Record<string, string>>;
  /** Name of a ready authorizer's code (authorizer-code.ts) → folder with its bundle. */
  readonly authorizerCode: Readonly<Record<string, string>>;
}

/** The named functions of hybrid.yaml, created in a stack. */
export function createFunctions(
  scope: Construct,
  names: readonly string[],
  { config, network, groupId, code }: FunctionsProps,
): Record<string, Callable> {
  // A scope of their own: an API, a host and a function may have the same name.
  const functions = new Construct(scope, 'Function');
  return Object.fromEntries(
    names.map((name) => {
      const { vpc, description, timeoutSeconds, memoryMb, environment } = config.functions[name]!;
      const created = new KitFunction(functions, name, {
        code: code[name]!,
        description,
        timeoutSeconds,
        memoryMb,
        environment,
        vpc: vpc
          ? { subnetIds: network.subnets.map(({ subnetId }) => subnetId), securityGroupId: groupId }
          : undefined,
      });
      return [name, created];
    }),
  );
}
