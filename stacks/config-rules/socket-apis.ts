import { parseJsonPath } from '../../tools/path/websocket/json-path';
import { routeTargetOf } from '../config-schema/apis';
import { checkRouteTarget } from './route-targets';
import {
  type ConfigPath,
  type Finding,
  finding,
  items,
  quote,
  type Rule,
  type RuleContext,
  type SoundApi,
  type SoundConfig,
} from './rule';

/** Settings that only private REST APIs have. */
const ofRest = ['openapi', 'authorizer', 'scopes'] as const;
/** Members of routes that only WebSocket APIs have. */
const ofSockets = ['pass', 'postsBack', 'answers', 'method', 'path'] as const;
/** Members of routes that they do not have. */
const ofOthers = ['authorizer', 'scopes', 'parameters', 'responses'] as const;

const ownRoutes = ['$connect', '$disconnect', '$default'];

function checkApi(at: ConfigPath, api: SoundApi): Finding[] {
  const found: Finding[] = [];
  const wrong = (path: ConfigPath, what: string, fix: string) =>
    found.push(finding('CFG_SOCKET_API', path, what, fix));
  for (const key of ofRest)
    if (api[key] !== undefined)
      wrong([...at, key], 'is a setting of REST APIs', `remove it, or make this API kind: rest`);
  if (api.allowEndpoints?.length)
    wrong(
      [...at, 'allowEndpoints'],
      'is a setting of REST APIs',
      'remove it: a WebSocket API has no endpoint',
    );
  const expression = api.routeSelectionExpression ?? '$request.body.action';
  const path = /^\$request\.body(.*)$/.exec(expression)?.[1];
  if (path === undefined || path === '' || parseJsonPath(path) === undefined)
    wrong(
      [...at, 'routeSelectionExpression'],
      `${quote(expression)} selects no member of a message`,
      'write $request.body and names or list positions, e.g. $request.body.action',
    );
  return found;
}

function checkRoute(
  at: ConfigPath,
  key: string,
  written: NonNullable<NonNullable<SoundApi['routes']>[string]>,
  config: SoundConfig,
  context: RuleContext,
): Finding[] {
  const target = routeTargetOf(written);
  const found = checkRouteTarget(at, written, Object.keys(config.backends ?? {}), context);
  const wrong = (path: ConfigPath, what: string, fix: string) =>
    found.push(finding('CFG_SOCKET_ROUTE', path, what, fix));
  if (key === '' || (key.startsWith('$') && !ownRoutes.includes(key)))
    wrong(at, 'is no route key', `use ${ownRoutes.join(', ')}, or a value of the selection expression`);
  if (typeof written === 'string') return found;
  for (const member of ofOthers)
    if (member in target && target[member as keyof typeof target] !== undefined)
      wrong([...at, member], 'is a setting of other kinds of API', 'remove it');
  if ('authorization' in target && target.authorization !== undefined && key !== '$connect')
    wrong([...at, 'authorization'], 'is of a route that is never asked', 'say it of $connect, or of the API');
  if (target.backend !== undefined) found.push(...checkBackend(at, target.backend, target.via, config));
  else if ('pass' in target && target.pass !== undefined)
    wrong([...at, 'pass'], 'is for backends: a function gets everything', 'remove pass');
  if ('pass' in target)
    for (const [of, sources] of Object.entries(target.pass ?? {}))
      for (const [name, source] of Object.entries(sources ?? {}))
        found.push(...checkSource([...at, 'pass', of, name], key, source));
  return found;
}

/** A WebSocket API's private integration is a VPC link of version 1 (AWS has no other for it; doc). */
function checkBackend(
  at: ConfigPath,
  name: string,
  via: string | undefined,
  { backends }: SoundConfig,
): Finding[] {
  if (via !== 'vpc-link')
    return [finding('CFG_SOCKET_ROUTE', at, 'reaches a backend without a VPC link', 'add via: vpc-link')];
  const backend = backends?.[name];
  if (!backend || backend.vpcLink === 1) return [];
  return [
    finding(
      'CFG_SOCKET_ROUTE',
      [...at, 'backend'],
      `is ${quote(name)}, whose VPC link is of version 2, which WebSocket APIs do not have`,
      `set backends.${name}.vpcLink: 1 (and nlb: true for a sample)`,
    ),
  ];
}

/** Sources that AWS takes (developer guide, WebSocket data mapping, doc). */
function checkSource(path: ConfigPath, key: string, source: string | undefined): Finding[] {
  if (source === undefined) return [];
  const wrong = (what: string, fix: string) => [finding('CFG_SOCKET_MAPPING', path, what, fix)];
  if (/^'[^']*'$/.test(source) || /^(context|stageVariables)\.[\w.]+$/.test(source)) return [];
  const body = /^route\.request\.body(.*)$/.exec(source)?.[1];
  if (body !== undefined)
    return parseJsonPath(body)
      ? []
      : wrong(`${quote(source)} leads to no member of a message`, 'write e.g. route.request.body.room');
  if (/^route\.request\.(multivalue)?(header|querystring)\.[\w.$-]+$/.test(source))
    return key === '$connect'
      ? []
      : wrong(
          `${quote(source)} is of the handshake, which only $connect sees`,
          'map it on the route $connect, or send it in the message',
        );
  return wrong(
    `${quote(source)} is no source of a value`,
    `write context.connectionId, route.request.body.NAME, or text in single quotes such as "'text'"`,
  );
}

function checkOthers(at: ConfigPath, api: SoundApi): Finding[] {
  return Object.entries(api.routes ?? {}).flatMap(([key, written]) => {
    if (written === undefined || typeof written === 'string') return [];
    return ofSockets
      .filter((member) => written[member] !== undefined)
      .map((member) =>
        finding(
          'CFG_SOCKET_ROUTE',
          [...at, 'routes', key, member],
          'is a setting of WebSocket APIs',
          'remove it, or make this API kind: websocket',
        ),
      );
  });
}

/** WebSocket APIs: their settings, routes and what they pass on; nobody else has these. */
export const checkSocketApis: Rule = (config, context) => {
  const all = [...items(config.apis)];
  return all.flatMap(([index, api]) => {
    const at = ['apis', index];
    if (api.kind !== 'websocket') return checkOthers(at, api);
    // API mappings of a WebSocket API stand alone: aws-facts §3.2 (doc).
    const mixed = all.find(([, other]) => other.host === api.host && other.kind !== 'websocket');
    const shared = mixed
      ? [
          finding(
            'CFG_SOCKET_API',
            [...at, 'host'],
            `${quote(api.host)} is the host of apis[${mixed[0]}] too, which is no WebSocket API`,
            'give the WebSocket API a host of its own',
          ),
        ]
      : [];
    const routes = Object.entries(api.routes ?? {}).flatMap(([key, written]) =>
      written === undefined ? [] : checkRoute([...at, 'routes', key], key, written, config, context),
    );
    return [...shared, ...checkApi(at, api), ...routes];
  });
};
