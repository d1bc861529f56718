import type { Model } from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import { hostName } from '../gateway/hosts';
import { header } from '../headers';
import type { HeaderList } from '../hop';
import { requestTime } from '../lambda/event';
import { traceId } from '../lambda/identifiers';
import { readQuery } from '../lambda/query';
import { lastValues, orNull, type Several, severalValues, variables } from '../lambda/several';
import type { HttpMatch } from './select';

/** Headers that the gateway writes itself, whatever the caller sent. */
const overwritten = new Set(['x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'x-amzn-trace-id']);

/** Names in lower case (DG http-api-develop-integrations-lambda, doc), with those that the gateway adds. */
function lambdaHeaders(request: GatewayRequest): HeaderList {
  const list: [string, string][] = [];
  let forwarded = '';
  let trace: string | undefined;
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    if (key === 'x-forwarded-for') forwarded += `${value}, `;
    if (key === 'x-amzn-trace-id') trace = value;
    if (!overwritten.has(key)) list.push([key, value]);
  }
  if (!list.some(([name]) => name === 'host')) list.push(['host', request.host]);
  list.push(['x-forwarded-for', forwarded + request.sourceAddress], ['x-forwarded-port', '443']);
  list.push(['x-forwarded-proto', 'https'], ['x-amzn-trace-id', trace ?? traceId(request)]);
  return list;
}

function joined(values: Several): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, list]) => [name, list.join(',')]));
}

function isEmpty(map: object): boolean {
  return Object.keys(map).length === 0;
}

/** Types that go as text; every other body is base64 (from memory: captures of form posts in base64). */
const textual = /^(text\/.*|application\/(.*\+)?(json|xml)|application\/javascript)$/;

const utf8 = new TextDecoder();

function bodyOf(request: GatewayRequest): { body?: string; isBase64Encoded: boolean } {
  const { body } = request;
  if (body.length === 0) return { isBase64Encoded: false };
  const type = header(request.headers, 'content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (textual.test(type))
    return { body: typeof body === 'string' ? body : utf8.decode(body), isBase64Encoded: false };
  return { body: Buffer.from(body as Uint8Array).toString('base64'), isBase64Encoded: true };
}

/** Payload format 2.0 (DG http-api-develop-integrations-lambda, doc): what is empty is left out. */
export function eventV2(model: Model, request: GatewayRequest, match: HttpMatch): Record<string, unknown> {
  const { api, route, stage } = match;
  const all = lambdaHeaders(request);
  const cookies = all.flatMap(([name, value]) => (name === 'cookie' ? value.split(/;\s*/) : []));
  const query = joined(severalValues(readQuery(request.query)));
  const { body, isBase64Encoded } = bodyOf(request);
  const stageVariables = variables(match.stage);
  const domainName = hostName(request.host);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: match.rawPath,
    rawQueryString: request.query,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers: joined(severalValues(all.filter(([name]) => name !== 'cookie'))),
    ...(isEmpty(query) ? {} : { queryStringParameters: query }),
    requestContext: {
      accountId: model.account,
      apiId: api.id,
      domainName,
      domainPrefix: domainName.split('.', 1)[0],
      http: {
        method: match.method,
        path: match.rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceAddress,
        userAgent: header(request.headers, 'user-agent') ?? '',
      },
      requestId: request.extendedRequestId,
      routeKey: route.routeKey,
      stage: stage.name,
      time: requestTime(request.receivedAt ?? 0),
      timeEpoch: request.receivedAt ?? 0,
    },
    ...(isEmpty(match.pathParameters) ? {} : { pathParameters: { ...match.pathParameters } }),
    ...(isEmpty(stageVariables) ? {} : { stageVariables }),
    ...(body === undefined ? {} : { body }),
    isBase64Encoded,
  };
}

/** Payload format 1.0 (DG, doc): the REST event's shape; what is empty is `null`; `path` has the API mapping. */
export function eventV1(model: Model, request: GatewayRequest, match: HttpMatch): Record<string, unknown> {
  const { api, route, stage } = match;
  const headers = severalValues(lambdaHeaders(request));
  const query = severalValues(readQuery(request.query));
  const { body, isBase64Encoded } = bodyOf(request);
  const resource = route.routeKey.split(' ')[1] ?? route.routeKey;
  const domainName = hostName(request.host);
  const time = request.receivedAt ?? 0;
  return {
    version: '1.0',
    resource,
    path: match.domain ? request.path : match.rawPath,
    httpMethod: match.method,
    headers: lastValues(headers),
    multiValueHeaders: headers,
    queryStringParameters: orNull(lastValues(query)),
    multiValueQueryStringParameters: orNull(query),
    requestContext: {
      accountId: model.account,
      apiId: api.id,
      domainName,
      domainPrefix: domainName.split('.', 1)[0],
      extendedRequestId: request.extendedRequestId,
      httpMethod: match.method,
      identity: {
        accessKey: null,
        accountId: null,
        caller: null,
        cognitoAmr: null,
        cognitoAuthenticationProvider: null,
        cognitoAuthenticationType: null,
        cognitoIdentityId: null,
        cognitoIdentityPoolId: null,
        principalOrgId: null,
        sourceIp: request.sourceAddress,
        user: null,
        userAgent: header(request.headers, 'user-agent') ?? '',
        userArn: null,
      },
      path: match.domain ? request.path : match.rawPath,
      protocol: 'HTTP/1.1',
      requestId: request.extendedRequestId,
      requestTime: requestTime(time),
      requestTimeEpoch: time,
      resourceId: route.routeKey,
      resourcePath: resource,
      stage: stage.name,
    },
    pathParameters: orNull({ ...match.pathParameters }),
    stageVariables: orNull(variables(match.stage)),
    body: body ?? null,
    isBase64Encoded,
  };
}
