import { checkPaths, type WrittenPath } from './paths';
import { parseRoute } from './route';
import { checkForms, checkRouteTarget } from './route-targets';
import {
  type Finding,
  finding,
  items,
  type Rule,
  type RuleContext,
  type SoundApi,
  type SoundConfig,
} from './rule';

function checkRoutes(index: number, api: SoundApi, config: SoundConfig, context: RuleContext): Finding[] {
  if (api.kind === 'websocket') return [];
  const backends = Object.keys(config.backends ?? {});
  const found: Finding[] = [];
  const paths: WrittenPath[] = [];
  for (const [text, target] of Object.entries(api.routes ?? {})) {
    const at = ['apis', index, 'routes', text];
    if (api.kind === 'http' && text === '$default') {
      if (target !== undefined) found.push(...checkRouteTarget(at, target, backends, context));
      continue;
    }
    const route = parseRoute(text);
    if ('what' in route) found.push(finding('CFG_ROUTE_SYNTAX', at, route.what, route.fix));
    else paths.push({ path: route.path, segments: route.segments, at });
    if (target !== undefined) found.push(...checkRouteTarget(at, target, backends, context));
  }
  return [
    ...found,
    ...checkForms(['apis', index, 'routes'], api),
    ...checkPaths(paths, ['apis', index, 'routes'], config.quotas?.resourcesPerApi),
  ];
}

/** An API has routes or an OpenAPI file; routes are of the form that API Gateway takes and name functions. */
export const checkRouteTable: Rule = (config, context) =>
  [...items(config.apis)].flatMap(([index, api]) => {
    const found = checkRoutes(index, api, config, context);
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
