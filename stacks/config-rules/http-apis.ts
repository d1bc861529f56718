import { isReservedHeader, readDestination } from '../../tools/path/http-api/parameters';
import { routeTargetOf } from '../config-schema/apis';
import { type ConfigPath, type Finding, finding, items, quote, type Rule, type SoundApi } from './rule';

/** Settings that only private REST APIs have. */
const ofRest = ['openapi', 'authorizer', 'scopes'] as const;
/** Settings of routes that only HTTP APIs have. */
const ofHttpRoutes = ['responses'] as const;

function checkApi(at: ConfigPath, api: SoundApi): Finding[] {
  const found: Finding[] = [];
  const wrong = (path: ConfigPath, what: string, fix: string) =>
    found.push(finding('CFG_HTTP_API', path, what, fix));
  for (const key of ofRest)
    if (api[key] !== undefined)
      wrong([...at, key], 'is a setting of REST APIs', `remove it, or make this API kind: rest`);
  if (api.allowEndpoints?.length)
    wrong([...at, 'allowEndpoints'], 'is a setting of REST APIs', 'remove it: an HTTP API has no endpoint');
  for (const [text, written] of Object.entries(api.routes ?? {})) {
    if (written === undefined) continue;
    const path = [...at, 'routes', text];
    const { backend, via, ...target } = routeTargetOf(written);
    if (backend !== undefined && via !== 'vpc-link')
      wrong(path, 'reaches a backend without a VPC link', 'add via: vpc-link');
    if ('authorizer' in target && target.authorizer !== undefined)
      wrong([...path, 'authorizer'], 'is a setting of REST APIs', 'use authorization: iam');
    if ('parameters' in target)
      for (const [key, value] of Object.entries(target.parameters ?? {}))
        found.push(...checkMapping([...path, 'parameters', key], key, value, 'request'));
    if ('responses' in target)
      for (const [status, changes] of Object.entries(target.responses ?? {}))
        for (const [key, value] of Object.entries(changes ?? {}))
          found.push(...checkMapping([...path, 'responses', status, key], key, value, 'response'));
  }
  return found;
}

/** Destinations that AWS takes (DG http-api-parameter-mapping, doc). */
function checkMapping(
  path: ConfigPath,
  destination: string,
  source: string | undefined,
  of: 'request' | 'response',
): Finding[] {
  const change = readDestination(destination);
  const kinds = of === 'request' ? ['header', 'querystring', 'path'] : ['header', 'statuscode'];
  const wrong = (what: string, fix: string) => [finding('CFG_PARAMETER_MAPPING', path, what, fix)];
  if (!change || !kinds.includes(change.what))
    return wrong(
      `is not what a ${of} mapping can change`,
      of === 'request'
        ? 'use append, overwrite or remove of header.NAME or querystring.NAME, or overwrite:path'
        : 'use append, overwrite or remove of header.NAME, or overwrite:statuscode',
    );
  if (change.what === 'header' && isReservedHeader(change.name))
    return wrong(`changes the header ${quote(change.name)}, which is reserved`, 'use another header');
  if (change.what === 'statuscode' && source !== undefined && !/^([2-5]\d\d|\$.+)$/.test(source))
    return wrong(`is ${quote(source)}, which is no status code`, 'write a status such as "403"');
  return [];
}

function checkRest(at: ConfigPath, api: SoundApi): Finding[] {
  const found: Finding[] = [];
  for (const [text, written] of Object.entries(api.routes ?? {})) {
    if (written === undefined) continue;
    const target = routeTargetOf(written);
    for (const key of ofHttpRoutes)
      if (key in target && target[key as keyof typeof target] !== undefined)
        found.push(
          finding(
            'CFG_HTTP_API',
            [...at, 'routes', text, key],
            'is a setting of HTTP APIs',
            'remove it, or make this API kind: http',
          ),
        );
  }
  return found;
}

/** HTTP APIs have no settings of private REST APIs, and no host with them. */
export const checkHttpApis: Rule = ({ apis }) => {
  const all = [...items(apis)];
  return all.flatMap(([index, api]) => {
    const at = ['apis', index];
    if (api.kind === 'rest') return checkRest(at, api);
    if (api.kind !== 'http') return [];
    const mixed = all.find(([, other]) => other.host === api.host && other.kind === 'rest');
    const shared = mixed
      ? [
          finding(
            'CFG_HTTP_API',
            [...at, 'host'],
            `${quote(api.host)} is the host of private API apis[${mixed[0]}] too: its name leads to one of them`,
            'give the HTTP API a host of its own',
          ),
        ]
      : [];
    return [...shared, ...checkApi(at, api)];
  });
};
