import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { isUnknown, type Listener, type LoadBalancer, type LoadBalancerNode } from '../assembly/model';
import type { FunctionRunner } from '../functions';
import { walkLeg } from '../path/2-network';
import {
  applicationBehind,
  type ChosenTarget,
  chooseTargets,
  endsTls,
  handshake,
  listen,
} from '../path/3-load-balancer';
import { enterAt } from '../path/4-endpoint';
import type { TlsVersion } from '../path/tls-policies';
import { ApplicationLoadBalancers } from './application-load-balancer';
import { type Authority, namesNotKnown } from './authority';
import { type Connections, carrySession, type Journey, type Leg, resetSocket } from './connections';
import type { Front } from './fronts';
import { faultLine, type Journal } from './journal';
import type { LiveChain } from './live-chain';
import { pipeBothWays } from './pipe';
import { spanOf } from './tls-versions';
import { Upstreams } from './upstreams';

/** Of TLS listeners, and of TCP ones by default: aws-facts §4.3 (doc). */
const idleMs = 350_000;
const handshakeMs = 10_000;
/** Content type of a TLS record that opens a session (RFC 8446 §5.1). */
const tlsHandshake = 22;

export interface BalancerOptions {
  readonly chain: LiveChain;
  readonly authority: Authority;
  readonly connections: Connections;
  /** The server behind an endpoint interface's address. */
  readonly frontAt: (address: string) => Front | undefined;
  readonly publicFront: () => Front;
  /** Where a connection ends of which something is not known. */
  readonly unknownFront: () => Front;
  readonly runner: FunctionRunner;
  readonly journal?: Journal;
}

/** Where a node sends a connection. */
interface Way {
  readonly front: Front;
  /** The target's. */
  readonly address: string;
  readonly encrypts: boolean;
  readonly legs: readonly Leg[];
}

/** It goes on at a node of an application load balancer. */
interface Onward {
  readonly visit: BalancerVisit;
}

/** One client connection at one node of a load balancer. */
export interface BalancerVisit {
  readonly loadBalancer: LoadBalancer;
  readonly node: LoadBalancerNode;
  readonly listener: Listener;
  readonly journey: Journey;
  /** The leg that the client came by. */
  readonly leg: Leg;
  /** Those before it. @default [] */
  readonly before?: readonly Leg[];
  /** PEM of what the client presented, its own certificate first. */
  readonly clientCertificate?: string;
}

/** Ends TLS where the listener does, chooses a target, and joins the client with a connection of the node's own. */
export class LoadBalancers {
  /** Connections per node and listener so far: targets take turns. */
  readonly #turns = new Map<string, number>();
  readonly #upstreams = new Upstreams();

  readonly #applications: ApplicationLoadBalancers;

  constructor(readonly options: BalancerOptions) {
    this.#applications = new ApplicationLoadBalancers(options, options.runner);
  }

  accept(socket: Socket, visit: BalancerVisit): void {
    if (!endsTls(visit.listener)) this.#proceed(socket, socket, visit);
    else if (visit.loadBalancer.type === 'application') this.#listenFirst(socket, visit);
    else this.#endTls(socket, visit);
  }

  /** What reads HTTP answers to it too where TLS is expected; a network load balancer just ends the connection. */
  #listenFirst(socket: Socket, visit: BalancerVisit): void {
    socket.once('data', (chunk: Buffer) => {
      socket.pause();
      if (chunk[0] === tlsHandshake) {
        socket.unshift(chunk);
        this.#endTls(socket, visit);
      } else this.#applications.refusePlainText(socket);
    });
    socket.resume();
  }

  #proceed(client: Socket, socket: Socket, visit: BalancerVisit): void {
    if (visit.loadBalancer.type === 'application') this.#applications.accept(client, socket, visit);
    else this.#forward(client, socket, visit);
  }

  #endTls(socket: Socket, visit: BalancerVisit): void {
    const { authority, chain } = this.options;
    const { model } = chain;
    const offer = (sni: string | null, maxTls: TlsVersion) =>
      handshake(model, visit.listener, { sni, maxTls, host: sni ?? '', verify: false });
    const versions = spanOf((maxTls) => offer(null, maxTls));
    const namesFor = (sni: string | null): readonly string[] => {
      const names = offer(sni, '1.3').certificate?.names;
      return names === undefined || isUnknown(names) ? namesNotKnown : names;
    };
    const client = new TLSSocket(socket, {
      isServer: true,
      // What becomes of a certificate is the path's to say.
      requestCert: visit.listener.mutualTls !== undefined,
      rejectUnauthorized: false,
      secureContext: authority.context(namesFor(null), versions),
      SNICallback: (name, callback) => callback(null, authority.context(namesFor(name), versions)),
    });
    carrySession(socket, client);
    const timer = setTimeout(() => socket.destroy(), handshakeMs);
    let isSecure = false;
    client.on('error', () => socket.destroy());
    // Who has ended its side can't finish a handshake.
    client.once('end', () => {
      if (!isSecure) socket.destroy();
    });
    client.once('close', () => {
      clearTimeout(timer);
      if (!isSecure) this.#note(visit, 'tls-failed');
    });
    client.once('secure', () => {
      clearTimeout(timer);
      isSecure = true;
      // Without SNI a server-side socket says `false`.
      const sni = client.servername || null;
      const maxTls = versionOf(client);
      const clientCertificate = presentedBy(client);
      const hello = { sni, maxTls, host: sni ?? '', verify: false, clientCertificate, at: Date.now() };
      const { verdict } = handshake(model, visit.listener, hello);
      visit.journey.hops.push(verdict);
      if (verdict.outcome === 'stop') {
        this.#note(visit, 'tls-failed');
        resetSocket(socket);
        return;
      }
      try {
        this.#proceed(client, socket, { ...visit, clientCertificate });
      } catch (error) {
        this.options.journal?.({ kind: 'twin', line: faultLine(error) });
        resetSocket(socket);
      }
    });
  }

  /** @param client what the bytes come from; @param socket the TCP connection under it */
  #forward(client: Socket, socket: Socket, visit: BalancerVisit): void {
    const found = this.#findFront(visit);
    if (!found) {
      this.#note(visit, 'reset');
      resetSocket(socket);
      return;
    }
    if ('visit' in found) {
      this.accept(client, found.visit);
      return;
    }
    const { front, address, encrypts, legs } = found;
    this.options.connections.standOn(socket, [visit.leg, ...legs]);
    this.#note(visit, 'open');
    const upstream = this.#upstreams.open(front.port, address, encrypts);
    const reset = (end: Socket): void => {
      if (end === client) resetSocket(socket);
      else upstream.destroy();
    };
    upstream.on('error', () => reset(client));
    upstream.once('connect', () => {
      const arrival = { journey: visit.journey, sourceAddress: visit.node.address };
      this.options.connections.announce(upstream, front.port, upstream.localPort ?? 0, arrival);
    });
    upstream.once(encrypts ? 'secureConnect' : 'connect', () =>
      pipeBothWays(client, upstream, { idleMs, reset }),
    );
    client.once('close', () => upstream.destroy());
  }

  /** Every decision from the node on; the verdicts are added to the journey. */
  #findFront(visit: BalancerVisit): Way | Onward | undefined {
    const { loadBalancer, node, listener, journey } = visit;
    const { chain, frontAt, publicFront, unknownFront } = this.options;
    const { model, state } = chain;
    const choice = chooseTargets(model, state, loadBalancer, node, listener);
    journey.hops.push(choice.verdict);
    const turn = this.#turns.get(`${node.address} ${listener.port}`) ?? 0;
    this.#turns.set(`${node.address} ${listener.port}`, turn + 1);
    const chosen = choice.chosen[turn % choice.chosen.length];
    if (choice.verdict.outcome === 'stop') return undefined;
    if (!chosen) return { front: unknownFront(), address: '', encrypts: endsTls(listener), legs: [] };

    if (chosen.group.targetType === 'alb') return this.#findApplication(visit, chosen);
    const { id, port } = chosen.target;
    const leg: Leg = { from: node, to: { address: id, port } };
    const walked = walkLeg(model, state, node, leg.to);
    journey.hops.push(walked);
    if (walked.outcome === 'stop') return undefined;
    const session = { sni: null, host: '', maxTls: '1.3', verify: false, direct: false } as const;
    const { verdict } = enterAt(model, state, leg.to, session);
    journey.hops.push(verdict);
    if (verdict.outcome === 'stop') return undefined;
    // What a listener did not decrypt goes on as it came; that a group which doesn't encrypt is of no use is hop 3's.
    const isDoubtful = journey.hops.some(({ outcome }) => outcome === 'unknown');
    const front = isDoubtful ? unknownFront() : (frontAt(id) ?? publicFront());
    return { front, address: id, encrypts: endsTls(listener), legs: [leg] };
  }

  /** A target that is itself a load balancer. */
  #findApplication(visit: BalancerVisit, { group, target }: ChosenTarget): Way | Onward | undefined {
    const { chain, unknownFront } = this.options;
    const { model, state } = chain;
    const behind = applicationBehind(model, visit.node, target);
    const cannotTell: Way = { front: unknownFront(), address: '', encrypts: false, legs: [] };
    if (!behind) return cannotTell;
    const leg: Leg = { from: visit.node, to: { address: behind.node.address, port: target.port } };
    const walked = walkLeg(model, state, visit.node, leg.to);
    const { verdict, listener } = listen(model, behind.loadBalancer, target.port);
    visit.journey.hops.push(walked, verdict);
    if (walked.outcome === 'stop' || verdict.outcome === 'stop') return undefined;
    if (!listener) return cannotTell;
    const sourceAddress = group.preserveClientIp ? visit.journey.sourceAddress : visit.node.address;
    const journey = { ...visit.journey, sourceAddress };
    return { visit: { ...visit, ...behind, listener, journey, leg, before: [visit.leg] } };
  }

  #note({ journey }: BalancerVisit, outcome: 'open' | 'reset' | 'tls-failed'): void {
    const { from, to, hops } = journey;
    this.options.journal?.({ kind: 'connection', from, to, outcome, hops: [...hops] });
  }
}

/** The client's certificates as PEM, its own first. */
function presentedBy(client: TLSSocket): string | undefined {
  const blocks: string[] = [];
  let next = client.getPeerCertificate(true);
  const seen = new Set<string>();
  while (next?.raw && !seen.has(next.fingerprint256)) {
    seen.add(next.fingerprint256);
    const text = next.raw
      .toString('base64')
      .replace(/(.{64})/g, '$1\n')
      .trimEnd();
    blocks.push(`-----BEGIN CERTIFICATE-----\n${text}\n-----END CERTIFICATE-----\n`);
    next = next.issuerCertificate;
  }
  return blocks.length === 0 ? undefined : blocks.join('');
}

/** Node.js writes 1.0 as `TLSv1`. */
function versionOf(client: TLSSocket): TlsVersion {
  const protocol = client.getProtocol();
  return protocol === 'TLSv1' ? '1.0' : ((protocol ?? 'TLSv1.3').slice(4) as TlsVersion);
}
