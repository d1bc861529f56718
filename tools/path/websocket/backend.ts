import { isUnknown, type WebSocketIntegration } from '../../assembly/model';
import type { InvocationResult } from '../exchange';
import type { HeaderList } from '../hop';
import { callThroughLink, type LinkStep } from '../integration/link';
import type { Failure, LinkOutcome } from '../integration/outcome';
import { readUri, type Uri } from '../integration/uri';
import { traceId } from '../lambda/identifiers';
import { readQuery } from '../lambda/query';
import { pass, remark, unknown } from '../verdict';
import { failures } from './errors';
import { handshakeHeaders, momentOf, type RouteCall } from './event';
import { type Answer, type Calling, failed, notKnown } from './integration';
import { type Mapped, mapParameters } from './mapping';
import { finished, type PostBack, type Step } from './socket';

/** An HTTP_PROXY integration: an HTTP request through the VPC link, with the parameters that are mapped. */
export function callBackend(calling: Calling, integration: WebSocketIntegration): Step<Answer> {
  const { call, model, state } = calling;
  const { where, vpcLinkId, httpMethod } = integration;
  if (vpcLinkId === undefined) {
    const because = `route ${call.routeKey} calls ${textOf(integration.uri)} on the internet`;
    return notKnown(unknown('BACKEND_ON_THE_INTERNET', because, [where]));
  }
  const mapped = mapParameters(integration, call);
  const [open] = mapped.unknowns;
  if (open) return notKnown(unknown('SOCKET_MAPPING_NOT_KNOWN', open.reason, [open.where]));
  const uri = readUri(integration.uri, call.target.stage.variables, mapped.path, where);
  if (isUnknown(uri)) return notKnown(unknown('BACKEND_NOT_KNOWN', uri.reason, [uri.where]));
  if (isUnknown(httpMethod)) return notKnown(unknown('BACKEND_NOT_KNOWN', httpMethod.reason, [where]));
  const { requestId, at } = momentOf(call);
  const step = callThroughLink(model, state, {
    linkId: vpcLinkId,
    where,
    request: {
      ...uri,
      method: httpMethod === undefined || httpMethod === 'ANY' ? 'POST' : httpMethod,
      query: queryOf(uri, mapped, call),
      headers: headersOf(uri, mapped, call),
      body: call.happening.kind === 'MESSAGE' ? call.happening.message.data : '',
      receivedAt: at,
      requestId,
    },
  });
  return follow(calling, integration, step, []);
}

function textOf(value: WebSocketIntegration['uri']): string {
  return isUnknown(value) ? value.reason : (value ?? 'no URI');
}

/** The client's own query goes with its handshake (inferred); what is mapped replaces what has its name. */
function queryOf(uri: Uri, { query }: Mapped, { socket, happening }: RouteCall): string {
  const own = new Set(query.map(([name]) => name));
  const asked = happening.kind === 'CONNECT' ? readQuery(socket.handshake.query) : [];
  const kept = asked.filter(([name]) => !own.has(name));
  return [...readQuery(uri.query), ...kept, ...query]
    .map((pair) => pair.map(encodeURIComponent).join('='))
    .join('&');
}

/**
 * A handshake's own headers go on, its Sec-WebSocket-* among them, which some servers answer 400 (capture); a message
 * has those of API Gateway (capture). What is mapped replaces what has its name.
 */
function headersOf(uri: Uri, { headers }: Mapped, call: RouteCall): HeaderList {
  const { socket, target, happening } = call;
  const { requestId, at } = momentOf(call);
  const made: HeaderList =
    happening.kind === 'CONNECT'
      ? handshakeHeaders(socket.handshake)
      : [
          ['User-Agent', `AmazonAPIGateway_${target.api.id}`],
          ['X-Amzn-Apigateway-Api-Id', target.api.id],
          ['X-Amzn-Trace-Id', traceId({ requestId, receivedAt: at })],
          ['Accept', 'application/json'],
          ['Content-Type', 'application/json'],
        ];
  const own = new Set(headers.map(([name]) => name.toLowerCase()));
  const kept = made.filter(([name]) => !own.has(name.toLowerCase()) && name.toLowerCase() !== 'host');
  return [['Host', uri.authority], ...kept, ...headers];
}

function follow(
  calling: Calling,
  integration: WebSocketIntegration,
  step: LinkStep,
  posted: readonly PostBack[],
): Step<Answer> {
  if (step.done) return settle(calling, integration, step.outcome, posted);
  const { timeoutMs } = step.invocation;
  return {
    done: false,
    invocation: { ...step.invocation, timeoutMs: Math.min(timeoutMs, integration.timeoutMs) },
    resume: (result: InvocationResult) => {
      const all = [...posted, ...(result.posted ?? [])];
      if (result.kind !== 'timed-out' || result.limit !== 'gateway')
        return follow(calling, integration, step.resume(result), all);
      const because = `the backend did not answer within ${integration.timeoutMs} ms`;
      return failed(calling, 'INTEGRATION_TIMED_OUT', because, failures.timedOut, integration.where, all);
    },
  };
}

/** Below HTTP: silence is a late answer, the rest an internal error (inferred from the REST APIs'). */
const failureBy: Readonly<Record<Failure, (typeof failures)['timedOut' | 'configuration']>> = {
  silence: failures.timedOut,
  refused: failures.configuration,
  reset: failures.configuration,
  tls: failures.configuration,
};

function settle(
  calling: Calling,
  integration: WebSocketIntegration,
  outcome: LinkOutcome,
  posted: readonly PostBack[],
): Step<Answer> {
  const { because, where } = outcome;
  if (outcome.kind === 'unknown') return notKnown(unknown('BACKEND_NOT_KNOWN', because, where));
  if (outcome.kind === 'failed')
    return failed(
      calling,
      outcome.code,
      because,
      failureBy[outcome.how],
      where[0] ?? integration.where,
      posted,
    );
  const { response, code, isOwn, fix } = outcome;
  const { status, headers } = response;
  const body =
    typeof response.body === 'string' ? response.body : Buffer.from(response.body).toString('utf8');
  const isRefusal = status < 200 || status > 299;
  const told = `${because}, status ${status}`;
  // Of a message nobody is told that the backend refused it, unless the route has a response (inferred).
  const verdict = isOwn
    ? remark(code, told, where, { fix })
    : isRefusal
      ? remark('SOCKET_BACKEND_REFUSES', told, where)
      : pass('BACKEND_ANSWERED', told, where);
  return finished({ verdict, response: { status, headers, body }, posted });
}
