import type { Model } from '../../assembly/model';
import type { GatewayRequest, Invocation, InvocationResult } from '../exchange';
import type { HeaderList, HttpResponse, Verdict } from '../hop';
import type { State } from '../state';
import { connectSocket } from '../websocket/connect';
import { receiveMessage } from '../websocket/message';
import type { PostBack, Socket, Step } from '../websocket/socket';

/** What a client sends to open a WebSocket, beside the caller's own headers (RFC 6455 §1.2, with its sample key). */
export const upgradeHeaders: HeaderList = [
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
];

/** A WebSocket from its handshake to the last message that was sent. */
interface Conversation {
  readonly verdicts: readonly Verdict[];
  readonly response: HttpResponse | null;
  /** What the client receives. */
  readonly messages: readonly string[];
}

type Ask = (
  invocation: Invocation,
  moment: string,
) => Generator<Invocation, InvocationResult, InvocationResult>;

/**
 * Opens a WebSocket on paper and sends the messages. Where a message is answered by a stop, the others are sent
 * all the same, unless the connection is closed. `undefined`: the request reaches no WebSocket API.
 */
export function* converse(
  model: Model,
  state: State,
  request: GatewayRequest,
  messages: readonly string[],
  ask: Ask,
): Generator<Invocation, Conversation | undefined, InvocationResult> {
  const opening = connectSocket(model, state, request);
  if (!opening) return undefined;
  const { verdicts, response, socket } = yield* run(opening, ask, 'connect');
  if (!socket) return { verdicts, response, messages: [] };
  const all = [...verdicts];
  const received: string[] = [];
  for (const [index, data] of messages.entries()) {
    const { requestId, receivedAt } = request;
    const message = { data, requestId, messageId: `${requestId}-${index}`, receivedAt };
    const step = receiveMessage(model, state, socket, message);
    const { verdicts: more, frames, posted, close } = yield* run(step, ask, `message ${index}`);
    all.push(...more);
    received.push(...delivered(socket, posted), ...frames);
    if (close) break;
  }
  return { verdicts: all, response, messages: received };
}

function* run<T>(step: Step<T>, ask: Ask, moment: string): Generator<Invocation, T, InvocationResult> {
  let current = step;
  while (!current.done) current = current.resume(yield* ask(current.invocation, moment));
  return current.value;
}

/** Posted to this client, and not refused. */
function delivered({ connectionId }: Socket, posted: readonly PostBack[]): string[] {
  return posted.flatMap((one) =>
    one.connectionId === connectionId && one.method === 'POST' && one.status === 200 ? [one.data] : [],
  );
}
