import type { Resource as GatewayResource, Method } from '@aws-sdk/client-api-gateway';
import type { Resource } from '../../../assembly/resource';
import { rootResourceId } from '../../../assembly/stand-ins/api-gateway';
import { lowerId } from '../../../assembly/stand-ins/identifiers';
import type { LiveDraft, LiveResource } from '../live-draft';
import { textOf } from '../live-draft';
import type { Properties } from '../properties';
import { isRead, type RestApiFacts, type Snapshot } from '../snapshot';
import { upperCased } from './upper-cased';

const kind = (name: string) => `AWS::ApiGateway::${name}`;
const type = kind('RestApi');
const parts = ['Resource', 'Method', 'Authorizer', 'GatewayResponse'] as const;

/** REST APIs as they are now: what a stage serves may be older. */
export function restApis(draft: LiveDraft, { restApis: read }: Snapshot): void {
  if (!draft.has(read, [type, ...parts.map(kind)])) return;
  const owner = (id: string | undefined) => draft.declaredOf(type).find(({ physical }) => physical.id === id);
  const live: Record<(typeof parts)[number], LiveResource[]> = {
    Resource: [],
    Method: [],
    Authorizer: [],
    GatewayResponse: [],
  };
  const apis = read.map((facts): LiveResource => {
    const id = facts.api.id ?? '';
    const declared = owner(id);
    const stack = declared?.scope.name ?? '';
    const { resources, authorizers, responses } = facts;
    for (const part of [resources, authorizers, responses])
      if (!isRead(part)) draft.mark(id, part.notRead, ['gateway', 'authorizer', 'integration']);
    const isWhole = isRead(resources) && isRead(authorizers) && isRead(responses);
    if (isWhole) {
      const ids = new Map(
        authorizers.map((one) => [one.id ?? '', authorizerId(declared, one.id ?? '', one.name ?? '')]),
      );
      live.Resource.push(
        ...resources.filter((one) => one.parentId).map((one) => resourceOf(one, facts, stack)),
      );
      live.Method.push(...resources.flatMap((one) => methodsOf(one, facts, stack, ids)));
      live.Authorizer.push(
        ...authorizers.map(({ id: own = '', name, type: authorizer, ...rest }) => ({
          key: own,
          stack,
          properties: {
            RestApiId: id,
            Name: name,
            Type: authorizer,
            ...(upperCased(rest) as Properties),
            ProviderARNs: rest.providerARNs,
          },
          physical: { id: ids.get(own) },
        })),
      );
      live.GatewayResponse.push(
        ...responses
          .filter(({ defaultResponse }) => !defaultResponse)
          .map(({ defaultResponse: _, ...rest }) => ({
            key: `${id} ${rest.responseType}`,
            stack,
            properties: { RestApiId: id, ...(upperCased(rest) as Properties) },
          })),
      );
    }
    const kept = isWhole ? {} : { Body: declared?.raw.Properties?.Body };
    return { key: id, stack, properties: { ...propertiesOf(facts), ...kept }, physical: { id } };
  });
  draft.put(type, apis);
  const whole = new Set(
    read
      .filter((one) => isRead(one.resources) && isRead(one.authorizers) && isRead(one.responses))
      .map(({ api }) => api.id),
  );
  const isOfWhole = (resource: Resource) => whole.has(textOf(resource, 'RestApiId'));
  draft.put(kind('Resource'), live.Resource, (one) => (isOfWhole(one) ? (one.physical.id ?? '') : undefined));
  draft.put(kind('Method'), live.Method, (one) =>
    isOfWhole(one) ? `${textOf(one, 'ResourceId')} ${textOf(one, 'HttpMethod')}` : undefined,
  );
  draft.put(kind('Authorizer'), live.Authorizer, (one) =>
    isOfWhole(one) ? (one.physical.id ?? '') : undefined,
  );
  draft.put(kind('GatewayResponse'), live.GatewayResponse, (one) =>
    isOfWhole(one) ? `${textOf(one, 'RestApiId')} ${textOf(one, 'ResponseType')}` : undefined,
  );
}

function propertiesOf({ api }: RestApiFacts): Properties {
  const { types = [], vpcEndpointIds = [] } = api.endpointConfiguration ?? {};
  return {
    Name: api.name,
    EndpointConfiguration: {
      Types: types,
      ...(vpcEndpointIds.length > 0 ? { VpcEndpointIds: vpcEndpointIds } : {}),
    },
    DisableExecuteApiEndpoint: api.disableExecuteApiEndpoint ?? false,
    ...(api.policy ? { Policy: unescaped(api.policy) } : {}),
    ...(api.binaryMediaTypes?.length ? { BinaryMediaTypes: api.binaryMediaTypes } : {}),
    ...(api.apiKeySource ? { ApiKeySourceType: api.apiKeySource } : {}),
  };
}

/** API Gateway answers with a policy whose quotes have backslashes (from memory): JSON inside a JSON text. */
export function unescaped(policy: string): string {
  try {
    JSON.parse(policy);
    return policy;
  } catch {
    return policy.replaceAll('\\"', '"').replaceAll('\\\\', '\\');
  }
}

/** An authorizer that a template declares in its OpenAPI document goes by its name: the reader's own id for it. */
function authorizerId(declared: Resource | undefined, id: string, name: string): string {
  const body = declared?.raw.Properties?.Body;
  const isInBody = body !== undefined && JSON.stringify(body).includes(JSON.stringify(name));
  return isInBody && declared ? lowerId(`authorizer:${declared.seed}/${name}`, 6) : id;
}

function resourceOf({ id = '', parentId, pathPart }: GatewayResource, facts: RestApiFacts, stack: string) {
  const api = facts.api.id ?? '';
  const resources = isRead(facts.resources) ? facts.resources : [];
  const isBelowRoot = resources.some((one) => one.id === parentId && !one.parentId);
  return {
    key: id,
    stack,
    properties: {
      RestApiId: api,
      ParentId: isBelowRoot ? rootResourceId(api) : parentId,
      PathPart: pathPart,
    },
    physical: { id },
  };
}

function methodsOf(
  { id = '', parentId, resourceMethods = {} }: GatewayResource,
  { api }: RestApiFacts,
  stack: string,
  authorizers: ReadonlyMap<string, string>,
): LiveResource[] {
  const ResourceId = parentId ? id : rootResourceId(api.id ?? '');
  return Object.entries(resourceMethods).map(([HttpMethod, method]) => ({
    key: `${ResourceId} ${HttpMethod}`,
    stack,
    properties: { RestApiId: api.id, ResourceId, HttpMethod, ...methodOf(method, authorizers) },
  }));
}

function methodOf(
  {
    authorizationType,
    authorizerId: own,
    apiKeyRequired,
    methodIntegration = {},
    methodResponses = {},
  }: Method,
  authorizers: ReadonlyMap<string, string>,
): Properties {
  const { httpMethod, integrationResponses, ...integration } = methodIntegration;
  return {
    AuthorizationType: authorizationType ?? 'NONE',
    ...(own ? { AuthorizerId: authorizers.get(own) ?? own } : {}),
    ApiKeyRequired: apiKeyRequired ?? false,
    Integration: {
      ...(upperCased(integration) as Properties),
      ...(httpMethod ? { IntegrationHttpMethod: httpMethod } : {}),
      ...(integrationResponses
        ? { IntegrationResponses: Object.values(integrationResponses).map((one) => upperCased(one)) }
        : {}),
    },
    MethodResponses: Object.values(methodResponses).map((one) => upperCased(one)),
  };
}
