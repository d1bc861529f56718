import {
  type BasePathMapping,
  type Domain,
  type HttpApi,
  type HttpRoute,
  type HttpStage,
  isUnknown,
  type Model,
} from '../../assembly/model';
import { perModel } from '../cache';
import type { GatewayRequest } from '../exchange';
import { gatewayIndex, hostName, readHost } from '../gateway/hosts';
import { checkLimits } from '../gateway/limits';
import { mapPath } from '../gateway/mappings';
import { forbidden, plainError } from '../gateway/responses';
import type { HttpResponse, Verdict } from '../hop';
import type { ReasonCode } from '../reasons';
import { pass, stop, unknown } from '../verdict';
import { httpError } from './answers';
import { preflight } from './cors';
import { routeHttp } from './router';

/** The route of an HTTP API that a request leads to, and how it got there. */
export interface HttpMatch {
  readonly api: HttpApi;
  readonly stage: HttpStage;
  readonly route: HttpRoute;
  readonly method: string;
  /** Without stage and API mapping: `$request.path`. */
  readonly path: string;
  /** With the stage, unless that is `$default`; without an API mapping: aws-facts §8.3 (doc). */
  readonly rawPath: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly domain?: Domain;
}

export interface HttpSelection {
  readonly verdict: Verdict;
  readonly match?: HttpMatch;
  /** Given where the API answers without a route. */
  readonly answer?: HttpResponse;
}

/** HTTP APIs by id. */
const httpApiIndex = perModel(
  (model: Model): ReadonlyMap<string, HttpApi> => new Map((model.httpApis ?? []).map((api) => [api.id, api])),
);

interface Named {
  readonly api: HttpApi;
  readonly by: string;
  readonly domain?: Domain;
  readonly mapping?: BasePathMapping;
  /** Path without the API mapping. */
  readonly rest: string;
}

/** The HTTP API that a Host names, by its own address or a custom domain; `undefined`: none. */
function named(model: Model, request: GatewayRequest): Named | undefined {
  const apis = httpApiIndex(model);
  if (apis.size === 0) return undefined;
  const name = hostName(request.host);
  const meaning = readHost(gatewayIndex(model), name);
  if (meaning.kind === 'api') {
    const api = apis.get(meaning.apiId);
    return api && { api, by: `host ${name}`, rest: request.path };
  }
  if (meaning.kind === 'nothing') return undefined;
  const { domain } = meaning;
  const mapped = mapPath(domain, request.path);
  const api = mapped && !isUnknown(mapped.mapping.apiId) ? apis.get(mapped.mapping.apiId) : undefined;
  return (
    api && { api, by: `custom domain ${domain.name}`, domain, mapping: mapped!.mapping, rest: mapped!.rest }
  );
}

/** Hop 5 for a Host that names an HTTP API; `undefined` for every other. */
export function selectHttpRoute(model: Model, request: GatewayRequest): HttpSelection | undefined {
  const found = named(model, request);
  if (!found) return undefined;
  const { api, by, domain } = found;
  // aws-facts §5 (doc): an endpoint serves private APIs only.
  if (request.endpoint) {
    const because = `${by} names HTTP API ${api.name}, which is public, but the call came through ${request.endpoint.id}`;
    const response = plainError(request, forbidden);
    const where = [api.where, request.endpoint.where];
    return { verdict: stop('PUBLIC_API_THROUGH_ENDPOINT', { kind: 'response', response }, because, where) };
  }
  const tooLarge = checkLimits(request);
  if (tooLarge) return { verdict: tooLarge };
  const { defaultEndpointDisabled } = api;
  if (!domain && isUnknown(defaultEndpointDisabled)) {
    return { verdict: unknown('HTTP_API_NOT_KNOWN', defaultEndpointDisabled.reason, [api.where]) };
  }
  // 404, where a REST API says 403: aws-facts §1.5 (secondary)
  if (!domain && defaultEndpointDisabled) {
    const because = `${by} is the default endpoint of HTTP API ${api.name}, which is disabled`;
    return refuse(request, 'DEFAULT_ENDPOINT_DISABLED', because, [api.where]);
  }
  const staged = stageOf(request, found);
  return 'verdict' in staged ? staged : selectInStage(request, found, staged);
}

function refuse(
  request: GatewayRequest,
  code: ReasonCode,
  because: string,
  where: Verdict['where'],
): HttpSelection {
  const response = httpError(request, 'NOT_FOUND');
  return { verdict: stop(code, { kind: 'response', response }, because, where) };
}

interface Staged {
  readonly stage: HttpStage;
  readonly path: string;
}

/** A mapping names the stage; else the first segment does, and `$default` takes what names none. */
function stageOf(request: GatewayRequest, { api, mapping, rest, by }: Named): Staged | HttpSelection {
  const { stages } = api;
  if (mapping) {
    if (isUnknown(mapping.stage))
      return { verdict: unknown('MAPPING_NOT_KNOWN', mapping.stage.reason, [mapping.where]) };
    const stage = stages.find(({ name }) => name === mapping.stage);
    if (stage) return { stage, path: rest };
    const because = `the mapping leads to stage "${mapping.stage}", which HTTP API ${api.name} doesn't have`;
    return refuse(request, 'STAGE_NOT_FOUND', because, [mapping.where]);
  }
  const first = rest.split('/')[1] ?? '';
  const stage = stages.find(({ name }) => name === first);
  if (stage) return { stage, path: rest.slice(first.length + 1) || '/' };
  const fallback = stages.find(({ name }) => name === '$default');
  if (fallback) return { stage: fallback, path: rest };
  const because = `${by}: HTTP API ${api.name} has no stage "${first}" and no $default stage`;
  return refuse(request, 'STAGE_NOT_FOUND', because, [api.where]);
}

function selectInStage(request: GatewayRequest, found: Named, { stage, path }: Staged): HttpSelection {
  const { api, by, domain } = found;
  if (!stage.isDeployed) {
    const because = `stage ${stage.name} of HTTP API ${api.name} has no deployment`;
    return refuse(request, 'HTTP_STAGE_NOT_DEPLOYED', because, [stage.where]);
  }
  const answer = preflight(api, request);
  if (answer) {
    const because = `CORS of HTTP API ${api.name} answers the preflight`;
    return { verdict: pass('HTTP_PREFLIGHT_ANSWERED', because, [api.where]), answer };
  }
  const method = request.method.toUpperCase();
  const routed = routeHttp(api, method, path);
  // What an import or an unknown resource adds may be the route that is asked for.
  const [unseen] = api.unresolved ?? [];
  if (!routed && unseen) return { verdict: unknown('HTTP_API_NOT_KNOWN', unseen.reason, [unseen.where]) };
  if (!routed) {
    const because = `no route of HTTP API ${api.name} is for ${method} ${path}`;
    return refuse(request, 'HTTP_ROUTE_NOT_FOUND', because, [api.where]);
  }
  const { route, pathParameters } = routed;
  const rawPath = stage.name === '$default' ? path : `/${stage.name}${path}`;
  const because = `${by} leads to route ${route.routeKey} of HTTP API ${api.name}, stage ${stage.name}: open to the internet`;
  return {
    verdict: pass('HTTP_ROUTE_FOUND', because, [route.where]),
    match: { api, stage, route, method, path, rawPath, pathParameters, domain },
  };
}
