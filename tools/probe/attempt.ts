import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Loading } from './loading';
import type {
  CertificateFacts,
  Failure,
  HttpVersion,
  Observation,
  ResponseFacts,
  Stage,
  WebSocketFacts,
} from './observation';
import type { Phases, Redirect } from './report';
import { dial } from './stages/connect';
import { type Bounds, StageFailure } from './stages/failure';
import { presentedBy } from './stages/presented';
import { exchange } from './stages/request';
import type { Resolution } from './stages/resolve';
import { dialThrough, type SocksProxy } from './stages/socks';
import { greetingOf, handshake, offeredBy } from './stages/tls';
import { type Conversation, converse } from './stages/web-socket';
import { fetchesProof, hasProof, type PreparedTarget } from './target';

/** Limits in milliseconds. */
export interface Timeouts {
  readonly resolve: number;
  readonly connect: number;
  readonly tls: number;
  readonly firstByte: number;
  /** From the first DNS packet to the last byte. */
  readonly total: number;
}

/** What one call to one address came to, before it is judged. */
export interface Attempt {
  readonly observation: Observation;
  /** Of the last exchange, but for the total. */
  readonly phases: Phases;
  /** The exchanges before it, each of which led on to the next. */
  readonly redirects?: readonly Redirect[];
}

/** What is known before an address is dialled. */
export interface Start {
  readonly prepared: PreparedTarget;
  readonly proxy: SocksProxy | null;
  readonly resolution: Resolution;
  /** Milliseconds that the resolution took. */
  readonly resolveMs: number;
}

/**
 * Dials one address and makes the call: connect, TLS, request. Never throws for what the network does.
 * @param address `null` leaves the name to the proxy
 * @throws KitError PROBE_BAD_CA
 */
export async function attempt(
  bounds: Bounds,
  timeouts: Timeouts,
  start: Start,
  address: string | null,
  loading: Loading,
): Promise<Attempt> {
  const { prepared, resolveMs } = start;
  const seen = new Seen(start, address);
  const left = (limit: number): number => Math.min(limit, timeouts.total - seen.spent);
  seen.spent = resolveMs;
  try {
    // A program or AWS may take seconds to give a secret: no open connection waits for it. It is kept until it is sent.
    if (fetchesProof(prepared.target)) await proof(bounds, prepared);
    const connected = await seen.time('connect', () => open(bounds, left(timeouts.connect), start, address));
    await loading.load();
    seen.address = connected.address;
    let socket: Socket | TLSSocket = connected.socket;
    if (prepared.secure) {
      const greeting = greetingOf(prepared);
      const shaken = await seen.time('tls', () => handshake(bounds, left(timeouts.tls), socket, greeting));
      socket = shaken.socket;
      seen.certificate = shaken.certificate ?? undefined;
      if (shaken.rejected) {
        socket.destroy();
        return seen.stopped('tls', shaken.rejected);
      }
    } else seen.phases.tls = 0;
    const proven = await proof(bounds, prepared);
    if ('kind' in proven) {
      socket.destroy();
      return seen.stopped('request', proven);
    }
    const limits = { firstByte: timeouts.firstByte, total: left(timeouts.total) };
    const talk = speaking(prepared, socket);
    const conversation: Conversation = await talk(bounds, limits, socket, proven);
    const { response, webSocket, failure, firstByte, rest } = conversation;
    socket.destroy();
    seen.httpVersion = conversation.httpVersion;
    seen.response = response;
    seen.webSocket = webSocket;
    seen.phases.firstByte = firstByte;
    seen.spent += (firstByte ?? 0) + rest;
    return failure ? seen.stopped('request', failure) : seen.stopped('response');
  } catch (error) {
    if (!seen.running) throw error;
    return seen.stopped(seen.running, (error as StageFailure).facts());
  }
}

function speaking({ webSocket }: PreparedTarget, socket: Socket | TLSSocket): typeof converse {
  if (webSocket) return converse;
  if (!('alpnProtocol' in socket) || socket.alpnProtocol !== 'h2') return exchange;
  return (require('./stages/http2') as typeof import('./stages/http2')).exchangeHttp2;
}

/** The attempt of a name that did not resolve. */
export function unresolved(start: Omit<Start, 'proxy'>, failure: Failure): Attempt {
  const seen = new Seen(start, null);
  seen.phases.resolve = null;
  seen.spent = start.resolveMs;
  return seen.stopped('resolve', failure);
}

/** The target as it is sent; a failure where its key or credentials can't be had. */
async function proof(bounds: Bounds, prepared: PreparedTarget): Promise<PreparedTarget | Failure> {
  if (!hasProof(prepared.target)) return prepared;
  const { withProof } = require('./proof') as typeof import('./proof');
  try {
    return await withProof(bounds, prepared);
  } catch (error) {
    if (error instanceof StageFailure) return error.facts();
    throw error;
  }
}

async function open(bounds: Bounds, ms: number, start: Start, address: string | null) {
  const { proxy, prepared } = start;
  const { host, port } = prepared.dialled;
  if (!proxy) return { socket: await dial(bounds, ms, address as string, port), address };
  const through = await dialThrough(bounds, ms, proxy, { host: address ?? host, port });
  return { socket: through.socket, address: address ?? through.address };
}

/** Collects what is seen on the way. */
class Seen {
  /** Milliseconds so far, without the probe's own work between the phases. */
  spent = 0;
  /** The stage under way. */
  running: 'connect' | 'tls' | null = null;
  certificate?: CertificateFacts;
  response?: ResponseFacts;
  webSocket?: WebSocketFacts;
  httpVersion?: HttpVersion;
  readonly phases: { -readonly [key in keyof Omit<Phases, 'total'>]: number | null };

  constructor(
    private readonly start: Omit<Start, 'proxy'>,
    public address: string | null,
  ) {
    this.phases = { resolve: start.resolveMs, connect: null, tls: null, firstByte: null };
  }

  async time<T>(phase: 'connect' | 'tls', run: () => Promise<T>): Promise<T> {
    this.running = phase;
    const started = performance.now();
    try {
      const result = await run();
      this.phases[phase] = performance.now() - started;
      this.running = null;
      return result;
    } finally {
      this.spent += performance.now() - started;
    }
  }

  stopped(stage: Stage, failure?: Failure): Attempt {
    const { prepared, resolution } = this.start;
    const { addresses: _, ttl: __, ...resolved } = resolution;
    return {
      observation: {
        host: prepared.host,
        port: prepared.dialled.port,
        secure: prepared.secure,
        path: prepared.path,
        resolution: resolved,
        address: this.address,
        vantage: prepared.target.vantage,
        stage,
        failure,
        certificate: this.certificate,
        response: this.response,
        ...(this.httpVersion === undefined ? {} : { httpVersion: this.httpVersion }),
        ...(prepared.webSocket ? { asksForSocket: true, webSocket: this.webSocket } : {}),
        presented: presentedBy(prepared.target),
        ...toldOf(prepared),
      },
      phases: {
        resolve: rounded(this.phases.resolve),
        connect: rounded(this.phases.connect),
        tls: rounded(this.phases.tls),
        firstByte: rounded(this.phases.firstByte),
        total: rounded(this.spent) ?? 0,
      },
    };
  }
}

/** What the caller chose for the handshake. */
function toldOf({ target, host, secure }: PreparedTarget): Pick<Observation, 'verifiedFor' | 'offered'> {
  if (!secure) return {};
  const { sni } = target;
  const offered = offeredBy(target);
  return {
    ...(sni === undefined || sni === 'none' || sni === host ? {} : { verifiedFor: sni }),
    ...(offered === undefined ? {} : { offered }),
  };
}

/** To the microsecond, as curl prints. */
function rounded(ms: number | null): number | null {
  return ms === null ? null : Math.round(ms * 1000) / 1000;
}
