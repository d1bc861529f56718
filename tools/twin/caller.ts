import { isIP, type Socket } from 'node:net';
import type { Model, NetworkInterface, Vantage } from '../assembly/model';
import { type Resolution, resolve } from '../path/1-dns';
import { type Destination, leave, locate } from '../path/2-network';
import { listen } from '../path/3-load-balancer';
import type { Verdict } from '../path/hop';
import type { Connections, Journey, Leg } from './connections';
import { notKnown, outcomeOf, whyClosed } from './destination';
import { serveDnsOverTcp } from './dns-server';
import type { Front } from './fronts';
import type { Journal } from './journal';
import type { LiveChain } from './live-chain';
import type { LoadBalancers } from './load-balancer';
import type { DialOutcome } from './socks';
import { type SocksRequest, socksReplies } from './socks-protocol';

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
  readonly resolve = (name: string, type: string): Resolution =>
    this.#ask(this.vantage() ?? publicVantage, name, type);

  /** What becomes of a connection: of a name's addresses the first that opens, starting at another one each time. */
  readonly dial = (request: SocksRequest): DialOutcome => {
    const to = `${request.host}:${request.port}`;
    const { addresses, hops } = this.#addressesOf(request);
    if (addresses.length === 0) {
      this.#note(to, 'refused', hops);
      const isUnknown = hops.some((verdict) => verdict.outcome === 'unknown');
      return isUnknown ? notKnown : { kind: 'reply', reply: socksReplies.hostUnreachable };
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
    const fail = (outcome: DialOutcome): Attempt => ({ address, hops: journey.hops, outcome });
    const to = { address, port };
    const walked = leave(model, state, vantage ?? publicVantage, to);
    journey.hops.push(walked);
    if (walked.outcome === 'stop') return fail(outcomeOf(walked, address));
    const source = vantage?.source ?? 'internet';
    const leg: Leg = { from: source, to };
    const destination = locate(model, address);
    const refusal = whyClosed(this.options.chain, destination, to, journey.hops);
    if (refusal) return fail(refusal);
    const accept = (socket: Socket) =>
      this.#accept(socket, destination, leg, journey, sourceAddressOf(source));
    return { address, hops: journey.hops, outcome: { kind: 'open', address, accept } };
  }

  #accept(socket: Socket, destination: Destination, leg: Leg, journey: Journey, sourceAddress: string): void {
    const { balancers, chain, connections, frontAt, publicFront } = this.options;
    connections.standOn(socket, [leg]);
    if (destination.kind === 'load-balancer') {
      const { loadBalancer, node } = destination;
      const { listener } = listen(chain.model, loadBalancer, leg.to.port);
      if (listener)
        balancers.accept(socket, {
          loadBalancer,
          node,
          listener,
          journey: { ...journey, sourceAddress },
          leg,
        });
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
  #resolveIn(own: NetworkInterface, name: string, type: string): Resolution {
    const vantage: Vantage = {
      name: `resolver of ${own.vpcId}`,
      kind: 'vpc',
      vpcId: own.vpcId,
      where: own.where,
    };
    return this.#ask(vantage, name, type);
  }

  #ask(vantage: Vantage, name: string, type: string): Resolution {
    const { model, state } = this.options.chain;
    // RFC 8482: a question for anything may be answered with one type.
    const answer = resolve(model, state, vantage, name, type === 'ANY' ? 'A' : type);
    if (answer.verdict.outcome !== 'unknown') return answer;
    // What the answer would be if … is for the trace; a client would take it for the answer.
    return { ...answer, rcode: 'SERVFAIL', answers: [], addresses: [] };
  }

  #note(to: string, outcome: 'open' | 'silent' | 'refused', hops: readonly Verdict[]): void {
    this.options.journal?.({ kind: 'connection', from: this.name, to, outcome, hops: [...hops] });
  }
}

/** Stands in where a reload took a vantage away: its ports answer as the internet does. */
const publicVantage: Vantage = {
  name: 'internet',
  kind: 'internet',
  where: { stack: '', logicalId: 'internet' },
};

function sourceAddressOf(source: NetworkInterface | 'internet' | undefined): string {
  return source === undefined || source === 'internet' ? internetAddress : source.address;
}

/** A vantage as the model has it; a reload may take it away. */
export function vantageNamed(model: Model, name: string): Vantage | undefined {
  return model.vantages.find((vantage) => vantage.name === name);
}
