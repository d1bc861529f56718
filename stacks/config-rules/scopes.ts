import { type Finding, finding, items, quote, type Rule, type SoundApi } from './rule';

interface Route {
  readonly text: string;
  readonly method: string;
  readonly path: string;
  readonly authorizer: string;
  readonly scopes: readonly string[];
}

function routesOf(api: SoundApi): Route[] {
  return Object.entries(api.routes ?? {}).flatMap(([text, target]) => {
    const own = typeof target === 'object' ? target : undefined;
    const [method = '', path = ''] = text.split(' ');
    const authorizer = own?.authorizer ?? api.authorizer ?? 'none';
    const scopes = [...items(own?.scopes ?? api.scopes)].map(([, scope]) => scope);
    return [{ text, method, path, authorizer, scopes }];
  });
}

/** Whether the ARN pattern of one route matches calls of the other: `*` crosses slashes. */
function covers(general: Route, special: Route): boolean {
  if (general.method !== 'ANY' && general.method !== special.method) return false;
  const pattern = general.path
    .split(/\{[^}]+\}/)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`).test(special.path);
}

/**
 * Scopes are asked of tokens, and the policy that a token gets is for all routes at once: a Deny of `GET /orders/*`
 * would also deny the route `GET /orders/open` below it, unless whoever may call that one may call all of them.
 */
export const checkScopes: Rule = ({ apis, authorizers }) =>
  [...items(apis)].flatMap(([index, api]) => {
    const routes = routesOf(api);
    const found: Finding[] = [];
    for (const route of routes) {
      const own = api.routes?.[route.text];
      const at =
        typeof own === 'object' && own.scopes !== undefined
          ? ['apis', index, 'routes', route.text, 'scopes']
          : ['apis', index, 'scopes'];
      const guard = authorizers?.[route.authorizer];
      const asks = guard === undefined || guard.jwt !== undefined || guard.saml !== undefined;
      if (route.scopes.length > 0 && (route.authorizer === 'none' || !asks)) {
        found.push(
          finding(
            'CFG_SCOPES',
            at,
            `are asked of ${route.text}, which ${route.authorizer === 'none' ? 'has no authorizer' : `authorizer ${route.authorizer} guards without scopes`}`,
            'set authorizer to one of kind jwt or saml, or remove scopes',
          ),
        );
        continue;
      }
      const above = routes.find(
        (other) =>
          other !== route &&
          other.authorizer === route.authorizer &&
          route.authorizer !== 'none' &&
          covers(other, route) &&
          other.scopes.length > 0 &&
          !(route.scopes.length > 0 && route.scopes.every((scope) => other.scopes.includes(scope))),
      );
      if (above)
        found.push(
          finding(
            'CFG_SCOPES',
            ['apis', index, 'routes', route.text],
            `lies within ${quote(above.text)}, which asks for other scopes: who may not call that one could not call this one`,
            `add the scopes of this route to ${quote(above.text)}, give both the same, or use another authorizer`,
          ),
        );
    }
    return [...new Map(found.map((one) => [one.what, one])).values()];
  });
