import { sameValue } from '../intrinsics/values';
import type { Known, Model, RestApi, Stage, Throttle, Where } from '../model';
import { isUnknown } from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';
import type { World } from '../world';
import { elementOf } from './element';
import { Groups } from './groups';

/** What was deployed before: its resources, and the model that was built of them. */
export interface Before {
  readonly world: World;
  readonly model: Model;
}

/** Stages, also those that a deployment makes by its own StageName. */
export function buildStages(world: World, apis: readonly RestApi[], before?: Before): Stage[] {
  const deployments = new Groups(world.ofType('AWS::ApiGateway::Deployment'), (one) => one.key);
  const stages = world.ofType('AWS::ApiGateway::Stage').flatMap((resource): Stage[] => {
    const deploymentId = resource.settings.literal('DeploymentId');
    const deployment = deploymentId === undefined ? undefined : deployments.get(deploymentId)[0];
    return stageOf(resource, resource.settings, deployment, apis, before);
  });
  const inline = world
    .ofType('AWS::ApiGateway::Deployment')
    .filter(({ settings }) => settings.has('StageName'))
    .flatMap((one) => stageOf(one, one.settings.nested('StageDescription'), one, apis, before));
  return [...stages, ...inline];
}

function stageOf(
  resource: Resource,
  settings: Settings,
  deployment: Resource | undefined,
  apis: readonly RestApi[],
  before: Before | undefined,
): Stage[] {
  const apiId = resource.settings.literal('RestApiId');
  const name = resource.settings.literal('StageName');
  const api = apis.find((one) => one.id === apiId);
  if (!api || name === undefined) return [];
  const variables = settings.nested('Variables');
  const names = Object.keys((settings.value('Variables') as object | undefined) ?? {});
  const frozen = deployment && before && previous(deployment, api, name, before);
  const serves = frozen ?? api.definition;
  return [
    {
      apiId: api.id,
      name,
      variables: Object.fromEntries(
        names.map((key): [string, Known<string>] => [key, variables.text(key) ?? '']),
      ),
      serves,
      stale: frozen !== undefined && !sameValue(withoutPlaces(frozen), withoutPlaces(api.definition)),
      throttle: throttleOf(settings),
      methodThrottles: methodThrottlesOf(settings),
      ...elementOf(resource),
    },
  ];
}

/**
 * A deployment that is the same resource with the same properties is not made again, so the stage goes on
 * serving what it froze then: aws-facts §13.4, §2.2 (doc).
 */
function previous(deployment: Resource, api: RestApi, stage: string, before: Before) {
  const old = before.world.stack(deployment.scope.name)?.resource(deployment.logicalId);
  if (!old || old.type !== deployment.type) return undefined;
  if (!sameValue(old.raw.Properties ?? {}, deployment.raw.Properties ?? {})) return undefined;
  const oldStage = before.model.stages.find((one) => one.apiId === api.id && one.name === stage);
  return oldStage?.serves ?? before.model.restApis.find((one) => one.id === api.id)?.definition;
}

/** A definition without logical ids: renaming a resource is no change of what is served. */
export function withoutPlaces(value: unknown): unknown {
  if (isUnknown(value)) return value.reason;
  if (Array.isArray(value)) return value.map(withoutPlaces);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as Record<string, unknown> & { where?: Where })
      .filter(([key]) => key !== 'where' && key !== 'unresolved')
      .map(([key, part]) => [key, withoutPlaces(part)]),
  );
}

/** Limits for all methods of the stage. */
function throttleOf(settings: Settings): Stage['throttle'] {
  const isForAll = (one: Settings) =>
    one.literal('ResourcePath') === '/*' && one.literal('HttpMethod') === '*';
  const all = settings.items('MethodSettings').find(isForAll) ?? settings;
  const rateLimit = all.number('ThrottlingRateLimit');
  const burstLimit = all.number('ThrottlingBurstLimit');
  return rateLimit === undefined || burstLimit === undefined ? undefined : { rateLimit, burstLimit };
}

/** Limits of single methods, as `/orders/GET`: a path is written `/~1orders` (CFN-spec, MethodSetting). */
function methodThrottlesOf(settings: Settings): Stage['methodThrottles'] {
  const found = settings.items('MethodSettings').flatMap((one): [string, Throttle][] => {
    const path = one.literal('ResourcePath') ?? '/*';
    const rateLimit = one.number('ThrottlingRateLimit');
    const burstLimit = one.number('ThrottlingBurstLimit');
    if (path === '/*' || rateLimit === undefined || burstLimit === undefined) return [];
    const written = path.includes('~1') ? path.slice(1).replaceAll('~1', '/') : path;
    return [[`${written}/${one.literal('HttpMethod') ?? '*'}`, { rateLimit, burstLimit }]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
