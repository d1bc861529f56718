import { randomUUID } from 'node:crypto';
import { type IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Endpoint } from '../assembly/model';
import type { FunctionRunner } from '../functions';
import type { GatewayRequest, Progress } from '../path/exchange';
import type { HeaderList, Verdict } from '../path/hop';
import { readSignature, type SignatureCheck } from '../path/iam/signature';
import { serve } from '../path/serve';
import { connectSocket } from '../path/websocket/connect';
import { findSocketApi } from '../path/websocket/find-api';
import type { Arrival } from './connections';
import { faultLine, type Journal } from './journal';
import type { KeptAnswers } from './kept-answers';
import type { LiveChain } from './live-chain';
import { hasBody, readBody } from './request-body';
import { answerFault, unknownResponse, writeResponse } from './response';
import type { Secrets } from './secrets';
import { verifySignature } from './signatures';
import type { UsageMeter } from './usage-meter';
import { WebSockets } from './web-sockets';

export interface GatewayOptions {
  readonly chain: LiveChain;
  readonly runner: FunctionRunner;
  readonly kept: KeptAnswers;
  /** Access keys that signatures are checked with. */
  readonly secrets: Secrets;
  /** Counts the calls that throttles and quotas admit. @default nothing is counted */
  readonly meter?: UsageMeter;
  readonly journal?: Journal;
  /** Milliseconds without a message after which a WebSocket is ended. @default API Gateway's own */
  readonly webSocketIdleMs?: number;
}

/** A session that reached API Gateway. */
export interface Session {
  readonly arrival: Arrival;
  readonly sni: string | null;
  /** Absent at the public front. Looked up per request: a reload may have changed it. */
  readonly endpointId?: string;
}

/** A request that came over a socket: its time is known. */
type Received = GatewayRequest & { readonly receivedAt: number };

/** API Gateway's HTTP side: hands each request to the path, calls the functions that it asks for, writes the answer. */
export class Gateway {
  readonly #sockets: WebSockets;

  constructor(readonly options: GatewayOptions) {
    this.#sockets = new WebSockets(options);
  }

  /** A request that asks for another protocol: a WebSocket where the path says so, else an ordinary one. */
  upgrade(session: Session, incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const request = this.#requestOf(session, incoming, '', Date.now());
    const doubt = session.arrival.journey.hops.some(({ outcome }) => outcome === 'unknown');
    const { model, state } = this.options.chain;
    const outgoing = new ServerResponse(incoming);
    const refuse = (answer: (outgoing: ServerResponse) => void): void => {
      outgoing.assignSocket(socket as Socket);
      outgoing.shouldKeepAlive = false;
      outgoing.once('finish', () => socket.end());
      answer(outgoing);
    };
    if (doubt || !findSocketApi(model, request)) {
      refuse(() => this.#proceed(request, session, outgoing, true));
      return;
    }
    this.#signed(request)
      .then((signed) => {
        const handshake = { request: signed, from: session.arrival.journey.from, incoming, socket, head };
        return this.#sockets.open(connectSocket(model, state, signed), handshake);
      })
      .then(({ verdicts, response, isOpen }) => {
        const answer = response ?? unknownResponse(verdicts);
        if (!isOpen) refuse(() => writeResponse(outgoing, answer, true));
        this.#record(request, session, answer.status, verdicts);
      })
      .catch((error: unknown) => refuse(() => this.#fail(outgoing, error)));
  }

  /** With what became of its signature, if it has one. */
  async #signed(request: Received): Promise<Received> {
    const presented = readSignature(request);
    return presented ? { ...request, signature: await this.#check(request, presented) } : request;
  }

  handle(session: Session, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const receivedAt = Date.now();
    incoming.on('error', () => {});
    outgoing.on('error', () => {});
    if (!hasBody(incoming)) {
      this.#proceed(this.#requestOf(session, incoming, '', receivedAt), session, outgoing, false);
      return;
    }
    readBody(incoming, (body, isCutShort) => {
      if (body === undefined) return;
      this.#proceed(this.#requestOf(session, incoming, body, receivedAt), session, outgoing, isCutShort);
    });
  }

  #requestOf(
    { arrival, sni, endpointId }: Session,
    incoming: IncomingMessage,
    body: Uint8Array | string,
    receivedAt: number,
  ): Received {
    const url = incoming.url ?? '/';
    const mark = url.indexOf('?');
    return {
      endpoint: endpointId === undefined ? undefined : this.#endpoint(endpointId),
      sourceAddress: arrival.sourceAddress,
      sni,
      host: (incoming.headers.host ?? '').replace(/:\d+$/, ''),
      method: incoming.method ?? 'GET',
      path: mark < 0 ? url : url.slice(0, mark),
      query: mark < 0 ? '' : url.slice(mark + 1),
      headers: pairs(incoming.rawHeaders),
      body,
      receivedAt,
      requestId: randomUUID(),
      extendedRequestId: extendedId(),
    };
  }

  #endpoint(id: string): Endpoint | undefined {
    return this.options.chain.model.endpoints.find((endpoint) => endpoint.id === id);
  }

  #proceed(request: Received, session: Session, outgoing: ServerResponse, isCutShort: boolean): void {
    const { chain, meter } = this.options;
    const step = (progress: Progress): void => {
      if (progress.charges) meter?.count(progress.charges);
      if (progress.done) {
        if (progress.effect) this.#sockets.apply(progress.effect);
        const response = progress.response ?? unknownResponse(progress.verdicts);
        writeResponse(outgoing, response, isCutShort);
        this.#record(request, session, response.status, progress.verdicts);
        return;
      }
      const { functionArn, event, timeoutMs, cache } = progress.invocation;
      this.options.kept
        .ask(cache, () => this.options.runner.invoke(functionArn, event, timeoutMs))
        .then((result) => step(progress.resume(result)))
        .catch((error: unknown) => this.#fail(outgoing, error));
    };
    try {
      // Nobody knows whether the request would have come as far as this.
      const doubt = session.arrival.journey.hops.find(({ outcome }) => outcome === 'unknown');
      if (doubt) {
        step({ done: true, verdicts: [], response: unknownResponse([doubt]) });
        return;
      }
      const presented = readSignature(request);
      if (!presented) {
        step(serve(chain.model, chain.state, request));
        return;
      }
      this.#check(request, presented)
        .then((signature) => step(serve(chain.model, chain.state, { ...request, signature })))
        .catch((error: unknown) => this.#fail(outgoing, error));
    } catch (error) {
      this.#fail(outgoing, error);
    }
  }

  async #check(
    request: Received,
    presented: NonNullable<ReturnType<typeof readSignature>>,
  ): Promise<SignatureCheck> {
    const { chain, secrets } = this.options;
    return 'kind' in presented ? presented : verifySignature(request, presented, secrets, chain.model.region);
  }

  #fail(outgoing: ServerResponse, error: unknown): void {
    this.options.journal?.({ kind: 'twin', line: faultLine(error) });
    answerFault(outgoing);
  }

  #record(request: Received, { arrival }: Session, status: number, verdicts: readonly Verdict[]): void {
    this.options.journal?.({
      kind: 'request',
      from: arrival.journey.from,
      method: request.method,
      url: `https://${request.host}${request.path}`,
      status,
      milliseconds: Date.now() - request.receivedAt,
      hops: [...arrival.journey.hops, ...verdicts],
    });
  }
}

function pairs(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    list.push([raw[index] as string, raw[index + 1] as string]);
  }
  return list;
}

/** In the form of AWS's: fifteen base64 characters and one of padding. Node.js keeps randomness at hand for UUIDs only. */
function extendedId(): string {
  const random = Buffer.from(randomUUID().replaceAll('-', ''), 'hex');
  return `${random.toString('base64').slice(0, 15).replaceAll('/', '-')}=`;
}
