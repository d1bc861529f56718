import { isUnknown } from '../../assembly/model';
import type { HeaderList, HttpResponse, Verdict } from '../hop';
import type { Call, Ending } from '../integration/kind';
import { callThroughLink } from '../integration/link';
import type { LinkOutcome } from '../integration/outcome';
import { followLink } from '../integration/steps';
import { traceId } from '../lambda/identifiers';
import { pass, stop, unknown } from '../verdict';
import { type HttpErrorType, httpError } from './answers';
import { finish, type Integrating } from './finish';
import { mapRequest } from './parameters';
import type { HttpResult } from './result';

/** Headers that end at a connection, or that the gateway writes anew. */
const dropped = new Set([
  'connection',
  'content-length',
  'expect',
  'forwarded',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-amzn-trace-id',
]);

/** Hop 8 of an HTTP API's private integration: through the VPC link to a listener, everything handed on. */
export function startPrivate(scope: Integrating): Ending | Call {
  const { model, state, request, match, integration } = scope;
  const where = [integration.where];
  const doubt = (because: string): Ending => ({
    verdict: unknown('BACKEND_NOT_KNOWN', because, where),
    response: null,
  });
  // The stage is part of the path, unless it is $default: aws-facts §8.3 (doc).
  const parts = { path: match.rawPath, query: request.query, headers: headersFor(scope) };
  const mapped = mapRequest(model, request, match, integration.requestParameters, parts, integration.where);
  if (isUnknown(mapped))
    return { verdict: unknown('HTTP_MAPPING_NOT_KNOWN', mapped.reason, where), response: null };
  const { serverName } = integration;
  if (isUnknown(serverName)) return doubt(serverName.reason);
  const step = callThroughLink(model, state, {
    linkId: integration.linkId!,
    target: integration.uri,
    where: integration.where,
    request: {
      // TLS is spoken where a name is given to hold the certificate against (DG http-api-private, doc).
      scheme: serverName === undefined ? 'http' : 'https',
      host: serverName ?? request.host,
      method: integration.method === 'ANY' ? match.method : integration.method,
      path: mapped.path,
      query: mapped.query,
      headers: mapped.headers,
      body: request.body,
      receivedAt: request.receivedAt,
      requestId: request.requestId,
    },
  });
  return followLink(step, integration.timeoutMs, {
    settled: (outcome) => settle(scope, outcome),
    late: () =>
      fail(
        scope,
        'INTEGRATION_TIMED_OUT',
        `the backend did not answer within ${integration.timeoutMs} ms`,
        where,
      ),
  });
}

/** The caller's Host stays; `Forwarded` and `Via` are added (captures of echoing backends; from memory). */
function headersFor({ request }: Integrating): HeaderList {
  const list: [string, string][] = [];
  let via = '';
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    if (key === 'via') via = `${value}, `;
    else if (!dropped.has(key)) list.push([key, value]);
  }
  if (!list.some(([name]) => name === 'host')) list.push(['host', request.host]);
  list.push(['forwarded', `for=${request.sourceAddress};host=${request.host};proto=https`]);
  list.push(['via', `${via}HTTP/1.1 AmazonAPIGateway`], ['x-amzn-trace-id', traceId(request)]);
  return list;
}

function settle(scope: Integrating, outcome: LinkOutcome): Ending {
  const where = [...outcome.where, scope.integration.where];
  if (outcome.kind === 'unknown')
    return { verdict: unknown('BACKEND_NOT_KNOWN', outcome.because, where), response: null };
  const { because, code, fix } = outcome;
  if (outcome.kind === 'failed') {
    // Whatever breaks, an HTTP API says the same (re:Post api-gateway-http-503-errors-vpclink, doc)
    return fail(scope, code, because, where, fix);
  }
  const result = resultOf(outcome.response);
  const ended = finish(scope, pass('BACKEND_ANSWERED', because, where), result);
  if (!outcome.isOwn || !ended.response) return ended;
  const symptom = { kind: 'response', response: ended.response } as const;
  return { ...ended, verdict: stop(code, symptom, because, where, fix ? { fix } : {}) };
}

/** As it comes back, without what ends at a connection. */
function resultOf({ status, headers, body }: HttpResponse): HttpResult {
  return { status, headers: headers.filter(([name]) => !dropped.has(name.toLowerCase())), body };
}

function fail(
  { request }: Integrating,
  code: Parameters<typeof stop>[0],
  because: string,
  where: Verdict['where'],
  fix?: string,
): Ending {
  const type: HttpErrorType = 'UNAVAILABLE';
  const response = httpError(request, type);
  return {
    verdict: stop(code, { kind: 'response', response }, because, where, fix ? { fix } : {}),
    response,
  };
}
