import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { isUnknown, type Listener, type LoadBalancer, type LoadBalancerNode } from '../assembly/model';
import { locate, walkLeg } from '../path/2-network';
import { type ChosenTarget, chooseTargets, endsTls, handshake } from '../path/3-load-balancer';
import { enter } from '../path/4-endpoint';
import type { TlsVersion } from '../path/tls-policies';
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

export interface BalancerOptions {
  readonly chain: LiveChain;
  readonly authority: Authority;
  readonly connections: Connections;
  /** The server behind an endpoint interface's address. */
  readonly frontAt: (address: string) => Front | undefined;
  readonly journal?: Journal;
}

/** One client connection at one node of a load balancer. */
export interface BalancerVisit {
  readonly loadBalancer: LoadBalancer;
  readonly node: LoadBalancerNode;
  readonly listener: Listener;
  readonly journey: Journey;
  /** The leg that the client came by. */
  readonly leg: Leg;
}

/** Ends TLS where the listener does, chooses a target, and joins the client with a connection of the node's own. */
export class LoadBalancers {
  /** Connections per node and listener so far: targets take turns. */
  readonly #turns = new Map<string, number>();
  readonly #upstreams = new Upstreams();

  constructor(readonly options: BalancerOptions) {}

  accept(socket: Socket, visit: BalancerVisit): void {
    if (endsTls(visit.listener)) this.#endTls(socket, visit);
    else this.#forward(socket, socket, visit);
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
      const maxTls = (client.getProtocol() ?? 'TLSv1.3').slice(4) as TlsVersion;
      visit.journey.hops.push(
        handshake(model, visit.listener, { sni, maxTls, host: sni ?? '', verify: false }).verdict,
      );
      try {
        this.#forward(client, socket, visit);
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
    const { front, chosen, leg } = found;
    this.options.connections.standOn(socket, [visit.leg, leg]);
    this.#note(visit, 'open');
    const encrypts = chosen.group.protocol === 'TLS' || chosen.group.protocol === 'HTTPS';
    const upstream = this.#upstreams.open(front.port, chosen.target.id, encrypts);
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
  #findFront({
    loadBalancer,
    node,
    listener,
    journey,
  }: BalancerVisit): { readonly front: Front; readonly chosen: ChosenTarget; readonly leg: Leg } | undefined {
    const { model, state } = this.options.chain;
    const choice = chooseTargets(model, state, loadBalancer, node, listener);
    journey.hops.push(choice.verdict);
    const turn = this.#turns.get(`${node.address} ${listener.port}`) ?? 0;
    this.#turns.set(`${node.address} ${listener.port}`, turn + 1);
    const chosen = choice.chosen[turn % choice.chosen.length];
    if (choice.verdict.outcome === 'stop' || !chosen) return undefined;

    const { target } = chosen;
    const leg: Leg = { from: node, to: { address: target.id, port: target.port } };
    const walked = walkLeg(model, state, node, leg.to);
    journey.hops.push(walked);
    const destination = locate(model, target.id);
    if (walked.outcome === 'stop' || destination.kind !== 'endpoint') return undefined;

    const session = {
      port: target.port,
      sni: null,
      host: '',
      maxTls: '1.3',
      verify: false,
      direct: false,
    } as const;
    const entered = enter(model, state, destination.endpoint, destination.interface, session);
    journey.hops.push(entered.verdict);
    const front = this.options.frontAt(target.id);
    return entered.verdict.outcome === 'stop' || !front ? undefined : { front, chosen, leg };
  }

  #note({ journey }: BalancerVisit, outcome: 'open' | 'reset' | 'tls-failed'): void {
    const { from, to, hops } = journey;
    this.options.journal?.({ kind: 'connection', from, to, outcome, hops: [...hops] });
  }
}
