import {
  type HttpApi,
  type HttpCors,
  type HttpIntegration,
  type HttpMapping,
  type HttpRoute,
  type HttpStage,
  isUnknown,
  type Known,
} from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';
import type { World } from '../world';
import { elementOf, required } from './element';
import { functionArnOf } from './functions';
import { byProperty, Groups } from './groups';

/** An HTTP API waits this long unless told otherwise, and never longer (DG http-api quotas, doc). */
const defaultTimeoutMs = 30_000;

const type = (name: string) => `AWS::ApiGatewayV2::${name}`;

/** Without a protocol it is an HTTP API (inferred). */
function httpApisOf(world: World): readonly Resource[] {
  return world
    .ofType(type('Api'))
    .filter(({ settings }) => (settings.literal('ProtocolType') ?? 'HTTP').toUpperCase() === 'HTTP');
}

/** HTTP APIs with their routes, integrations and stages. */
export function buildHttpApis(world: World): HttpApi[] {
  const routes = byProperty(world.ofType(type('Route')), 'ApiId');
  const stages = byProperty(world.ofType(type('Stage')), 'ApiId');
  const integrations = new Groups(world.ofType(type('Integration')), (one) => one.key);
  return httpApisOf(world).map((resource): HttpApi => {
    const { settings, key: id } = resource;
    // An imported or quickly created API has routes that no resource shows.
    for (const property of ['Body', 'BodyS3Location', 'Target'])
      if (settings.has(property))
        settings.keep(world.unknown(`routes of ${property} are not read`, settings.at(property)));
    return {
      id,
      name: settings.literal('Name') ?? resource.logicalId,
      defaultEndpointDisabled: settings.truth('DisableExecuteApiEndpoint') ?? false,
      routes: routes.of(resource).map((route) => routeOf(route, integrations)),
      stages: stages.of(resource).map(stageOf),
      ...(settings.has('CorsConfiguration') ? { cors: corsOf(settings.nested('CorsConfiguration')) } : {}),
      ...elementOf(resource),
    };
  });
}

function routeOf(resource: Resource, integrations: Groups): HttpRoute {
  const { settings } = resource;
  const target = required(resource, 'Target');
  return {
    routeKey: settings.literal('RouteKey') ?? '$default',
    authorization: (
      settings.literal('AuthorizationType') ?? 'NONE'
    ).toUpperCase() as HttpRoute['authorization'],
    authorizerId: settings.literal('AuthorizerId'),
    integration: isUnknown(target) ? target : integrationAt(resource, target, integrations),
    ...elementOf(resource),
  };
}

/** `integrations/{id}` */
function integrationAt(route: Resource, target: string, integrations: Groups): Known<HttpIntegration> {
  const [found] = integrations.get(target.replace(/^integrations\//, ''));
  return (
    (found && integrationOf(found)) ??
    route.world.unknown(`${target} is not in the templates`, route.settings.at('Target'))
  );
}

function integrationOf(resource: Resource): HttpIntegration {
  const { settings } = resource;
  const uri = settings.text('IntegrationUri');
  const isFunction = settings.literal('IntegrationType') === 'AWS_PROXY';
  const format = settings.literal('PayloadFormatVersion');
  return {
    type: isFunction ? 'AWS_PROXY' : 'HTTP_PROXY',
    subtype: settings.literal('IntegrationSubtype'),
    functionArn: isFunction ? functionOf(uri) : undefined,
    uri,
    method: (settings.literal('IntegrationMethod') ?? 'ANY').toUpperCase(),
    linkId:
      settings.literal('ConnectionType') === 'VPC_LINK' ? required(resource, 'ConnectionId') : undefined,
    serverName: settings.nested('TlsConfig').text('ServerNameToVerify'),
    payloadFormat: format === '2.0' ? '2.0' : '1.0',
    credentials: settings.text('CredentialsArn'),
    timeoutMs: settings.number('TimeoutInMillis') ?? defaultTimeoutMs,
    requestParameters: textsOf(settings, 'RequestParameters'),
    responseParameters: responsesOf(settings),
    ...elementOf(resource),
  };
}

/** A function by its own ARN, or by the invocation URI that REST APIs use. */
function functionOf(uri: Known<string> | undefined): Known<string> | undefined {
  if (typeof uri !== 'string' || uri.includes(':lambda:path/')) return functionArnOf(uri);
  return uri.split(':').slice(0, 7).join(':');
}

function textsOf(settings: Settings, property: string): Record<string, Known<string>> {
  const part = settings.nested(property);
  const names = Object.keys((settings.value(property) as object | undefined) ?? {});
  return Object.fromEntries(names.map((name) => [name, part.text(name) ?? '']));
}

function responsesOf(settings: Settings): Record<string, HttpMapping[]> {
  const all = settings.nested('ResponseParameters');
  const statuses = Object.keys((settings.value('ResponseParameters') as object | undefined) ?? {});
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      all
        .nested(status)
        .items('ResponseParameters')
        .map((one) => ({ destination: one.text('Destination') ?? '', source: one.text('Source') ?? '' })),
    ]),
  );
}

function stageOf(resource: Resource): HttpStage {
  const { settings } = resource;
  const variables = textsOf(settings, 'StageVariables');
  return {
    name: settings.literal('StageName') ?? '$default',
    isDeployed: (settings.flag('AutoDeploy') ?? false) || settings.has('DeploymentId'),
    variables,
    ...elementOf(resource),
  };
}

function corsOf(settings: Settings): HttpCors {
  const texts = (name: string) => settings.texts(name).filter((one) => typeof one === 'string');
  return {
    allowOrigins: texts('AllowOrigins'),
    allowMethods: texts('AllowMethods'),
    allowHeaders: texts('AllowHeaders'),
    exposeHeaders: texts('ExposeHeaders'),
    allowCredentials: settings.flag('AllowCredentials') ?? false,
    maxAgeSeconds: settings.number('MaxAge'),
  };
}
