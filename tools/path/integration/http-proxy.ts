import { type Integration, isUnknown, type Known, Unknown } from '../../assembly/model';
import type { Match } from '../5-gateway';
import type { GatewayRequest } from '../exchange';
import { apiError, type GatewayErrorType } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import type { HeaderList, HttpResponse, Verdict } from '../hop';
import { traceId } from '../lambda/identifiers';
import { readQuery } from '../lambda/query';
import { proxyResponse } from '../lambda/result';
import type { ReasonCode } from '../reasons';
import type { State } from '../state';
import { pass, remark, stop, unknown } from '../verdict';
import type { Call, Ending, Kind } from './kind';
import { callThroughLink, linkIndex } from './link';
import type { Failure, LinkOutcome } from './outcome';
import { type Mapped, type MappingScope, mapParameters } from './parameters';
import { followLink } from './steps';
import { readUri, type Uri } from './uri';

/** What its steps share. */
interface Private extends MappingScope {
  readonly state: State;
  readonly integration: Integration;
}

/** An HTTP_PROXY integration of a REST API. */
export const httpProxy: Kind = {
  start: (model, request, match, integration, authorizer, state) =>
    startHttpProxy({ model, request, match, integration, authorizer, state }),
};

/** Hop 8 of an HTTP_PROXY integration: through its VPC link, with everything handed on. */
function startHttpProxy(scope: Private): Ending | Call {
  const { integration, match, request } = scope;
  const where = [integration.where];
  const notKnown = (because: string): Ending => ({
    verdict: unknown('BACKEND_NOT_KNOWN', because, where),
    response: null,
  });
  if (integration.linkId === undefined) {
    const because = `${match.httpMethod} ${match.resourcePath} calls ${textOf(integration.uri)} on the internet`;
    return { verdict: unknown('BACKEND_ON_THE_INTERNET', because, where), response: null };
  }
  const mapped = mapParameters(scope, integration.requestParameters ?? {}, integration.where);
  if (isUnknown(mapped)) return notKnown(mapped.reason);
  const uri = readUri(integration.uri, match.stage.variables, mapped.path, integration.where);
  if (isUnknown(uri)) return notKnown(uri.reason);
  const linkId = withVariables(integration.linkId, match);
  const isSecond = typeof linkId === 'string' && linkIndex(scope.model).get(linkId)?.version === 2;
  const path = pathFor(isSecond, mapped, uri, match);
  const step = callThroughLink(scope.model, scope.state, {
    linkId,
    target: integration.linkTarget,
    where: integration.where,
    request: {
      ...uri,
      method:
        integration.httpMethod === undefined || integration.httpMethod === 'ANY'
          ? match.httpMethod
          : integration.httpMethod,
      path,
      query: queryFor(request, uri, mapped),
      headers: headersFor(scope, uri, mapped),
      body: request.body,
      receivedAt: request.receivedAt,
      requestId: request.requestId,
    },
  });
  const carriesStage = isSecond && mapped.pathOverride === undefined;
  return followLink(step, integration.timeoutMs, {
    settled: (outcome) => settle(scope, outcome, carriesStage ? path : undefined),
    late: () =>
      fail(
        scope,
        'INTEGRATION_TIMED_OUT',
        `the backend did not answer within ${integration.timeoutMs} ms`,
        'INTEGRATION_TIMEOUT',
        where,
      ),
  });
}

function textOf(value: Known<string> | undefined): string {
  return isUnknown(value) ? value.reason : (value ?? 'no URI');
}

/** `${stageVariables.link}`, which a link's id may be written as: aws-facts §9 (doc). */
function withVariables(id: Known<string>, { stage }: Match): Known<string> {
  const name = typeof id === 'string' && /^\$\{stageVariables\.(.+)\}$/.exec(id)?.[1];
  if (!name) return id;
  return stage.variables[name] ?? new Unknown(`stage ${stage.name} has no variable ${name}`, stage.where);
}

/** A link of version 2 puts the stage before the path: aws-facts §9 (doc). */
function pathFor(isSecond: boolean, { pathOverride }: Mapped, uri: Uri, { stage }: Match): string {
  if (pathOverride !== undefined) return encodePath(pathOverride);
  return isSecond ? `/${stage.name}${uri.path}` : uri.path;
}

/** As far as a path needs it; slashes stay. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function queryFor(request: GatewayRequest, uri: Uri, mapped: Mapped): string {
  const own = new Set(mapped.query.map(([name]) => name));
  const kept = readQuery(request.query).filter(([name]) => !own.has(name));
  return [...readQuery(uri.query), ...kept, ...mapped.query]
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&');
}

/** Request headers that an HTTP backend does not get: aws-facts §1.7 (doc). */
const dropped = new Set([
  'content-encoding',
  'content-length',
  'content-md5',
  'expect',
  'host',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'www-authenticate',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

function headersFor({ request, match }: Private, uri: Uri, mapped: Mapped): HeaderList {
  const replaced = new Set(mapped.headers.map(([name]) => name.toLowerCase()));
  const isSigned = match.method.authorization === 'AWS_IAM';
  let forwarded = '';
  const list: [string, string][] = [['Host', uri.authority]];
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    if (key === 'x-forwarded-for') forwarded += `${value}, `;
    if (dropped.has(key) || replaced.has(key) || (isSigned && key === 'authorization')) continue;
    list.push([name, value]);
  }
  // What API Gateway adds (captures of echoing backends; from memory)
  list.push(['X-Forwarded-For', forwarded + request.sourceAddress]);
  list.push(['X-Forwarded-Port', '443'], ['X-Forwarded-Proto', 'https']);
  list.push(['X-Amzn-Trace-Id', traceId(request)], ['x-amzn-apigateway-api-id', match.api.id]);
  const isHost = ([name]: readonly [string, string]) => name.toLowerCase() === 'host';
  const own = mapped.headers.some(isHost) ? list.filter((pair) => !isHost(pair)) : list;
  return [...own, ...mapped.headers];
}

function settle(scope: Private, outcome: LinkOutcome, stagedPath: string | undefined): Ending {
  const { integration, request, match } = scope;
  const where = [...outcome.where, integration.where];
  if (outcome.kind === 'unknown')
    return { verdict: unknown('BACKEND_NOT_KNOWN', outcome.because, where), response: null };
  if (outcome.kind === 'failed')
    return fail(scope, outcome.code, outcome.because, errorFor(outcome.how), where, outcome.fix);
  const response = handBack(request, match, outcome.response);
  if (outcome.isOwn) {
    const { code, because, fix } = outcome;
    const symptom = { kind: 'response', response } as const;
    return { verdict: stop(code, symptom, because, where, fix ? { fix } : {}), response };
  }
  return { verdict: answered(outcome, stagedPath, where), response };
}

/** A backend that gets the stage in its path and does not know the path says 404. */
function answered(
  { because, response }: Extract<LinkOutcome, { kind: 'answered' }>,
  stagedPath: string | undefined,
  where: Verdict['where'],
): Verdict {
  if (stagedPath === undefined) return pass('BACKEND_ANSWERED', because, where);
  const sentence = `${because}; it got ${stagedPath}, with the stage, and answered ${response.status}`;
  return remark('LINK_STAGE_IN_PATH', sentence, where);
}

/**
 * What a private integration's failure is answered with: 500 for a link, port, group or certificate that does not
 * fit (re:Post api-gateway-500-error-vpc, doc), 504 where the connection breaks (aws-facts §1.4, capture).
 */
function errorFor(how: Failure): GatewayErrorType {
  return how === 'reset' ? 'INTEGRATION_FAILURE' : 'API_CONFIGURATION_ERROR';
}

function fail(
  { request, match }: Private,
  code: ReasonCode,
  because: string,
  type: GatewayErrorType,
  where: Verdict['where'],
  fix?: string,
): Ending {
  const response = apiError(scopeOf(request, match), type);
  return {
    verdict: stop(code, { kind: 'response', response }, because, where, fix ? { fix } : {}),
    response,
  };
}

/** As a proxied answer comes back: headers renamed and dropped as behind a function (aws-facts §1.7, doc). */
function handBack(
  request: GatewayRequest,
  match: Match,
  { status, headers, body }: HttpResponse,
): HttpResponse {
  const made = proxyResponse(request, match, {
    statusCode: status,
    headers,
    body: '',
    isBase64Encoded: false,
  });
  return { ...made, body };
}
