import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server, type ServerOptions } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { TLSSocket } from 'node:tls';
import type { Endpoint, EndpointInterface } from '../assembly/model';
import { settle } from '../path/3-load-balancer';
import { enter, enterPublicFront } from '../path/4-endpoint';
import type { TlsVersion } from '../path/tls-policies';
import { type Authority, namesNotKnown } from './authority';
import type { Arrival, Connections } from './connections';
import type { Gateway, Session } from './gateway';
import type { LiveChain } from './live-chain';
import { announcesTooMuch } from './request-body';
import { answerMalformed } from './response';
import { spanOf } from './tls-versions';

/** Times that a client has, in milliseconds. */
export interface HttpLimits {
  /** For the headers of a request. @default 30000 */
  readonly headersMs?: number;
  /** For a whole request. @default 60000 */
  readonly requestMs?: number;
  /** Between requests: aws-facts §1.6 (doc). @default 310000 */
  readonly idleMs?: number;
  /** Without a message on a WebSocket. @default 600000, API Gateway's own */
  readonly webSocketIdleMs?: number;
  /** How often the first two are looked at. @default 1000 */
  readonly checkMs?: number;
}

export interface FrontOptions {
  readonly chain: LiveChain;
  readonly authority: Authority;
  readonly connections: Connections;
  readonly gateway: Gateway;
  readonly limits?: HttpLimits;
}

/** Larger than any limit of the path, which decides; and small enough to bound a client's cost. */
const maxHeaderSize = 256 * 1024;
const handshakeTimeout = 10_000;

/** One TLS and HTTP server: an endpoint's interface, or API Gateway's public front. */
export interface Front {
  /** Loopback port for sessions that a load balancer opens. */
  readonly port: number;
  /** Takes over a socket whose client is connected straight to it. */
  accept(socket: Socket, arrival: Arrival): void;
  close(): void;
}

/** An endpoint's interface. */
export interface Place {
  readonly endpoint: Endpoint;
  readonly interface: EndpointInterface;
}

/** Nobody knows who is there: whatever name is asked for is presented, so that the answer can say so. */
export const anywhere = 'anywhere';

/** @param place the interface that it serves; absent for the public front */
export async function openFront(options: FrontOptions, place?: Place | typeof anywhere): Promise<Front> {
  const { authority, connections, gateway, limits = {} } = options;
  const sessions = new WeakMap<object, Session>();
  const endpointId = place === anywhere ? undefined : place?.endpoint.id;
  const offer = (sni: string | null, maxTls: TlsVersion) => ask(options, place, sni, maxTls);
  const versions = spanOf((maxTls) => offer(null, maxTls));
  await authority.mint(offer(null, '1.3').certificateNames);
  const settings: ServerOptions & { allowHalfOpen: boolean } = {
    ...authority.options(offer(null, '1.3').certificateNames, versions),
    SNICallback: (name, callback) => {
      const names = offer(name, '1.3').certificateNames;
      const present = () => callback(null, authority.context(names, versions));
      if (place === anywhere) authority.mint(names).then(present, callback);
      else present();
    },
    handshakeTimeout,
    maxHeaderSize,
    noDelay: true,
    requireHostHeader: false,
    headersTimeout: limits.headersMs ?? 30_000,
    requestTimeout: limits.requestMs ?? 60_000,
    keepAliveTimeout: limits.idleMs ?? 310_000,
    connectionsCheckingInterval: limits.checkMs ?? 1000,
    allowHalfOpen: true,
  };
  // A client that has ended its side after the request still gets its answer.
  const server = Object.assign(createServer(settings), { httpAllowHalfOpen: true });

  server.on('secureConnection', (socket: TLSSocket) => {
    const arrival = connections.arrivalOf(socket);
    // Only the twin's own load balancers know the port; anyone else has not come by the network of the model.
    if (!arrival) {
      socket.destroy();
      return;
    }
    const sni = socket.servername || null;
    // Without a name it is a load balancer's own session, which was judged before it opened.
    const doubt = sni === null ? undefined : offer(sni, '1.3').doubt();
    if (doubt) arrival.journey.hops.push(doubt);
    sessions.set(socket, { arrival, sni, endpointId });
  });
  const handle = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const session = sessions.get(incoming.socket);
    if (session) gateway.handle(session, incoming, outgoing);
    else incoming.destroy();
  };
  server.on('request', handle);
  server.on('checkContinue', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (!announcesTooMuch(incoming)) outgoing.writeContinue();
    handle(incoming, outgoing);
  });
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    const session = sessions.get(incoming.socket);
    if (session) gateway.upgrade(session, incoming, socket, head);
    else socket.destroy();
  });
  server.on('clientError', answerMalformed);
  server.on('tlsClientError', (_error, socket) => socket.destroy());

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    port,
    accept(socket, arrival) {
      connections.announce(socket, socket.localPort ?? 0, socket.remotePort ?? 0, arrival);
      server.emit('connection', socket);
    },
    close: () => closeServer(server),
  };
}

/** What hop 4 says of a client; failures apart, which are judged when a connection opens. */
function ask(
  { chain: { model } }: FrontOptions,
  place: Place | typeof anywhere | undefined,
  sni: string | null,
  maxTls: TlsVersion,
) {
  if (place === anywhere)
    return {
      certificateNames: sni === null ? namesNotKnown : [sni],
      version: maxTls,
      doubt: () => undefined,
    };
  const session = { port: 443, sni, host: sni ?? '', maxTls };
  const judge = (verify: boolean) =>
    place
      ? enter(model, settle(model), place.endpoint, place.interface, { ...session, verify, direct: true })
      : enterPublicFront(model, '', { ...session, verify });
  const { verdict, certificateNames } = judge(false);
  return {
    certificateNames,
    version: verdict.outcome === 'stop' ? undefined : maxTls,
    /** Whether the client would have gone on is not known: most check what they are presented. */
    doubt: () => [verdict, judge(true).verdict].find(({ outcome }) => outcome === 'unknown'),
  };
}

/** In-flight requests finish. */
function closeServer(server: Server): void {
  server.close();
  server.closeIdleConnections();
}
