import { isIP, type Socket } from 'node:net';
import type { Model, NetworkInterface, Vantage } from '../assembly/model';
import { resolve } from '../path/1-dns';
import { type Destination, locate, walkLeg } from '../path/2-network';
import { chooseTargets, endsTls, listen } from '../path/3-load-balancer';
import { enter } from '../path/4-endpoint';
import type { Verdict } from '../path/hop';
import type { Connections, Journey, Leg } from './connections';
import { serveDnsOverTcp } from './dns-server';
import type { Front } from './fronts';
import type { Journal } from './journal';
import type { LiveChain } from './live-chain';
import type { LoadBalancers } from './load-balancer';
import type { DialOutcome } from './socks';
import { type SocksReply, type SocksRequest, socksReplies } from './socks-protocol';

export interface CallerOptions {
  readonly chain: LiveChain;
  readonly connections: Connections;
  readonly balancers: LoadBalancers;
  readonly frontAt: (address: string) => Front | undefined;
  readonly publicFront: () => Front;
  readonly journal?: Journal;
}

/** Address of any client on the internet, as the path has it (RFC 5737). */
const internetAddress = '203.0.113.1';

interface Attempt {
  readonly address: string;
  readonly hops: readonly Verdict[];
  readonly outcome: DialOutcome;
}

/** Someone who stands in a network of the model and opens connections: a vantage, or a function's interface. */
export class Caller {
  #turn = 0;

  /** @param vantage where it stands, as the chain's model has it now */
  constructor(
    readonly name: string,
    readonly vantage: () => Vantage | undefined,
    readonly options: CallerOptions,
  ) {}

  /** A name's answer in this network. */
  readonly resolve = (name: string, type: string) => {
    const { model, state } = this.options.chain;
    const vantage = this.vantage();
    // RFC 8482: a question for anything may be answered with one type.
    return resolve(model, state, vantage ?? publicVantage, name, type === 'ANY' ? 'A' : type);
  };

  /** What becomes of a connection: of a name's addresses the first that opens, starting at another one each time. */
  readonly dial = (request: SocksRequest): DialOutcome => {
    const to = `${request.host}:${request.port}`;
    const { addresses, hops } = this.#addressesOf(request);
    if (addresses.length === 0) {
      this.#note(to, 'refused', hops);
      return { kind: 'reply', reply: socksReplies.hostUnreachable };
    }
    const start = this.#turn % addresses.length;
    this.#turn += 1;
    let first: Attempt | undefined;
    for (let index = 0; index < addresses.length; index += 1) {
      const address = addresses[(start + index) % addresses.length] as string;
      const attempt = this.#attempt(address, request.port, { from: this.name, to, hops: [...hops] });
      if (attempt.outcome.kind === 'open') return attempt.outcome;
      first ??= attempt;
    }
    const failed = first as Attempt;
    this.#note(to, failed.outcome.kind === 'silence' ? 'silent' : 'refused', failed.hops);
    return failed.outcome;
  };

  #addressesOf({ host }: SocksRequest): { addresses: readonly string[]; hops: readonly Verdict[] } {
    if (isIP(host)) return { addresses: [host], hops: [] };
    const { addresses, verdict } = this.resolve(host, 'A');
    return { addresses, hops: [verdict] };
  }

  #attempt(address: string, port: number, journey: Journey): Attempt {
    const { model, state } = this.options.chain;
    const vantage = this.vantage();
    const source = vantage?.kind === 'vpc' || vantage?.kind === 'external' ? vantage.source : 'internet';
    const fail = (outcome: DialOutcome): Attempt => ({ address, hops: journey.hops, outcome });
    if (source) {
      const walked = walkLeg(model, state, source, { address, port });
      journey.hops.push(walked);
      if (walked.outcome === 'stop') return fail(outcomeOf(walked));
    }
    const leg: Leg = { from: source ?? 'internet', to: { address, port } };
    const destination = locate(model, address);
    const refusal = this.#judge(destination, port, journey);
    if (refusal) return fail(refusal);
    const accept = (socket: Socket) =>
      this.#accept(socket, destination, leg, journey, sourceAddressOf(source));
    return { address, hops: journey.hops, outcome: { kind: 'open', address, accept } };
  }

  /** Why nothing answers at the destination; the verdicts are added to the journey. */
  #judge(destination: Destination, port: number, journey: Journey): DialOutcome | undefined {
    const { model, state } = this.options.chain;
    switch (destination.kind) {
      case 'load-balancer': {
        const { loadBalancer, node } = destination;
        const { verdict, listener } = listen(model, loadBalancer, port);
        journey.hops.push(verdict);
        if (!listener) return outcomeOf(verdict);
        if (endsTls(listener)) return undefined;
        // A TCP listener answers the SYN only when it has a target.
        const choice = chooseTargets(model, state, loadBalancer, node, listener).verdict;
        if (choice.outcome !== 'stop' || choice.symptom?.kind === 'reset') return undefined;
        journey.hops.push(choice);
        return outcomeOf(choice);
      }
      case 'endpoint': {
        const session = { port, sni: null, host: '', maxTls: '1.3', verify: false, direct: true } as const;
        const { verdict } = enter(model, state, destination.endpoint, destination.interface, session);
        journey.hops.push(verdict);
        return verdict.outcome === 'stop' ? outcomeOf(verdict) : undefined;
      }
      case 'resolver':
        return port === 53 ? undefined : silence;
      case 'public-front':
        return port === 443 ? undefined : silence;
      case 'other':
        return refused(socksReplies.refused);
      case 'nobody':
        return refused(socksReplies.hostUnreachable);
    }
  }

  #accept(socket: Socket, destination: Destination, leg: Leg, journey: Journey, sourceAddress: string): void {
    const { balancers, chain, connections, frontAt, publicFront } = this.options;
    connections.standOn(socket, [leg]);
    if (destination.kind === 'load-balancer') {
      const { loadBalancer, node } = destination;
      const { listener } = listen(chain.model, loadBalancer, leg.to.port);
      if (listener) balancers.accept(socket, { loadBalancer, node, listener, journey, leg });
      return;
    }
    this.#note(journey.to, 'open', journey.hops);
    if (destination.kind === 'resolver') {
      serveDnsOverTcp(socket, (name, type) => this.#resolveIn(destination.interface, name, type));
      return;
    }
    const front = destination.kind === 'endpoint' ? frontAt(leg.to.address) : publicFront();
    if (front) front.accept(socket, { journey, sourceAddress });
    else socket.destroy();
  }

  /** A Resolver inbound endpoint answers as its own VPC sees names: aws-facts §6 (doc). */
  #resolveIn(own: NetworkInterface, name: string, type: string) {
    const { model, state } = this.options.chain;
    const vantage: Vantage = {
      name: `resolver of ${own.vpcId}`,
      kind: 'vpc',
      vpcId: own.vpcId,
      where: own.where,
    };
    return resolve(model, state, vantage, name, type === 'ANY' ? 'A' : type);
  }

  #note(to: string, outcome: 'open' | 'silent' | 'refused', hops: readonly Verdict[]): void {
    this.options.journal?.({ kind: 'connection', from: this.name, to, outcome, hops: [...hops] });
  }
}

const silence: DialOutcome = { kind: 'silence' };

/** Stands in where a reload took a vantage away: its ports answer as the internet does. */
const publicVantage: Vantage = {
  name: 'internet',
  kind: 'internet',
  where: { stack: '', logicalId: 'internet' },
};

function refused(reply: SocksReply): DialOutcome {
  return { kind: 'reply', reply };
}

function outcomeOf({ symptom }: Verdict): DialOutcome {
  return symptom?.kind === 'timeout' ? silence : refused(socksReplies.refused);
}

function sourceAddressOf(source: NetworkInterface | 'internet' | undefined): string {
  return source === undefined || source === 'internet' ? internetAddress : source.address;
}

/** The name under which the internet is a vantage of every model. */
export function vantageNamed(model: Model, name: string): Vantage | undefined {
  return model.vantages.find((vantage) => vantage.name === name);
}
