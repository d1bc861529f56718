import { type ApiDefinition, isUnknown, type RestApi } from '../model';
import type { Resource } from '../resource';
import { rootResourceId } from '../stand-ins/api-gateway';
import type { World } from '../world';
import { elementOf, lose } from './element';
import { byProperty, type Groups } from './groups';
import { readOpenApi } from './open-api';
import { openApiBody } from './open-api-body';
import { policyOf, readPolicy } from './policies';
import { authorizersOf, gatewayResponsesOf, methodsOf } from './rest-api-parts';

/** REST APIs, defined by resources, by an OpenAPI body, or by both. */
export function buildRestApis(world: World): RestApi[] {
  const parts = (type: string) => byProperty(world.ofType(`AWS::ApiGateway::${type}`), 'RestApiId');
  const resources = parts('Resource');
  const methods = parts('Method');
  const authorizers = parts('Authorizer');
  const responses = parts('GatewayResponse');
  const stages = parts('Stage');
  return world.ofType('AWS::ApiGateway::RestApi').map((resource): RestApi => {
    const { settings, key: id } = resource;
    const own = (index: Groups) => index.of(resource);
    const body = openApiBody(resource);
    const document = body && readOpenApi(resource, body);
    const types = settings.nested('EndpointConfiguration').texts('Types');
    const type = types[0] ?? document?.endpointType ?? 'EDGE';
    if (isUnknown(type)) settings.keep(type);
    for (const stage of own(stages)) {
      const name = stage.settings.text('StageName');
      if (isUnknown(name)) lose(resource, 'a stage', name);
    }
    const expand = (text: string) => expandResource(text, resource);
    const vpcEndpointIds = settings.nested('EndpointConfiguration').texts('VpcEndpointIds');
    const policy =
      policyOf(resource, 'Policy', expand) ??
      (document?.policy && readPolicy(document.policy.value, { ...document.policy, world, expand }));
    const definition: ApiDefinition = {
      vpcEndpointIds: vpcEndpointIds.length > 0 ? vpcEndpointIds : (document?.vpcEndpointIds ?? []),
      defaultEndpointDisabled:
        settings.flag('DisableExecuteApiEndpoint') ?? document?.endpointDisabled ?? false,
      policy,
      methods: [...(document?.methods ?? []), ...methodsOf(resource, own(methods), own(resources))],
      authorizers: [...(document?.authorizers ?? []), ...authorizersOf(own(authorizers))],
      gatewayResponses: [...(document?.gatewayResponses ?? []), ...gatewayResponsesOf(own(responses))],
      binaryMediaTypes: [
        ...(document?.binaryMediaTypes ?? []),
        ...settings.texts('BinaryMediaTypes').filter((one) => typeof one === 'string'),
      ],
      ...keySource(settings.literal('ApiKeySourceType') ?? document?.apiKeySource),
      ...elementOf(resource),
    };
    return {
      id,
      account: resource.scope.account,
      name: settings.literal('Name') ?? document?.title ?? resource.logicalId,
      endpointType: (isUnknown(type) ? 'EDGE' : type) as RestApi['endpointType'],
      rootResourceId: rootResourceId(id),
      definition,
      ...elementOf(resource),
    };
  });
}

function keySource(written: string | undefined): Pick<ApiDefinition, 'apiKeySource'> {
  return written?.toUpperCase() === 'AUTHORIZER' ? { apiKeySource: 'AUTHORIZER' } : {};
}

/** `execute-api:/stage/GET/path` becomes the full ARN, as API Gateway saves it: aws-facts §2.2 (doc). */
export function expandResource(text: string, api: Resource): string {
  if (!text.startsWith('execute-api:/')) return text;
  const { partition, region, account } = api.scope;
  return `arn:${partition}:execute-api:${region}:${account}:${api.key}/${text.slice('execute-api:/'.length)}`;
}
