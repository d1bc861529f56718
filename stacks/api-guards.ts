import { type ApiDefinition, anyMethod, type OpenApi, type SecurityScheme } from './api-definition';
import type { ApiConfig, AuthorizerConfig } from './config-schema';
import type { RouteTarget } from './config-schema/apis';
import { ttlOf } from './config-schema/authorizers';

type Authorizers = Readonly<Record<string, AuthorizerConfig>>;

/** A route with the authorizer that guards it. */
export interface GuardedRoute {
  /** Upper case; `ANY` for every method. */
  readonly method: string;
  /** `/orders/{id}` */
  readonly path: string;
  readonly authorizer: string;
  /** One of them is needed; none: any valid token. */
  readonly scopes: readonly string[];
}

/** Routes that have an authorizer: their own, or their API's. */
export function guardedRoutes(api: Pick<ApiConfig, 'routes' | 'authorizer' | 'scopes'>): GuardedRoute[] {
  return Object.entries(api.routes ?? {}).flatMap(([route, target]) => {
    const own: Partial<RouteTarget> = typeof target === 'string' ? {} : target;
    const authorizer = own.authorizer ?? api.authorizer ?? 'none';
    if (authorizer === 'none') return [];
    const [method = '', path = ''] = route.trim().split(/\s+/);
    return [{ method, path, authorizer, scopes: own.scopes ?? api.scopes ?? [] }];
  });
}

/** Whether the kit brings the authorizer's code. */
export function isReady(authorizer: AuthorizerConfig): boolean {
  return authorizer.function === undefined;
}

/** The function that an authorizer calls, as the document names it: one of `functions`, or one made for this API. */
const functionOf = (name: string, authorizer: AuthorizerConfig) =>
  authorizer.function ?? `authorizer:${name}`;

/** Puts the authorizers of hybrid.yaml in front of the routes of an API. An OpenAPI file brings its own. */
export function guardDefinition(
  definition: ApiDefinition,
  api: ApiConfig,
  authorizers: Authorizers,
): ApiDefinition {
  const routes = guardedRoutes(api);
  if (routes.length === 0) return definition;
  const used = [...new Set(routes.map(({ authorizer }) => authorizer))];
  const paths = structuredClone(definition.document.paths ?? {}) as Record<string, Record<string, object>>;
  for (const { method, path, authorizer } of routes) {
    const key = method === 'ANY' ? anyMethod : method.toLowerCase();
    const operations = paths[path]!;
    operations[key] = { ...operations[key], security: [{ [authorizer]: [] }] };
  }
  const securitySchemes = {
    ...definition.document.components?.securitySchemes,
    ...Object.fromEntries(used.map((name) => [name, schemeOf(name, authorizers[name]!)])),
  };
  const document: OpenApi = {
    ...definition.document,
    paths,
    components: { ...definition.document.components, securitySchemes },
  };
  const [ready, own] = [used.filter((name) => isReady(authorizers[name]!)), definition.authorizers];
  const functions = used.flatMap((name) => authorizers[name]!.function ?? []);
  return { ...definition, document, authorizers: [...new Set([...own, ...functions])], guards: ready };
}

const authorizationHeader = 'method.request.header.Authorization';

/** One bearer token, and nothing else: what does not look like one is refused without a call. */
const tokenForms = {
  // three parts of base64url: RFC 7519 §3
  jwt: '^[Bb]earer [A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
  saml: '^[Bb]earer [A-Za-z0-9+/_=-]+$',
};

/** What an authorizer is to API Gateway: type, identity sources, expression. */
export function inputOf(authorizer: AuthorizerConfig): {
  readonly type: 'token' | 'request';
  readonly sources: readonly string[];
  readonly validation?: string;
} {
  const { identitySource, validation, type = 'token' } = authorizer;
  if (authorizer.jwt) return { type: 'token', sources: [authorizationHeader], validation: tokenForms.jwt };
  if (authorizer.saml) return { type: 'token', sources: [authorizationHeader], validation: tokenForms.saml };
  if (authorizer.rules) return { type: 'request', sources: sourcesOfRules(authorizer) };
  const sources = identitySource ?? (type === 'token' ? [authorizationHeader] : []);
  return { type, sources, validation };
}

/** All that the rules look at is part of the cache's key, so that a kept policy is that of the same caller. */
function sourcesOfRules({ rules = [] }: AuthorizerConfig): string[] {
  const sources = rules.flatMap(({ header, source, forwardedFor }) => [
    ...(header === undefined ? [] : [`method.request.header.${header}`]),
    ...(source ? ['context.identity.sourceIp'] : []),
    ...(forwardedFor ? ['method.request.header.X-Forwarded-For'] : []),
  ]);
  return [...new Set(sources)];
}

/** An authorizer as API Gateway imports it. (DG-04 x-amazon-apigateway-authorizer, doc) */
function schemeOf(name: string, authorizer: AuthorizerConfig): SecurityScheme {
  const { type, sources, validation } = inputOf(authorizer);
  const scheme = {
    type: 'apiKey',
    // The header of a token; of a whole request the documentation writes "Unused".
    name: type === 'token' ? sources[0]!.replace('method.request.header.', '') : 'Unused',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type,
      authorizerUri: `\${function:${functionOf(name, authorizer)}}`,
      authorizerResultTtlInSeconds: ttlOf(authorizer),
      ...(type === 'request' && sources.length ? { identitySource: sources.join(', ') } : {}),
      ...(validation === undefined ? {} : { identityValidationExpression: validation }),
    },
  };
  return scheme;
}
