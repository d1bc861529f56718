import type { Listener, LoadBalancer, LoadBalancerNode, Model, NetworkInterface } from '../assembly/model';
import { type LegEnd, locate, walkLeg } from './2-network';
import {
  applicationBehind,
  type ChosenTarget,
  chooseTargets,
  decide,
  endsTls,
  handshake,
  listen,
} from './3-load-balancer';
import type { Invocation, InvocationResult } from './exchange';
import { header } from './headers';
import type { HttpResponse, Verdict } from './hop';
import { asAnswered } from './load-balancer/application';
import type { Hall, HttpRequest } from './load-balancer/http';
import type { State } from './state';
import { stop, unknown } from './verdict';

/** An HTTP request made inside the network, by a VPC link or by a function. */
export interface BackendRequest extends Omit<HttpRequest, 'clientCertificate'> {
  readonly scheme: 'http' | 'https';
  /** The name that the certificate is held against, and the Host header where `headers` has none. */
  readonly host: string;
  readonly port: number;
}

/** How far a backend request got: over, or a function has to answer first. `resume` is pure. */
export type Reach =
  /** A stop carries the symptom; a load balancer's own answer is in `response` too. */
  | { readonly done: true; readonly verdicts: readonly Verdict[]; readonly response: HttpResponse | null }
  | {
      readonly done: false;
      readonly verdicts: readonly Verdict[];
      readonly invocation: Invocation;
      readonly resume: (result: InvocationResult) => Reach;
    };

interface Trip {
  readonly model: Model;
  readonly state: State;
  readonly request: BackendRequest;
  readonly verdicts: readonly Verdict[];
  /** Whether the client checks certificates: load balancers do not, aws-facts §4.1. */
  readonly verify: boolean;
}

/**
 * A request over one network leg to a load balancer's node: a Network Load Balancer hands on to an application load
 * balancer or an address, an application load balancer applies its rules. What no template shows is unknown.
 */
export function reach(
  model: Model,
  state: State,
  from: NetworkInterface,
  to: LegEnd,
  request: BackendRequest,
): Reach {
  return travel({ model, state, request, verdicts: [], verify: true }, from, to);
}

/** The same from a node of a Network Load Balancer on: for what comes by PrivateLink, which has no leg to walk. */
export function enterNode(
  model: Model,
  state: State,
  { balancer, node, port }: { balancer: LoadBalancer; node: LoadBalancerNode; port: number },
  request: BackendRequest,
): Reach {
  return arrive({ model, state, request, verdicts: [], verify: true }, balancer, node, port);
}

function travel(trip: Trip, from: NetworkInterface, to: LegEnd): Reach {
  const { model, state } = trip;
  const leg = walkLeg(model, state, from, to);
  const next = { ...trip, verdicts: [...trip.verdicts, leg] };
  if (leg.outcome !== 'pass') return over(next);
  const destination = locate(model, to.address);
  if (destination.kind === 'load-balancer')
    return arrive(next, destination.loadBalancer, destination.node, to.port);
  const because = `what serves port ${to.port} at ${to.address} is not in the templates`;
  const where = 'interface' in destination ? [destination.interface.where] : [];
  return over(next, unknown('TARGET_NOT_MODELLED', because, where, { address: to.address }));
}

function over(trip: Trip, verdict?: Verdict, response: HttpResponse | null = null): Reach {
  return { done: true, verdicts: verdict ? [...trip.verdicts, verdict] : trip.verdicts, response };
}

function arrive(trip: Trip, loadBalancer: LoadBalancer, node: LoadBalancerNode, port: number): Reach {
  const { model } = trip;
  const { verdict, listener } = listen(model, loadBalancer, port);
  if (!listener || verdict.outcome !== 'pass') return over(trip, { ...verdict, address: node.address });
  const greeted = greet(trip, listener);
  if (greeted && greeted.outcome !== 'pass') return over(trip, { ...greeted, address: node.address });
  const hall: Hall = { loadBalancer, node, listener };
  return loadBalancer.type === 'application' ? applyRules(trip, hall) : handOn(trip, hall);
}

/** TLS with the listener, or plain HTTP. An API's integration and a careful client check the certificate. */
function greet({ model, request, verify }: Trip, listener: Listener): Verdict | undefined {
  const { scheme, host } = request;
  if (scheme === 'https')
    return handshake(model, listener, { sni: host, maxTls: '1.3', host, verify }).verdict;
  if (!endsTls(listener)) return undefined;
  const because = `plain HTTP is sent to ${listener.where.logicalId}, which speaks TLS`;
  return stop('LISTENER_PROTOCOL_MISMATCH', { kind: 'reset' }, because, [listener.where]);
}

function handOn(trip: Trip, { loadBalancer, node, listener }: Hall): Reach {
  const { model, state } = trip;
  const { verdict, chosen } = chooseTargets(model, state, loadBalancer, node, listener);
  const [first] = chosen;
  const told = { ...trip, verdicts: [...trip.verdicts, { ...verdict, address: node.address }] };
  if (verdict.outcome !== 'pass' || !first) return over(told);
  const next = asSentOn(told, first, endsTls(listener), node);
  if (first.group.targetType !== 'alb') {
    return travel(next, node, { address: first.target.id, port: first.target.port });
  }
  return travelToApplication(next, node, first);
}

/** The node's own connection: another sender unless the client's address is kept, and TLS only where the group has it. */
function asSentOn(trip: Trip, { group }: ChosenTarget, isDecrypted: boolean, node: LoadBalancerNode): Trip {
  const sourceAddress = group.preserveClientIp ? trip.request.sourceAddress : node.address;
  if (!isDecrypted) return { ...trip, request: { ...trip.request, sourceAddress } };
  const encrypts = group.protocol === 'TLS' || group.protocol === 'HTTPS';
  const scheme = encrypts ? 'https' : 'http';
  return { ...trip, verify: false, request: { ...trip.request, scheme, sourceAddress } };
}

function travelToApplication(trip: Trip, node: LoadBalancerNode, { group, target }: ChosenTarget): Reach {
  const near = applicationBehind(trip.model, node, target)?.node;
  if (!near) {
    const because = `the load balancer ${target.id} behind ${group.where.logicalId} is not in the templates`;
    return over(trip, unknown('TARGET_NOT_MODELLED', because, [group.where]));
  }
  return travel(trip, node, { address: near.address, port: target.port });
}

function applyRules(trip: Trip, hall: Hall): Reach {
  const { model, state, request } = trip;
  const decision = decide(model, state, hall, httpRequest(request));
  const verdicts = [
    ...trip.verdicts,
    ...decision.verdicts.map((verdict) => ({ ...verdict, address: hall.node.address })),
  ];
  const next = { ...trip, verdicts };
  switch (decision.kind) {
    case 'answered':
      return over(next, undefined, decision.response);
    case 'invoke': {
      const { invocation, settle } = decision;
      return {
        done: false,
        verdicts,
        invocation,
        resume: (result) => {
          const { verdict, response } = settle(result);
          return over(next, verdict, response);
        },
      };
    }
    case 'forward': {
      const [first] = decision.chosen;
      const { id: address, port } = first!.target;
      const request = { ...trip.request, headers: decision.request.headers };
      const onward = asSentOn({ ...trip, request, verdicts: [] }, first!, true, hall.node);
      return asClientSeesIt(travel(onward, hall.node, { address, port }), verdicts);
    }
  }
}

/** What happens behind an application load balancer comes as its 502 or 504. */
function asClientSeesIt(behind: Reach, before: readonly Verdict[]): Reach {
  const own = behind.verdicts.map(asAnswered);
  const verdicts = [...before, ...own];
  if (!behind.done) {
    return { ...behind, verdicts, resume: (result) => asClientSeesIt(behind.resume(result), before) };
  }
  const stopped = own.find(({ outcome }) => outcome === 'stop')?.symptom;
  return {
    done: true,
    verdicts,
    response: behind.response ?? (stopped?.kind === 'response' ? stopped.response : null),
  };
}

function httpRequest({ scheme, host, port, ...rest }: BackendRequest): HttpRequest {
  const usual = scheme === 'http' ? 80 : 443;
  return { ...rest, host: header(rest.headers, 'host') ?? (port === usual ? host : `${host}:${port}`) };
}
