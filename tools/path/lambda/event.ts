import { isUnknown, type Model } from '../../assembly/model';
import type { Match } from '../5-gateway';
import { accountOf } from '../account';
import { identify } from '../caller';
import type { GatewayRequest } from '../exchange';
import { hostName } from '../gateway/hosts';
import { header } from '../headers';
import type { HeaderList } from '../hop';
import { isBinary } from './binary';
import { standInId, traceId } from './identifiers';
import { readQuery } from './query';
import { lastValues, orNull, severalValues, variables } from './several';

/** What an authorizer adds to `requestContext`. */
export type AuthorizerContext = Readonly<Record<string, string>>;

/** Request headers that don't reach a Lambda function: aws-facts §1.7 (doc); Content-Length (secondary). */
const dropped = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'max-forwards',
  'proxy-authenticate',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'www-authenticate',
]);

/** Headers that API Gateway writes itself, whatever the caller sent: aws-facts §1.3 (capture). */
const overwritten = new Set([
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-amzn-vpce-id',
  'x-amzn-vpc-id',
]);

/** Headers of the event. `integration`: those that a proxy integration drops are left out. */
function eventHeaders(request: GatewayRequest, match: Match, integration: boolean): HeaderList {
  const { endpoint } = request;
  const lower = match.domain?.mappings.some((mapping) => mapping.multiLevel) ?? false;
  const signed = match.method.authorization === 'AWS_IAM';
  const list: [string, string][] = [];
  let trace: string | undefined;
  let forwarded = '';
  let hasHost = false;
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    if (key === 'x-forwarded-for') forwarded += `${value}, `;
    if (key === 'x-amzn-trace-id') trace = value;
    if (key === 'host') hasHost = true;
    if (overwritten.has(key) || key === 'x-amzn-trace-id') continue;
    if (integration && (dropped.has(key) || (signed && key === 'authorization'))) continue;
    list.push([name, value]);
  }
  // The event keeps the caller's Host: aws-facts §1.7 (capture)
  if (!hasHost) list.push(['Host', request.host]);
  list.push(['X-Forwarded-For', forwarded + request.sourceAddress]);
  list.push(['X-Forwarded-Port', '443'], ['X-Forwarded-Proto', 'https']);
  list.push(['X-Amzn-Trace-Id', trace ?? traceId(request)]);
  if (endpoint) {
    list.push(['x-amzn-vpce-id', endpoint.id]);
    if (!isUnknown(endpoint.vpcId)) list.push(['x-amzn-vpc-id', endpoint.vpcId]);
  }
  // aws-facts §1.7 (doc)
  return lower ? list.map(([name, value]) => [name.toLowerCase(), value]) : list;
}

/** The headers that `$input.params()` shows: the last value of each. */
export function templateHeaders(request: GatewayRequest, match: Match): Record<string, string> {
  return lastValues(severalValues(eventHeaders(request, match, false)));
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `09/Apr/2015:12:34:56 +0000` */
export function requestTime(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return `${iso.slice(8, 10)}/${months[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

/**
 * Who signed, of an AWS_IAM method (DG, $context.identity, doc). `caller` and `user` hold the id of a role's session;
 * a stand-in has that form. (from memory)
 */
function signer(model: Model, request: GatewayRequest, match: Match): Record<string, string | null> {
  const caller = match.method.authorization === 'AWS_IAM' ? identify(model, request) : undefined;
  if (caller?.kind !== 'signed' || !caller.identity) {
    return { userArn: null, accountId: null, caller: null, accessKey: null, user: null };
  }
  const { arn, account, roleArn } = caller.identity;
  const id = standInId(roleArn ?? arn, 'principal').toUpperCase();
  const own = roleArn === undefined ? `AIDA${id}` : `AROA${id}:${arn.slice(arn.lastIndexOf('/') + 1)}`;
  return { userArn: arn, accountId: account, caller: own, accessKey: caller.accessKeyId, user: own };
}

/** Also what `$context` shows to templates. */
export function requestContext(
  model: Model,
  request: GatewayRequest,
  match: Match,
  authorizer?: AuthorizerContext,
): Record<string, unknown> {
  const { endpoint } = request;
  const domainName = hostName(request.host);
  return {
    resourceId:
      match.resourcePath === '/' ? match.api.rootResourceId : standInId(match.api.id, match.resourcePath),
    ...(authorizer ? { authorizer } : {}),
    resourcePath: match.resourcePath,
    httpMethod: match.httpMethod,
    extendedRequestId: request.extendedRequestId,
    requestTime: requestTime(request.receivedAt ?? 0),
    path: match.contextPath,
    accountId: accountOf(model, match.api),
    protocol: 'HTTP/1.1',
    stage: match.stage.name,
    domainPrefix: domainName.split('.', 1)[0],
    requestTimeEpoch: request.receivedAt ?? 0,
    requestId: request.requestId,
    identity: {
      cognitoIdentityPoolId: null,
      cognitoIdentityId: null,
      principalOrgId: null,
      cognitoAuthenticationType: null,
      userAgent: header(request.headers, 'user-agent') ?? null,
      sourceIp: request.sourceAddress,
      cognitoAuthenticationProvider: null,
      ...signer(model, request, match),
      // For private APIs only: aws-facts §1.3 (doc)
      ...(endpoint ? { vpceId: endpoint.id } : {}),
      ...(endpoint && !isUnknown(endpoint.vpcId) ? { vpcId: endpoint.vpcId } : {}),
    },
    domainName,
    deploymentId: standInId(match.api.id, match.stage.name),
    apiId: match.api.id,
  };
}

function commonEvent(
  model: Model,
  request: GatewayRequest,
  match: Match,
  integration: boolean,
  authorizer?: AuthorizerContext,
): Record<string, unknown> {
  const headers = severalValues(eventHeaders(request, match, integration));
  const query = severalValues(readQuery(request.query));
  return {
    resource: match.resourcePath,
    path: match.proxyPath,
    httpMethod: match.httpMethod,
    headers: lastValues(headers),
    multiValueHeaders: headers,
    queryStringParameters: integration ? orNull(lastValues(query)) : lastValues(query),
    multiValueQueryStringParameters: integration ? orNull(query) : query,
    pathParameters: integration ? orNull(match.pathParameters) : match.pathParameters,
    stageVariables: integration ? orNull(variables(match.stage)) : variables(match.stage),
    requestContext: requestContext(model, request, match, authorizer),
  };
}

/** Event of an AWS_PROXY integration: payload format 1.0 as REST sends it. */
export function proxyEvent(
  model: Model,
  request: GatewayRequest,
  match: Match,
  authorizer?: AuthorizerContext,
): Record<string, unknown> {
  return {
    ...commonEvent(model, request, match, true, authorizer),
    ...eventBody(request, match),
  };
}

/** Event of a REQUEST authorizer: aws-facts §8.1 (doc). Empty maps stay maps. (from memory) */
export function authorizerEvent(
  model: Model,
  request: GatewayRequest,
  match: Match,
  methodArn: string,
): Record<string, unknown> {
  return { type: 'REQUEST', methodArn, ...commonEvent(model, request, match, false) };
}

const utf8 = new TextDecoder();

/** Base64 for a binary media type, else text: what is not UTF-8 is damaged, as it is by AWS. (from memory) */
function eventBody(request: GatewayRequest, match: Match): { body: string | null; isBase64Encoded: boolean } {
  const { body } = request;
  if (body.length === 0) return { body: null, isBase64Encoded: false };
  // A missing Content-Type counts as JSON: aws-facts §1.7 (doc)
  const contentType = header(request.headers, 'content-type') ?? 'application/json';
  if (isBinary(match.definition.binaryMediaTypes, contentType)) {
    return { body: Buffer.from(body as Uint8Array).toString('base64'), isBase64Encoded: true };
  }
  return { body: typeof body === 'string' ? body : utf8.decode(body), isBase64Encoded: false };
}
