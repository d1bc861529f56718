import { Construct } from 'constructs';
import { codeName } from './authorizer-code';
import type { FunctionsProps } from './functions';
import { type Callable, KitFunction } from './path/8-integration';

/** Longer than fetching a key set may take, shorter than a caller's patience. Seconds. */
const timeoutSeconds = 10;

/** A ready authorizer's key among the functions of an API, which no function of hybrid.yaml can have. */
export function guardKey(authorizer: string): string {
  return `authorizer:${authorizer}`;
}

/** The functions of the ready authorizers of one API: each knows the routes of that API and nothing else. */
export function createGuards(
  scope: Construct,
  apiName: string,
  names: readonly string[],
  { config, network, groupId, authorizerCode }: FunctionsProps,
): Record<string, Callable> {
  if (names.length === 0) return {};
  const guards = new Construct(scope, `Guard-${apiName}`);
  return Object.fromEntries(
    names.map((name) => {
      const { jwt } = config.authorizers[name]!;
      const fetchesKeys = jwt !== undefined && jwt.jwksFile === undefined;
      const created = new KitFunction(guards, name, {
        code: authorizerCode[codeName(apiName, name)]!,
        description: `Authorizer ${name} of API ${apiName}`,
        timeoutSeconds,
        memoryMb: 256,
        vpc:
          fetchesKeys && jwt.vpc
            ? { subnetIds: network.subnets.map(({ subnetId }) => subnetId), securityGroupId: groupId }
            : undefined,
      });
      return [guardKey(name), created];
    }),
  );
}
