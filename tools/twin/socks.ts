import { createServer, type Server, type Socket } from 'node:net';
import {
  formatReply,
  parseGreeting,
  parseRequest,
  type SocksReply,
  type SocksRequest,
  socksReplies,
} from './socks-protocol';

/** What becomes of a CONNECT. */
export type DialOutcome =
  /** Packets are dropped: the client waits until it gives up. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'reply'; readonly reply: SocksReply }
  /** The socket goes on as the connection to `address`. */
  | { readonly kind: 'open'; readonly address: string; readonly accept: (socket: Socket) => void };

export interface SocksOptions {
  readonly dial: (request: SocksRequest) => DialOutcome;
  /** Milliseconds that a client has for the handshake. @default 10000 */
  readonly handshakeMs?: number;
  /** Milliseconds of silence before the server gives up, too: a Linux client's SYN retries take 127 s. @default 130000 */
  readonly silenceMs?: number;
  /** Told of errors of `dial`. */
  readonly onFault?: (error: unknown) => void;
}

/** A SOCKS5 server (RFC 1928) without authentication; CONNECT only. Not listening yet. */
export function createSocksServer(options: SocksOptions): Server {
  return createServer({ noDelay: true, allowHalfOpen: true }, (socket) => serveClient(socket, options));
}

function serveClient(
  socket: Socket,
  { dial, handshakeMs = 10_000, silenceMs = 130_000, onFault }: SocksOptions,
): void {
  let received: Buffer = Buffer.alloc(0);
  let isGreeted = false;
  const timer = setTimeout(() => socket.destroy(), handshakeMs);
  socket.on('error', () => socket.destroy());
  socket.once('close', () => clearTimeout(timer));
  socket.on('data', take);

  function take(chunk: Buffer): void {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    if (!isGreeted && !greet()) return;
    const request = parseRequest(received);
    if (request === 'more') return;
    socket.off('data', take);
    clearTimeout(timer);
    if (request === 'garbage') socket.destroy();
    else if (request.value === 'unknown-address-type') leave(socksReplies.addressTypeNotSupported);
    else if (request.value.command !== 1) leave(socksReplies.commandNotSupported);
    else connect(request.value, received.subarray(request.used));
  }

  function greet(): boolean {
    const greeting = parseGreeting(received);
    if (greeting === 'more') return false;
    if (greeting === 'garbage') {
      socket.destroy();
      return false;
    }
    received = received.subarray(greeting.used);
    isGreeted = greeting.value;
    if (isGreeted) socket.write(Buffer.from([5, 0]));
    else socket.end(Buffer.from([5, 0xff]));
    return isGreeted;
  }

  function leave(reply: SocksReply): void {
    socket.end(formatReply(reply));
    socket.resume();
    socket.once('end', () => socket.destroy());
  }

  /** A fault of this program ends one connection, not the program. */
  function tryDial(request: SocksRequest): DialOutcome {
    try {
      return dial(request);
    } catch (error) {
      onFault?.(error);
      return { kind: 'reply', reply: socksReplies.generalFailure };
    }
  }

  function connect(request: SocksRequest, rest: Buffer): void {
    const outcome = tryDial(request);
    if (outcome.kind === 'reply') {
      leave(outcome.reply);
    } else if (outcome.kind === 'silence') {
      socket.resume();
      socket.once('end', () => socket.destroy());
      socket.setTimeout(silenceMs, () => socket.destroy());
    } else {
      socket.pause();
      if (rest.length > 0) socket.unshift(rest);
      socket.write(formatReply(socksReplies.succeeded, outcome.address, request.port));
      outcome.accept(socket);
    }
  }
}
