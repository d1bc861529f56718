import type { WebSocketRoute } from '../../assembly/model';
import { isUnknown, type Model } from '../../assembly/model';
import type { Symptom, Verdict } from '../hop';
import type { State } from '../state';
import { pass, stop, unknown } from '../verdict';
import { errorFrame } from './errors';
import { type Answer, callRoute } from './integration';
import { frameBytes, messageBytes, tooBig } from './limits';
import { selectRoute } from './route-selection';
import {
  chain,
  finished,
  type PostBack,
  type Received,
  type Socket,
  type SocketMessage,
  type SocketTarget,
  type Step,
  targetOf,
} from './socket';

/** Hops 5 and 8 of a message on an open connection: nobody is authorized anew. */
export function receiveMessage(
  model: Model,
  state: State,
  socket: Socket,
  message: SocketMessage,
): Step<Received> {
  const target = targetOf(model, socket);
  if (!target) {
    const because = `the API or stage of connection ${socket.connectionId} is gone`;
    return over([unknown('SOCKET_ROUTE_NOT_KNOWN', because)]);
  }
  const size = sizeOf(message);
  if (size > frameBytes) {
    const limit = size > messageBytes ? `${messageBytes} of a message` : `${frameBytes} of one frame`;
    const because = `the message has ${size} bytes, of ${limit}`;
    return over([stop('SOCKET_MESSAGE_TOO_LARGE', { kind: 'closed', ...tooBig }, because)], [], tooBig);
  }
  const selected = selectRoute(target.definition, typeof message.data === 'string' ? message.data : '');
  if (isUnknown(selected))
    return over([unknown('SOCKET_ROUTE_NOT_KNOWN', selected.reason, [selected.where])]);
  const { key, route } = selected;
  if (!route) return noRoute(target, socket, message, key);
  const found = pass('SOCKET_ROUTE_FOUND', explain(target, key, route.routeKey), [route.where]);
  const frame = (text: string) => errorFrame(text, socket, message);
  const answered = callRoute({
    model,
    state,
    call: { socket, target, routeKey: route.routeKey, happening: { kind: 'MESSAGE', message } },
    refuse: (failure) => ({ kind: 'message', text: frame(failure.message) }),
  });
  return chain(answered, (answer) => conclude(found, route, answer, frame));
}

function conclude(
  found: Verdict,
  route: WebSocketRoute,
  { verdict, response, failure, posted }: Answer,
  frame: (text: string) => string,
): Step<Received> {
  if (failure) {
    const text = frame(failure.message);
    return over([found, ...seenAs({ kind: 'message', text }, posted), verdict], [text], undefined, posted);
  }
  const posts = seenAs({ kind: 'no-message' }, posted);
  if (!response || !route.answers) return over([found, verdict, ...posts], [], undefined, posted);
  const answered = pass(
    'SOCKET_MESSAGE_ANSWERED',
    `${verdict.because}, which goes to the client`,
    verdict.where,
  );
  // An empty body is no message (inferred).
  const frames = response.body === '' ? [] : [response.body];
  return over([found, answered, ...posts], frames, undefined, posted);
}

/** What the backend was told concerns the client only by what it sees of it. */
function seenAs(symptom: Symptom, posted: readonly PostBack[]): Verdict[] {
  return posted.map(({ verdict }) => (verdict.outcome === 'stop' ? { ...verdict, symptom } : verdict));
}

/** Forbidden, as captures of clients without a route show. */
function noRoute(
  { api, definition }: SocketTarget,
  socket: Socket,
  message: SocketMessage,
  key: string | undefined,
): Step<Received> {
  const text = errorFrame('Forbidden', socket, message);
  const symptom: Symptom = { kind: 'message', text };
  const chosen = key === undefined ? 'the message chooses no route' : `no route is called "${key}"`;
  const because = `${chosen}, and API ${api.name} has no $default route`;
  return over([stop('SOCKET_ROUTE_NOT_FOUND', symptom, because, [definition.where])], [text]);
}

function explain({ api, definition }: SocketTarget, key: string | undefined, routeKey: string): string {
  const value = key === undefined ? 'nothing' : `"${key}"`;
  return `${definition.routeSelectionExpression} is ${value}: route ${routeKey} of API ${api.name}`;
}

function sizeOf({ data }: SocketMessage): number {
  return typeof data === 'string' ? Buffer.byteLength(data) : data.length;
}

function over(
  verdicts: readonly Verdict[],
  frames: readonly string[] = [],
  close?: Received['close'],
  posted: Received['posted'] = [],
): Step<Received> {
  return finished({ verdicts, frames, ...(close ? { close } : {}), posted });
}
