import {
  type Authorizer,
  type GatewayResponse,
  type Integration,
  isUnknown,
  type Known,
  type Method,
} from '../model';
import type { Resource } from '../resource';
import { rootResourceId } from '../stand-ins/api-gateway';
import { elementOf, required } from './element';
import { functionArnOf } from './functions';
import { byProperty } from './groups';
import { httpParts } from './http-integration';
import { mappingOf } from './integration-mapping';

/** API Gateway waits this long unless told otherwise: aws-facts §1.6. */
export const defaultIntegrationTimeoutMs = 29_000;
/** aws-facts §8.1. */
export const defaultAuthorizerTtlSeconds = 300;

/** Methods of `AWS::ApiGateway::Method`, their paths put together from the resources. */
export function methodsOf(
  api: Resource,
  methods: readonly Resource[],
  resources: readonly Resource[],
): Method[] {
  const paths = pathsOf(resources, rootResourceId(api.key));
  return methods.flatMap((resource): Method[] => {
    const { settings } = resource;
    const parent = settings.text('ResourceId');
    const path = parent === undefined || isUnknown(parent) ? undefined : paths.get(parent);
    if (path === undefined) {
      const cause = isUnknown(parent) ? parent.reason : 'its resource has no known path';
      const reason = `the path of method ${resource.logicalId} is not known: ${cause}`;
      api.settings.keep(resource.world.unknown(reason, resource.where));
      return [];
    }
    return [
      {
        path,
        httpMethod: (settings.literal('HttpMethod') ?? 'ANY').toUpperCase(),
        authorization: (
          settings.literal('AuthorizationType') ?? 'NONE'
        ).toUpperCase() as Method['authorization'],
        authorizerId: settings.literal('AuthorizerId'),
        apiKeyRequired: settings.flag('ApiKeyRequired') ?? false,
        integration: integrationOf(resource),
        ...elementOf(resource),
      },
    ];
  });
}

/** Resource id → path. A parent that is not known leaves its children without one. */
function pathsOf(resources: readonly Resource[], rootId: string): Map<string, string> {
  const paths = new Map([[rootId, '/']]);
  const children = byProperty(resources, 'ParentId');
  const visit = (parentId: string, parentPath: string) => {
    for (const child of children.get(parentId)) {
      const part = child.settings.literal('PathPart');
      if (part === undefined || paths.has(child.key)) continue;
      const path = `${parentPath === '/' ? '' : parentPath}/${part}`;
      paths.set(child.key, path);
      visit(child.key, path);
    }
  };
  visit(rootId, '/');
  return paths;
}

function integrationOf(resource: Resource): Known<Integration> {
  const value = resource.property('Integration');
  if (isUnknown(value)) return value;
  const where = resource.settings.at('Integration');
  if (value === undefined) return resource.world.unknown('the method has no integration', where);
  const settings = resource.settings.nested('Integration');
  const uri = settings.text('Uri');
  return {
    type: (settings.literal('Type') ?? 'MOCK').toUpperCase() as Integration['type'],
    functionArn: functionArnOf(uri),
    uri,
    credentials: settings.text('Credentials'),
    timeoutMs: settings.number('TimeoutInMillis') ?? defaultIntegrationTimeoutMs,
    ...mappingOf(settings),
    ...httpParts(settings, 'template'),
    where,
  };
}

export function authorizersOf(resources: readonly Resource[]): Authorizer[] {
  return resources.map((resource) => {
    const { settings } = resource;
    const uri = settings.text('AuthorizerUri');
    return {
      id: resource.key,
      type: (settings.literal('Type') ?? 'TOKEN').toUpperCase() as Authorizer['type'],
      functionArn: functionArnOf(uri),
      ...(settings.has('AuthorizerCredentials')
        ? { credentials: required(resource, 'AuthorizerCredentials') }
        : {}),
      identitySource: splitSources(settings.literal('IdentitySource')),
      validationExpression: settings.literal('IdentityValidationExpression'),
      ttlSeconds: settings.number('AuthorizerResultTtlInSeconds') ?? defaultAuthorizerTtlSeconds,
      ...elementOf(resource),
    };
  });
}

export function splitSources(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((source) => source.trim())
    .filter((source) => source !== '');
}

export function gatewayResponsesOf(resources: readonly Resource[]): GatewayResponse[] {
  return resources.map((resource) => {
    const { settings } = resource;
    return {
      responseType: settings.literal('ResponseType') ?? 'DEFAULT_4XX',
      status: settings.number('StatusCode'),
      headers: responseHeaders(textMap(resource.property('ResponseParameters'))),
      templates: textMap(resource.property('ResponseTemplates')),
      ...elementOf(resource),
    };
  });
}

/** The texts of an object; what is not text is left out. */
export function textMap(value: unknown): Record<string, string> {
  const entries = Object.entries(typeof value === 'object' && value !== null ? value : {});
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** `gatewayresponse.header.X-Name` → `X-Name`; values stay mapping expressions (`'*'`, `context.requestId`). */
export function responseHeaders(parameters: Record<string, string>): Record<string, string> {
  const prefix = 'gatewayresponse.header.';
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([key, value]) =>
      key.startsWith(prefix) ? [[key.slice(prefix.length), value]] : [],
    ),
  );
}
