import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FunctionRunner } from '../functions';
import { type Decision, decide, type Hall, type HttpRequest } from '../path/3-load-balancer';
import type { HeaderList, HttpResponse, Verdict } from '../path/hop';
import { ownAnswer } from '../path/load-balancer/answers';
import { faultLine } from './journal';
import type { BalancerOptions, BalancerVisit } from './load-balancer';
import { hasBody, readBody } from './request-body';
import { unknownResponse, writeResponse } from './response';
import { TargetConnections } from './target-connections';

/** Larger than any limit of the path, which decides. */
const maxHeaderSize = 256 * 1024;

/** One client's connection, after TLS: requests on it follow one another. */
interface Client {
  readonly visit: BalancerVisit;
  readonly targets: TargetConnections;
}

/** Everything of one request that its answer needs. */
interface Errand {
  readonly client: Client;
  readonly request: HttpRequest & { readonly receivedAt: number };
  readonly outgoing: ServerResponse;
  readonly isCutShort: boolean;
}

/** The HTTP side of application load balancers: reads requests, asks the path, calls functions and targets. */
export class ApplicationLoadBalancers {
  readonly #clients = new WeakMap<object, Client>();
  /** Requests per node and listener so far: groups and targets take turns. */
  readonly #turns = new Map<string, number>();
  readonly #server: Server;

  constructor(
    readonly options: BalancerOptions,
    readonly runner: FunctionRunner,
  ) {
    const settings = { maxHeaderSize, noDelay: true, requireHostHeader: false, keepAliveTimeout: 60_000 };
    this.#server = createServer(settings, (incoming, outgoing) => this.#receive(incoming, outgoing));
    this.#server.on('clientError', (_error, socket) => {
      if (socket.writable) socket.end(rawAnswer(400));
      else socket.destroy();
    });
  }

  /** @param client what HTTP is read from; @param socket the TCP connection under it */
  accept(client: Socket, socket: Socket, visit: BalancerVisit): void {
    const { connections, journal } = this.options;
    connections.standOn(socket, [...(visit.before ?? []), visit.leg]);
    const { from, to, hops } = visit.journey;
    journal?.({ kind: 'connection', from, to, outcome: 'open', hops: [...hops] });
    const targets = new TargetConnections(this.options, visit);
    this.#clients.set(client, { visit, targets });
    client.once('close', () => targets.close());
    this.#server.emit('connection', client);
  }

  /** Someone speaks plain HTTP where TLS is spoken. */
  refusePlainText(socket: Socket): void {
    socket.end(rawAnswer(400));
    socket.resume();
  }

  #receive(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const receivedAt = Date.now();
    incoming.on('error', () => {});
    outgoing.on('error', () => {});
    const client = this.#clients.get(incoming.socket);
    if (!client) {
      incoming.destroy();
      return;
    }
    const proceed = (body: Uint8Array | string, isCutShort: boolean): void => {
      const request = requestOf(client.visit, incoming, body, receivedAt);
      const errand: Errand = { client, request, outgoing, isCutShort };
      try {
        this.#decide(errand);
      } catch (error) {
        this.#fail(errand, error);
      }
    };
    if (!hasBody(incoming)) proceed('', false);
    else readBody(incoming, (body, isCutShort) => body && proceed(body, isCutShort));
  }

  #decide(errand: Errand): void {
    const { chain } = this.options;
    const { visit } = errand.client;
    // Nobody knows whether the request would have come as far as this.
    const doubt = visit.journey.hops.find(({ outcome }) => outcome === 'unknown');
    const hall = this.#hallOf(visit);
    if (doubt || !hall) {
      this.#answer(errand, doubt ? unknownResponse([doubt]) : ownAnswer(503), []);
      return;
    }
    const key = `${visit.node.address} ${visit.listener.port}`;
    const turn = this.#turns.get(key) ?? 0;
    this.#turns.set(key, turn + 1);
    const decision = decide(chain.model, chain.state, hall, errand.request, turn);
    if (decision.kind === 'forward') this.#forward(errand, decision, turn);
    else if (decision.kind === 'invoke') this.#invoke(errand, decision);
    else this.#answer(errand, decision.response ?? unknownResponse(decision.verdicts), decision.verdicts);
  }

  /** Node and listener as the model has them now: a reload may have changed them under an open connection. */
  #hallOf({ loadBalancer, node, listener }: BalancerVisit): Hall | undefined {
    const now = this.options.chain.model.loadBalancers.find(({ arn }) => arn === loadBalancer.arn);
    const itsNode = now?.nodes.find(({ address }) => address === node.address);
    const itsListener = now?.listeners.find(({ port }) => port === listener.port);
    return now && itsNode && itsListener && { loadBalancer: now, node: itsNode, listener: itsListener };
  }

  #invoke(errand: Errand, { invocation, settle, verdicts }: Decision & { kind: 'invoke' }): void {
    const { functionArn, event, timeoutMs } = invocation;
    this.runner
      .invoke(functionArn, event, timeoutMs)
      .then((result) => {
        const { verdict, response } = settle(result);
        this.#answer(errand, response ?? unknownResponse([verdict]), [...verdicts, verdict]);
      })
      .catch((error: unknown) => this.#fail(errand, error));
  }

  #forward(
    errand: Errand,
    { chosen, request, verdicts }: Decision & { kind: 'forward' },
    turn: number,
  ): void {
    const { client, outgoing, request: received } = errand;
    client.targets.send({
      chosen: chosen[turn % chosen.length]!,
      request,
      before: [...client.visit.journey.hops, ...verdicts],
      outgoing,
      refuse: (response, more) =>
        this.#answer({ ...errand, request: received }, response, [...verdicts, ...more]),
    });
  }

  #answer(
    { client, request, outgoing, isCutShort }: Errand,
    response: HttpResponse,
    verdicts: readonly Verdict[],
  ): void {
    writeResponse(outgoing, response, isCutShort);
    const { journey, listener } = client.visit;
    this.options.journal?.({
      kind: 'request',
      from: journey.from,
      method: request.method,
      url: `${listener.protocol === 'HTTPS' ? 'https' : 'http'}://${request.host}${request.path}`,
      status: response.status,
      milliseconds: Date.now() - request.receivedAt,
      hops: [...journey.hops, ...verdicts],
    });
  }

  #fail(errand: Errand, error: unknown): void {
    this.options.journal?.({ kind: 'twin', line: faultLine(error) });
    if (errand.outgoing.headersSent) errand.outgoing.destroy();
    else writeResponse(errand.outgoing, ownAnswer(502), true);
  }
}

function requestOf(
  { journey, clientCertificate }: BalancerVisit,
  incoming: IncomingMessage,
  body: Uint8Array | string,
  receivedAt: number,
): HttpRequest & { readonly receivedAt: number } {
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  return {
    host: incoming.headers.host ?? '',
    method: incoming.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: pairs(incoming.rawHeaders),
    body,
    sourceAddress: journey.sourceAddress ?? '',
    receivedAt,
    requestId: randomUUID(),
    clientCertificate,
  };
}

/** Header lines as they came, in pairs. */
export function pairs(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    list.push([raw[index] as string, raw[index + 1] as string]);
  }
  return list;
}

/** An answer to bytes that no handler sees. */
function rawAnswer(status: number): string {
  const { headers, body } = ownAnswer(status);
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const length = Buffer.byteLength(body);
  return [
    `HTTP/1.1 ${status} Bad Request`,
    ...lines,
    `Content-Length: ${length}`,
    'Connection: close',
    '',
    body,
  ].join('\r\n');
}
