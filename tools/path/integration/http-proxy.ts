import type { Match } from '../5-gateway';
import type { GatewayRequest } from '../exchange';
import type { HeaderList, HttpResponse } from '../hop';
import { traceId } from '../lambda/identifiers';
import { readQuery } from '../lambda/query';
import { proxyResponse } from '../lambda/result';
import type { Kind } from './kind';
import type { Mapped } from './parameters';
import { callPrivate, type Private } from './private';
import type { Uri } from './uri';

/** An HTTP_PROXY integration of a REST API: everything is handed on, both ways. */
export const httpProxy: Kind = {
  start: (model, request, match, integration, authorizer, state) => {
    const scope: Private = { model, request, match, integration, authorizer, state };
    return callPrivate(scope, {
      body: request.body,
      headers: (uri, mapped) => headersFor(scope, uri, mapped),
      query: (uri, mapped) => queryFor(request, uri, mapped),
      handBack: (response) => ({ response: handBack(request, match, response) }),
    });
  },
};

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
