import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FunctionRunner } from '../functions';
import type { GatewayRequest, SocketEffect } from '../path/exchange';
import { header } from '../path/headers';
import type { HttpResponse, Verdict } from '../path/hop';
import { leaveSocket } from '../path/websocket/disconnect';
import { closedByBackend, endsAt, goingAway, idleMs, messageBytes } from '../path/websocket/limits';
import { receiveMessage } from '../path/websocket/message';
import type { Opened, Socket, Step } from '../path/websocket/socket';
import { faultLine, type Journal } from './journal';
import type { LiveChain } from './live-chain';

export interface WebSocketsOptions {
  readonly chain: LiveChain;
  readonly runner: FunctionRunner;
  readonly journal?: Journal;
  readonly webSocketIdleMs?: number;
}

/** A handshake as it came over a socket. */
export interface Handshake {
  readonly request: GatewayRequest;
  /** Name of the vantage. */
  readonly from: string;
  readonly incoming: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** A connection and where it came from. */
interface Client {
  readonly socket: Socket;
  readonly from: string;
  readonly url: string;
}

/** What a handshake came to; the client of one that is open has its answer already. */
export interface Outcome {
  readonly verdicts: readonly Verdict[];
  readonly response: HttpResponse | null;
  readonly isOpen: boolean;
}

/** Larger than what the path takes, so that the path says what is too large; and small enough to bound a client's cost. */
const maxPayload = 8 * messageBytes;

/** The WebSocket connections of every WebSocket API: frames in and out, every decision a call of the path. */
export class WebSockets {
  readonly #protocols = new WeakMap<IncomingMessage, string>();
  readonly #byId = new Map<string, WebSocket>();
  readonly #server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload,
    handleProtocols: (_asked, incoming) => this.#protocols.get(incoming) ?? false,
  });

  constructor(readonly options: WebSocketsOptions) {}

  /** Takes a handshake to its end; where it is refused the caller answers. */
  async open(step: Step<Opened> | undefined, handshake: Handshake): Promise<Outcome> {
    if (!step) throw new Error('the handshake is at no WebSocket API');
    const { verdicts, response, socket } = await this.#run(step);
    if (!socket || !response) return { verdicts, response, isOpen: false };
    const { incoming, request, from } = handshake;
    const protocol = header(response.headers, 'sec-websocket-protocol');
    if (protocol !== undefined) this.#protocols.set(incoming, protocol);
    const url = `wss://${request.host}${request.path}`;
    this.#server.handleUpgrade(incoming, handshake.socket, handshake.head, (client) =>
      this.#attend(client, { socket, from, url }),
    );
    return { verdicts, response, isOpen: true };
  }

  /** What a call of @connections does. The path has seen that the connection is there. */
  apply(effect: SocketEffect): void {
    const client = this.#byId.get(effect.connectionId);
    if (effect.kind === 'close') client?.close(closedByBackend.code, closedByBackend.reason);
    else {
      // A text frame, as the backend's bytes are taken for text (inferred).
      client?.send(Buffer.from(effect.data), { binary: false });
      this.#touch(effect.connectionId);
    }
  }

  #attend(client: WebSocket, visit: Client): void {
    const { socket } = visit;
    const { connectionId } = socket;
    const { openSockets } = this.options.chain;
    openSockets.set(connectionId, { socket, lastActiveAt: Date.now() });
    this.#byId.set(connectionId, client);
    const timer = this.#watch(client, socket);
    client.on('error', () => {});
    client.on('message', (data: Buffer, isBinary: boolean) => {
      this.#touch(connectionId);
      this.#guard(this.#receive(client, visit, isBinary ? data : data.toString('utf8')));
    });
    client.once('close', (code: number, reason: Buffer) => {
      clearInterval(timer);
      openSockets.delete(connectionId);
      this.#byId.delete(connectionId);
      this.#guard(this.#leave(visit, code, reason.toString('utf8')));
    });
  }

  async #receive(client: WebSocket, visit: Client, data: Buffer | string): Promise<void> {
    const started = Date.now();
    const { model, state } = this.options.chain;
    const message = { data, requestId: shortId(), messageId: shortId(), receivedAt: started };
    const { verdicts, frames, close } = await this.#run(receiveMessage(model, state, visit.socket, message));
    for (const frame of frames) client.send(frame);
    const doubt = verdicts.find(({ outcome }) => outcome === 'unknown');
    if (doubt) client.send(JSON.stringify({ twin: 'not known', code: doubt.code, because: doubt.because }));
    if (close) client.close(close.code, close.reason);
    this.#note(visit, 'message', started, verdicts, Buffer.byteLength(data));
  }

  async #leave(visit: Client, code: number, reason: string): Promise<void> {
    const started = Date.now();
    const { model, state } = this.options.chain;
    const ended = { code, reason, requestId: shortId(), receivedAt: started };
    const verdicts = await this.#run(leaveSocket(model, state, visit.socket, ended));
    this.#note(visit, 'disconnect', started, verdicts, 0);
  }

  async #run<T>(step: Step<T>): Promise<T> {
    let current = step;
    while (!current.done) {
      const { functionArn, event, timeoutMs } = current.invocation;
      current = current.resume(await this.options.runner.invoke(functionArn, event, timeoutMs));
    }
    return current.value;
  }

  /** Ends the connection when its time is over. */
  #watch(client: WebSocket, { connectionId, connectedAt }: Socket): NodeJS.Timeout {
    const idle = this.options.webSocketIdleMs ?? idleMs;
    const look = (): void => {
      const open = this.options.chain.openSockets.get(connectionId);
      const end = endsAt(connectedAt ?? Date.now(), open?.lastActiveAt ?? 0, idle);
      if (Date.now() >= end) client.close(goingAway.code, goingAway.reason);
    };
    const timer = setInterval(look, Math.max(10, idle / 20));
    timer.unref();
    return timer;
  }

  #touch(connectionId: string): void {
    const { openSockets } = this.options.chain;
    const open = openSockets.get(connectionId);
    if (open) openSockets.set(connectionId, { ...open, lastActiveAt: Date.now() });
  }

  #guard(work: Promise<void>): void {
    work.catch((error: unknown) => this.options.journal?.({ kind: 'twin', line: faultLine(error) }));
  }

  #note(
    { from, url }: Client,
    event: 'message' | 'disconnect',
    started: number,
    hops: readonly Verdict[],
    bytes: number,
  ): void {
    this.options.journal?.({
      kind: 'message',
      from,
      url,
      event,
      bytes,
      milliseconds: Date.now() - started,
      hops,
    });
  }
}

/** In the form of AWS's ids. */
function shortId(): string {
  return `${(randomUUID() + randomBytes(4).toString('hex')).replaceAll('-', '').slice(0, 15)}=`;
}
