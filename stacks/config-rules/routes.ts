import { routeTargetOf } from '../config-schema/apis';
import { checkPaths, type WrittenPath } from './paths';
import { parseRoute } from './route';
import {
  type Finding,
  finding,
  items,
  quote,
  type Rule,
  type RuleContext,
  type SoundApi,
  suggest,
} from './rule';

function checkRoutes(index: number, api: SoundApi, context: RuleContext, resources?: number): Finding[] {
  const found: Finding[] = [];
  const paths: WrittenPath[] = [];
  for (const [text, target] of Object.entries(api.routes ?? {})) {
    const at = ['apis', index, 'routes', text];
    const route = parseRoute(text);
    if ('what' in route) found.push(finding('CFG_ROUTE_SYNTAX', at, route.what, route.fix));
    else paths.push({ path: route.path, segments: route.segments, at });
    const named = target === undefined ? undefined : routeTargetOf(target).function;
    if (named !== undefined && context.functionNames?.includes(named) === false)
      found.push(
        finding(
          'CFG_UNKNOWN_FUNCTION',
          typeof target === 'string' ? at : [...at, 'function'],
          `names ${quote(named)}, which is not in functions`,
          suggest(named, context.functionNames ?? []),
        ),
      );
  }
  return [...found, ...checkPaths(paths, ['apis', index, 'routes'], resources)];
}

/** An API has routes or an OpenAPI file; routes are of the form that API Gateway takes and name functions. */
export const checkRouteTable: Rule = ({ apis, quotas }, context) =>
  [...items(apis)].flatMap(([index, api]) => {
    const found = checkRoutes(index, api, context, quotas?.resourcesPerApi);
    const both = api.routes !== undefined && api.openapi !== undefined;
    const neither = api.routes === undefined && api.openapi === undefined && context.isSound(['apis', index]);
    const empty = api.routes !== undefined && Object.keys(api.routes).length === 0;
    if (both)
      found.push(
        finding(
          'CFG_ROUTES_OR_OPENAPI',
          ['apis', index],
          'has routes and openapi',
          'keep the one that describes the API',
        ),
      );
    else if (neither || empty)
      found.push(
        finding(
          'CFG_ROUTES_OR_OPENAPI',
          ['apis', index],
          empty ? 'has an empty list of routes' : 'has neither routes nor openapi',
          'add routes, e.g. { GET /: name-of-a-function }, or openapi: file.yaml',
        ),
      );
    return found;
  });
