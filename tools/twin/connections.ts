import type { Socket } from 'node:net';
import type { Model, NetworkInterface } from '../assembly/model';
import { locate, walkLeg } from '../path/2-network';
import type { Verdict } from '../path/hop';
import type { LiveChain } from './live-chain';

/** One client's way into the chain, from its SOCKS request on. */
export interface Journey {
  /** Name of the vantage, or of the function that calls. */
  readonly from: string;
  /** `host:port` as given. */
  readonly to: string;
  /** Verdicts so far, in travel order. */
  readonly hops: Verdict[];
  /** The caller's own address, as the first hop with an interface sees it. */
  readonly sourceAddress?: string;
}

/** One TCP leg that a connection stands on. */
export interface Leg {
  readonly from: NetworkInterface | 'internet';
  readonly to: { readonly address: string; readonly port: number };
}

/** How a connection reached an endpoint's interface (or the public front). */
export interface Arrival {
  readonly journey: Journey;
  /** Address that the far end sees as its peer. */
  readonly sourceAddress: string;
}

/** Every open connection: to find the peer of one, to cut those that a failure hits, and to end all. */
export class Connections {
  readonly #open = new Map<Socket, readonly Leg[]>();
  readonly #arrivals = new Map<string, Arrival>();

  /** Connections that clients have open, silent ones too. */
  get count(): number {
    return this.#open.size;
  }

  /** Keeps a client's socket until it closes. */
  add(socket: Socket): void {
    this.#open.set(socket, []);
    socket.once('close', () => this.#open.delete(socket));
  }

  /** The legs that the client's connection stands on from now on. */
  standOn(socket: Socket, legs: readonly Leg[]): void {
    if (this.#open.has(socket)) this.#open.set(socket, legs);
  }

  /** Remembers who is behind a loopback connection, by its two ports, until the socket closes. */
  announce(socket: Socket, serverPort: number, clientPort: number, arrival: Arrival): void {
    const key = `${serverPort}:${clientPort}`;
    this.#arrivals.set(key, arrival);
    socket.once('close', () => this.#arrivals.delete(key));
  }

  arrivalOf(socket: Socket): Arrival | undefined {
    return this.#arrivals.get(`${socket.localPort}:${socket.remotePort}`);
  }

  /** Resets what stands on a leg that no longer passes. */
  cutBroken({ model, state }: LiveChain): void {
    for (const [socket, legs] of this.#open) {
      const isBroken = legs.some(({ from, to }) => {
        const own = from === 'internet' ? from : asNow(model, from);
        return own !== undefined && walkLeg(model, state, own, to).outcome === 'stop';
      });
      if (isBroken) resetSocket(socket);
    }
  }

  closeAll(): void {
    for (const socket of this.#open.keys()) socket.destroy();
  }
}

/** The interface as the model has it, which a reload may have changed; nothing where it is gone. */
function asNow(model: Model, { address }: NetworkInterface): NetworkInterface | undefined {
  const destination = locate(model, address);
  if (destination.kind === 'load-balancer') return destination.node;
  return 'interface' in destination ? destination.interface : undefined;
}

const sessions = new WeakMap<Socket, Socket>();

/** Tells which TLS session uses a TCP connection: only the session knows when its end is under way. */
export function carrySession(socket: Socket, session: Socket): void {
  sessions.set(socket, session);
}

/** Ends a TCP connection the way a host does that knows nothing of it. */
export function resetSocket(socket: Socket): void {
  if (socket.destroyed) return;
  const { writableEnded, writableFinished } = sessions.get(socket) ?? socket;
  // While a shutdown is under way libuv refuses to reset, and Node.js then never closes the handle.
  if (writableEnded && !writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}
