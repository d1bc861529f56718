import type { ApiKey, Known, PlanStage, Quota, Throttle, UsagePlan } from '../model';
import type { Settings } from '../settings';
import type { World } from '../world';
import { elementOf, required } from './element';
import { byProperty } from './groups';

/** A value that is fetched when the template is deployed; what it is, no template tells. */
const dynamic = /\{\{resolve:/;

/** API keys. Without a value AWS makes one. */
export function buildApiKeys(world: World): ApiKey[] {
  return world.ofType('AWS::ApiGateway::ApiKey').map((resource) => {
    const { settings, key } = resource;
    return {
      id: key,
      name: settings.literal('Name') ?? resource.logicalId,
      // CloudFormation's default for Enabled is false (CFN-spec; from memory).
      enabled: settings.flag('Enabled') ?? false,
      value: keyValueOf(settings.text('Value'), settings),
      ...elementOf(resource),
    };
  });
}

function keyValueOf(value: Known<string> | undefined, settings: Settings): Known<string> {
  const where = settings.at('Value');
  if (value === undefined) return settings.world.unknown('API Gateway makes the value of the key', where);
  if (typeof value === 'string' && dynamic.test(value)) {
    return settings.world.unknown(`the value of the key is fetched when it is deployed: ${value}`, where);
  }
  return value;
}

/** Usage plans with their stages, limits and keys. */
export function buildUsagePlans(world: World): UsagePlan[] {
  const members = byProperty(world.ofType('AWS::ApiGateway::UsagePlanKey'), 'UsagePlanId');
  return world.ofType('AWS::ApiGateway::UsagePlan').map((resource) => {
    const { settings } = resource;
    return {
      id: resource.key,
      name: settings.literal('UsagePlanName') ?? resource.logicalId,
      stages: settings.items('ApiStages').map(stageOf),
      throttle: throttleIn(settings, 'Throttle'),
      quota: quotaOf(settings),
      keyIds: members.of(resource).map((member) => required(member, 'KeyId')),
      ...elementOf(resource),
    };
  });
}

function stageOf(settings: Settings): PlanStage {
  const missing = (name: string) => settings.world.unknown(`${name} is missing`, settings.at(name));
  const methods = Object.keys((settings.value('Throttle') as object | undefined) ?? {});
  const own = settings.nested('Throttle');
  return {
    apiId: settings.text('ApiId') ?? missing('ApiId'),
    stage: settings.text('Stage') ?? missing('Stage'),
    throttle: Object.fromEntries(
      methods.flatMap((method): [string, Throttle][] => {
        const throttle = throttleIn(own, method);
        return throttle ? [[method, throttle]] : [];
      }),
    ),
  };
}

function throttleIn(settings: Settings, name: string): Throttle | undefined {
  if (!settings.has(name)) return undefined;
  const own = settings.nested(name);
  const rateLimit = own.number('RateLimit');
  const burstLimit = own.number('BurstLimit');
  return rateLimit === undefined || burstLimit === undefined ? undefined : { rateLimit, burstLimit };
}

function quotaOf(settings: Settings): Quota | undefined {
  if (!settings.has('Quota')) return undefined;
  const own = settings.nested('Quota');
  const limit = own.number('Limit');
  const period = own.literal('Period')?.toUpperCase() as Quota['period'] | undefined;
  return limit === undefined || period === undefined
    ? undefined
    : { limit, period, offset: own.number('Offset') ?? 0 };
}
