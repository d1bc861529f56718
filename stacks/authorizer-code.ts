import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RouteRight } from '../lambdas/authorizer/policy';
import type { JwtSettings } from '../lambdas/authorizer-jwt/settings';
import type { RulesSettings } from '../lambdas/authorizer-rules/settings';
import type { SamlSettings } from '../lambdas/authorizer-saml/settings';
import { packageRoot } from '../tools/root';
import { guardedRoutes, isReady } from './api-guards';
import type { ApiConfig, AuthorizerConfig, HybridConfig } from './config-schema';
import { ttlOf } from './config-schema/authorizers';
import type { HandlerSource } from './lambda-code';

/** Name of a bundle: one for each API that a ready authorizer guards. */
export function codeName(apiName: string, authorizer: string): string {
  return `authorizer.${authorizer}.${apiName}`; // neither has a dot: no two are alike
}

/** The code of the ready authorizers: a handler, and beside it authorizer.json with all that it has to know. */
export function authorizerSources(config: HybridConfig, dir: string): Record<string, HandlerSource> {
  const sources: Record<string, HandlerSource> = {};
  for (const api of config.apis) {
    for (const name of new Set(guardedRoutes(api).map(({ authorizer }) => authorizer))) {
      const authorizer = config.authorizers[name]!;
      if (!isReady(authorizer)) continue;
      sources[codeName(api.name, name)] = {
        entry: join(packageRoot, 'lambdas', folderOf(authorizer), 'handler.ts'),
        beside: {
          'authorizer.json': JSON.stringify(settingsOf(name, authorizer, routeRights(api, name), dir)),
        },
        compact: true,
      };
    }
  }
  return sources;
}

function folderOf({ jwt, saml }: AuthorizerConfig): string {
  return jwt ? 'authorizer-jwt' : saml ? 'authorizer-saml' : 'authorizer-rules';
}

/** The routes that an authorizer guards, as they stand in an ARN. */
export function routeRights(api: ApiConfig, authorizer: string): RouteRight[] {
  return guardedRoutes(api)
    .filter((route) => route.authorizer === authorizer)
    .map(({ method, path, scopes }) => ({
      method: method === 'ANY' ? '*' : method,
      path: path.replace(/\{[^}]+\}/g, '*'),
      scopes,
    }));
}

/** What the handler is told. Files are read here, so that only their content is deployed. */
function settingsOf(
  name: string,
  authorizer: AuthorizerConfig,
  routes: readonly RouteRight[],
  dir: string,
): object {
  const read = (file: string) => readFileSync(resolve(dir, file), 'utf8');
  const { jwt, saml, rules = [] } = authorizer;
  if (saml) {
    const certificates = saml.certificates.map(read);
    return { name, routes, ...saml, certificates, ttlSeconds: ttlOf(authorizer) } satisfies SamlSettings;
  }
  if (!jwt) return { name, routes, rules } satisfies RulesSettings;
  const { jwksFile, caFile, vpc: _, ...checks } = jwt;
  return {
    name,
    routes,
    ...checks,
    ...(jwksFile === undefined ? {} : { jwks: JSON.parse(read(jwksFile)) }),
    ...(caFile === undefined ? {} : { ca: read(caFile) }),
  } satisfies JwtSettings;
}
