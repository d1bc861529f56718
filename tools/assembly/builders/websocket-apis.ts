import { sameValue } from '../intrinsics/values';
import {
  isUnknown,
  type Known,
  type WebSocketApi,
  type WebSocketDefinition,
  type WebSocketIntegration,
  type WebSocketRoute,
  type WebSocketStage,
} from '../model';
import type { Resource } from '../resource';
import type { World } from '../world';
import { elementOf, required } from './element';
import { functionArnOf } from './functions';
import { byProperty } from './groups';
import { type Before, withoutPlaces } from './stages';

/** A WebSocket integration waits this long at the most, and by default (AWS's quota page, doc). */
const integrationTimeoutMs = 29_000;

/** WebSocket APIs with their routes, integrations and stages. */
export function buildWebSocketApis(world: World, before?: Before): WebSocketApi[] {
  const parts = (type: string) => byProperty(world.ofType(`AWS::ApiGatewayV2::${type}`), 'ApiId');
  const routes = parts('Route');
  const integrations = parts('Integration');
  const stages = parts('Stage');
  const responses = byProperty(world.ofType('AWS::ApiGatewayV2::RouteResponse'), 'RouteId');
  return world
    .ofType('AWS::ApiGatewayV2::Api')
    .filter((resource) => resource.settings.text('ProtocolType') === 'WEBSOCKET')
    .map((resource): WebSocketApi => {
      const { settings, key: id } = resource;
      const targets = new Map(integrations.of(resource).map((one) => [one.key, integrationOf(one)]));
      const definition: WebSocketDefinition = {
        routeSelectionExpression:
          settings.text('RouteSelectionExpression') ?? required(resource, 'RouteSelectionExpression'),
        defaultEndpointDisabled: settings.flag('DisableExecuteApiEndpoint') ?? false,
        routes: routes.of(resource).map((route) => routeOf(route, targets, responses.of(route))),
        ...elementOf(resource),
      };
      return {
        id,
        name: settings.literal('Name') ?? resource.logicalId,
        definition,
        stages: stages.of(resource).flatMap((stage) => stageOf(stage, id, definition, before)),
        ...elementOf(resource),
      };
    });
}

function routeOf(
  resource: Resource,
  targets: ReadonlyMap<string, WebSocketIntegration>,
  responses: readonly Resource[],
): WebSocketRoute {
  const { settings } = resource;
  const integration = targetOf(resource, targets);
  return {
    routeKey: settings.literal('RouteKey') ?? '',
    authorization: (settings.literal('AuthorizationType') ?? 'NONE') as WebSocketRoute['authorization'],
    authorizerId: settings.literal('AuthorizerId'),
    apiKeyRequired: settings.flag('ApiKeyRequired') ?? false,
    ...(integration === undefined ? {} : { integration }),
    answers:
      settings.literal('RouteResponseSelectionExpression') === '$default' &&
      responses.some((one) => one.settings.literal('RouteResponseKey') === '$default'),
    ...elementOf(resource),
  };
}

function targetOf(
  resource: Resource,
  targets: ReadonlyMap<string, WebSocketIntegration>,
): Known<WebSocketIntegration> | undefined {
  const target = resource.settings.text('Target');
  if (target === undefined || isUnknown(target)) return target;
  const place = resource.settings.at('Target');
  return (
    targets.get(target.replace(/^integrations\//, '')) ??
    resource.world.unknown(`target ${target} is no integration of these templates`, place)
  );
}

function integrationOf(resource: Resource): WebSocketIntegration {
  const { settings } = resource;
  const uri = settings.text('IntegrationUri');
  const parameters = settings.nested('RequestParameters');
  const names = Object.keys((settings.value('RequestParameters') as object | undefined) ?? {});
  return {
    id: resource.key,
    type: (settings.literal('IntegrationType') ?? 'MOCK') as WebSocketIntegration['type'],
    functionArn: functionArnOf(uri),
    uri,
    httpMethod: settings.text('IntegrationMethod'),
    ...(settings.literal('ConnectionType') === 'VPC_LINK'
      ? { vpcLinkId: required(resource, 'ConnectionId') }
      : {}),
    ...(settings.has('CredentialsArn') ? { credentials: required(resource, 'CredentialsArn') } : {}),
    requestParameters: Object.fromEntries(names.map((name) => [name, parameters.text(name) ?? ''])),
    timeoutMs: settings.number('TimeoutInMillis') ?? integrationTimeoutMs,
    ...elementOf(resource),
  };
}

function stageOf(
  resource: Resource,
  apiId: string,
  definition: WebSocketDefinition,
  before: Before | undefined,
): WebSocketStage[] {
  const { settings, world } = resource;
  const name = settings.literal('StageName');
  if (name === undefined) return [];
  const names = Object.keys((settings.value('StageVariables') as object | undefined) ?? {});
  const variables = settings.nested('StageVariables');
  const deploymentId = settings.literal('DeploymentId');
  const deployment = world.ofType('AWS::ApiGatewayV2::Deployment').find((one) => one.key === deploymentId);
  const frozen =
    settings.flag('AutoDeploy') || !deployment || !before
      ? undefined
      : frozenBefore(deployment, apiId, name, before);
  const limits = settings.nested('DefaultRouteSettings');
  const rateLimit = limits.number('ThrottlingRateLimit');
  const burstLimit = limits.number('ThrottlingBurstLimit');
  return [
    {
      name,
      variables: Object.fromEntries(names.map((key) => [key, variables.text(key) ?? ''])),
      serves: frozen ?? definition,
      stale: frozen !== undefined && !sameValue(withoutPlaces(frozen), withoutPlaces(definition)),
      ...(rateLimit === undefined || burstLimit === undefined ? {} : { throttle: { rateLimit, burstLimit } }),
      ...elementOf(resource),
    },
  ];
}

/** A deployment that is the same resource is not made again: the stage goes on serving what it froze. */
function frozenBefore(
  deployment: Resource,
  apiId: string,
  stage: string,
  { world, model }: Before,
): WebSocketDefinition | undefined {
  const old = world.stack(deployment.scope.name)?.resource(deployment.logicalId);
  if (!old || !sameValue(old.raw.Properties ?? {}, deployment.raw.Properties ?? {})) return undefined;
  return model.webSocketApis?.find((api) => api.id === apiId)?.stages.find((one) => one.name === stage)
    ?.serves;
}
