import type {
  ApiDefinition,
  BasePathMapping,
  Domain,
  Method,
  Model,
  RestApi,
  Stage,
} from '../assembly/model';
import type { GatewayRequest } from './exchange';
import { type ApiFound, findApi } from './gateway/api-selection';
import { checkLimits } from './gateway/limits';
import { apiError } from './gateway/responses';
import { route, splitPath } from './gateway/router';
import { header } from './headers';
import type { Verdict } from './hop';
import { pass, remark, stop, unknown } from './verdict';

/** The method that a request leads to, and how it got there. */
export interface Match {
  readonly api: RestApi;
  readonly stage: Stage;
  /** What the stage serves, which may be older than the API's own. */
  readonly definition: ApiDefinition;
  readonly method: Method;
  /** After `X-HTTP-Method-Override`. */
  readonly httpMethod: string;
  /** `/orders/{id}` */
  readonly resourcePath: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  /** Path below the stage or base path, as on the wire, without a trailing slash: what ARNs end with. */
  readonly requestPath: string;
  /** `event.path`: with the base path of a custom domain, without the stage. aws-facts §1.3 (capture) */
  readonly proxyPath: string;
  /** `$context.path`: with the stage, or with the base path of a custom domain. */
  readonly contextPath: string;
  readonly domain?: Domain;
  readonly mapping?: BasePathMapping;
  /** Empty without a custom domain, and for its catch-all mapping. */
  readonly basePath: string;
}

export interface Selection {
  readonly verdict: Verdict;
  readonly match?: Match;
}

/** Hop 5: from limits, host, base path, stage, path and method to one method of one API. */
export function selectMethod(model: Model, request: GatewayRequest): Selection {
  const tooLarge = checkLimits(request);
  if (tooLarge) return { verdict: tooLarge };
  const found = findApi(model, request);
  if ('hop' in found) return { verdict: found };
  return selectInStage(request, found);
}

function selectInStage(request: GatewayRequest, found: ApiFound): Selection {
  const { api, stage, rest } = found;
  const definition = stage.serves;
  const httpMethod = (header(request.headers, 'x-http-method-override') ?? request.method).toUpperCase();
  const routed = route(definition, httpMethod, rest);
  if (routed.kind === 'method') {
    const { method, pathParameters } = routed;
    const segments = splitPath(rest);
    const match: Match = {
      api,
      stage,
      definition,
      method,
      httpMethod,
      resourcePath: method.path,
      pathParameters,
      requestPath: `/${segments.join('/')}`,
      proxyPath: found.domain ? request.path : rest,
      contextPath: request.path,
      domain: found.domain,
      mapping: found.mapping,
      basePath: found.basePath,
    };
    return { verdict: explain(match, found, request), match };
  }
  const scope = {
    request,
    definition,
    apiId: api.id,
    stage,
    path: request.path,
    httpMethod,
    resourcePath: routed.kind === 'no-method' ? routed.resourcePath : undefined,
  };
  const response = apiError(scope, 'MISSING_AUTHENTICATION_TOKEN');
  const where = [definition.where, stage.where];
  const named = `${httpMethod} ${rest}`;
  if (stage.stale && route(api.definition, httpMethod, rest).kind === 'method') {
    const because = `${named} is in the template, but stage ${stage.name} serves a deployment made before it`;
    return { verdict: stop('METHOD_NOT_DEPLOYED', { kind: 'response', response }, because, where) };
  }
  if (routed.kind === 'no-method') {
    const because = `resource ${routed.resourcePath} of API ${api.name} has no method ${httpMethod}`;
    return { verdict: stop('METHOD_NOT_FOUND', { kind: 'response', response }, because, where) };
  }
  const because = `API ${api.name} has no resource for ${rest}`;
  return { verdict: stop('PATH_NOT_FOUND', { kind: 'response', response }, because, where) };
}

function explain(match: Match, found: ApiFound, request: GatewayRequest): Verdict {
  const { api, stage, method, mapping } = match;
  const rule = mapping?.priority === undefined ? 'mapping' : `routing rule ${mapping.priority}, base path`;
  const way = mapping ? `${rule} "${match.basePath}" of ${match.domain!.name}` : found.by;
  const throttle = stage.throttle
    ? `, throttled at ${stage.throttle.rateLimit}/s with a burst of ${stage.throttle.burstLimit}`
    : '';
  const target = `${method.httpMethod} ${method.path} of API ${api.name}, stage ${stage.name}`;
  const because = `${way} leads to ${target}${throttle}`;
  const where = mapping ? [mapping.where, method.where] : [method.where];
  // aws-facts §3.2 (secondary)
  if (mapping?.multiLevel && request.endpoint) {
    return unknown('MULTI_LEVEL_THROUGH_ENDPOINT', because, where);
  }
  if (found.doubt) return unknown(found.doubt.code, found.doubt.because, where);
  if (stage.stale) {
    return remark('STAGE_STALE', `${because}; the stage serves an older deployment`, [...where, stage.where]);
  }
  return pass('METHOD_FOUND', because, where);
}
