import { type ApiDefinition, anyMethod, type OpenApi } from './api-definition';
import type { ApiConfig } from './config-schema';
import type { RouteTarget } from './config-schema/apis';

type Settings = Pick<ApiConfig, 'routes' | 'authorization' | 'apiKey'>;

/** How a route asks who calls, besides by an authorizer. */
export interface RouteAccess {
  /** Upper case; `ANY` for every method. */
  readonly method: string;
  /** `/orders/{id}` */
  readonly path: string;
  readonly iam: boolean;
  readonly apiKey: boolean;
}

/** Every route, its own settings over its API's. */
export function routeAccess(api: Settings): RouteAccess[] {
  return Object.entries(api.routes ?? {}).map(([route, target]) => {
    const own: Partial<RouteTarget> = typeof target === 'string' ? {} : target;
    const [method = '', path = ''] = route.trim().split(/\s+/);
    const iam = (own.authorization ?? api.authorization) === 'iam';
    return { method, path, iam, apiKey: own.apiKey ?? api.apiKey };
  });
}

/** `prod/GET/orders/*`: the routes as a resource policy names them. */
export function routeResources(stage: string, routes: readonly RouteAccess[]): string[] {
  return routes.map(({ method, path }) => {
    const pattern = path.replace(/\{[^}]+\}/g, '*').replace(/^\//, '');
    return `${stage}/${method === 'ANY' ? '*' : method}/${pattern}`;
  });
}

const schemes = {
  iam: {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'awsSigv4',
  },
  apiKey: { type: 'apiKey', name: 'x-api-key', in: 'header' },
} as const satisfies Record<string, object>;

const names = { iam: 'sigv4', apiKey: 'api_key' } as const;

/** Puts IAM and API keys in front of the routes of an API, beside its authorizers. An OpenAPI file brings its own. */
export function protectDefinition(
  definition: ApiDefinition,
  api: Settings & Pick<ApiConfig, 'apiKeySource'>,
): ApiDefinition {
  const routes = routeAccess(api);
  const used = (['iam', 'apiKey'] as const).filter((kind) => routes.some((route) => route[kind]));
  const source = api.apiKeySource === 'authorizer' ? { [keySource]: 'AUTHORIZER' } : {};
  if (used.length === 0) return definition;
  const paths = structuredClone(definition.document.paths ?? {}) as Record<string, Record<string, Operation>>;
  for (const route of routes) {
    const wanted = used.filter((kind) => route[kind]).map((kind) => [names[kind], []]);
    if (wanted.length === 0) continue;
    const operations = paths[route.path]!;
    const key = route.method === 'ANY' ? anyMethod : route.method.toLowerCase();
    const before = operations[key]?.security?.[0] ?? {};
    operations[key] = { ...operations[key], security: [{ ...before, ...Object.fromEntries(wanted) }] };
  }
  const { components } = definition.document;
  const securitySchemes: Record<string, object> = {
    ...components?.securitySchemes,
    ...Object.fromEntries(used.map((kind) => [names[kind], schemes[kind]])),
  };
  const document: OpenApi = {
    ...definition.document,
    ...source,
    paths,
    components: { ...components, securitySchemes },
  };
  return { ...definition, document };
}

const keySource = 'x-amazon-apigateway-api-key-source';

interface Operation {
  readonly security?: readonly Readonly<Record<string, readonly string[]>>[];
}
