import { isUnknown } from '../../assembly/model';
import { hostName } from '../gateway/hosts';
import { header } from '../headers';
import type { HeaderList } from '../hop';
import { requestTime } from '../lambda/event';
import { traceId } from '../lambda/identifiers';
import { readQuery } from '../lambda/query';
import { lastValues, severalValues } from '../lambda/several';
import type { Socket, SocketMessage, SocketTarget } from './socket';

/** What happens on a connection, and calls a route. */
export type Happening =
  | { readonly kind: 'CONNECT' }
  | { readonly kind: 'MESSAGE'; readonly message: SocketMessage }
  | {
      readonly kind: 'DISCONNECT';
      readonly code: number;
      readonly reason: string;
      readonly requestId: string;
      readonly receivedAt: number | null;
    };

/** One call of a route. */
export interface RouteCall {
  readonly socket: Socket;
  readonly target: SocketTarget;
  readonly routeKey: string;
  readonly happening: Happening;
}

/** Ids and time of what happens. */
export function momentOf({ socket, happening }: RouteCall): { requestId: string; at: number | null } {
  if (happening.kind === 'MESSAGE')
    return { requestId: happening.message.requestId, at: happening.message.receivedAt };
  if (happening.kind === 'DISCONNECT') return { requestId: happening.requestId, at: happening.receivedAt };
  return { requestId: socket.handshake.extendedRequestId, at: socket.handshake.receivedAt };
}

/** `requestContext` of the event, and what `context.` of a mapping reads: public captures of each kind of event. */
export function contextOf(call: RouteCall): Readonly<Record<string, unknown>> {
  const { socket, target, routeKey, happening } = call;
  const { handshake } = socket;
  const { requestId, at } = momentOf(call);
  const userAgent = header(handshake.headers, 'user-agent');
  return {
    routeKey,
    ...(happening.kind === 'DISCONNECT' ? { disconnectStatusCode: happening.code } : {}),
    ...(happening.kind === 'MESSAGE' ? { messageId: happening.message.messageId } : {}),
    eventType: happening.kind,
    extendedRequestId: requestId,
    requestTime: requestTime(at ?? 0),
    messageDirection: 'IN',
    ...(happening.kind === 'DISCONNECT' ? { disconnectReason: happening.reason } : {}),
    stage: target.stage.name,
    connectedAt: socket.connectedAt ?? 0,
    requestTimeEpoch: at ?? 0,
    identity: {
      ...(userAgent === undefined ? {} : { userAgent }),
      sourceIp: handshake.sourceAddress,
    },
    requestId,
    domainName: hostName(handshake.host),
    connectionId: socket.connectionId,
    apiId: target.api.id,
  };
}

/** Event of a Lambda proxy integration of a WebSocket API. */
export function socketEvent(call: RouteCall): Record<string, unknown> {
  const { happening, target } = call;
  const variables = Object.entries(target.stage.variables).filter(([, value]) => !isUnknown(value));
  return {
    ...requestParts(call),
    ...(variables.length > 0 ? { stageVariables: Object.fromEntries(variables) } : {}),
    requestContext: contextOf(call),
    ...(happening.kind === 'MESSAGE' ? bodyOf(happening.message) : { isBase64Encoded: false }),
  };
}

/** Headers and query: of the handshake; on $disconnect four headers, three of them empty; on a message none (captures). */
function requestParts({ socket, happening }: RouteCall): Record<string, unknown> {
  const { handshake } = socket;
  if (happening.kind === 'MESSAGE') return {};
  if (happening.kind === 'DISCONNECT') {
    const host: HeaderList = [
      ['Host', hostName(handshake.host)],
      ['x-api-key', ''],
      ['X-Forwarded-For', ''],
      ['x-restapi', ''],
    ];
    const values = severalValues(host);
    return { headers: lastValues(values), multiValueHeaders: values };
  }
  const headers = severalValues(handshakeHeaders(handshake));
  const pairs = readQuery(handshake.query);
  const query = severalValues(pairs);
  return {
    headers: lastValues(headers),
    multiValueHeaders: headers,
    ...(pairs.length > 0
      ? { queryStringParameters: lastValues(query), multiValueQueryStringParameters: query }
      : {}),
  };
}

const hopByHop = new Set(['connection', 'upgrade', 'content-length', 'transfer-encoding', 'keep-alive']);

/** What a backend sees of the handshake's headers. */
export function handshakeHeaders(handshake: Socket['handshake']): HeaderList {
  const kept = handshake.headers.filter(([name]) => {
    const key = name.toLowerCase();
    return !hopByHop.has(key) && !key.startsWith('x-forwarded-') && key !== 'x-amzn-trace-id';
  });
  const forwarded = handshake.headers
    .filter(([name]) => name.toLowerCase() === 'x-forwarded-for')
    .map(([, value]) => value);
  return [
    ...kept,
    ['X-Amzn-Trace-Id', header(handshake.headers, 'x-amzn-trace-id') ?? traceId(handshake)],
    ['X-Forwarded-For', [...forwarded, handshake.sourceAddress].join(', ')],
    ['X-Forwarded-Port', '443'],
    ['X-Forwarded-Proto', 'https'],
  ];
}

/** Text as it is; what came in a binary frame as base64 (inferred). */
function bodyOf({ data }: SocketMessage): { body: string; isBase64Encoded: boolean } {
  return typeof data === 'string'
    ? { body: data, isBase64Encoded: false }
    : { body: Buffer.from(data).toString('base64'), isBase64Encoded: true };
}
