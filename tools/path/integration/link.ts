import {
  isUnknown,
  type Known,
  type LoadBalancer,
  type LoadBalancerNode,
  type Model,
  type NetworkInterface,
  type VpcLink,
  type Where,
} from '../../assembly/model';
import { isSilent, walkLeg } from '../2-network';
import { type BackendRequest, enterNode, type Reach, reach } from '../backend';
import { perModel } from '../cache';
import type { Invocation, InvocationResult } from '../exchange';
import type { State } from '../state';
import { failed, type LinkOutcome, outcomeOf } from './outcome';
import { admitsPrivateLink } from './private-link';

/** VPC links by id. */
export const linkIndex = perModel(
  (model: Model): ReadonlyMap<string, VpcLink> =>
    new Map((model.vpcLinks ?? []).map((link) => [link.id, link])),
);

/** What an integration asks of a VPC link. */
export interface LinkCall {
  readonly linkId: Known<string>;
  /** ARN of a load balancer or of its listener; a link of version 1 has its own. */
  readonly target?: Known<string>;
  /** The integration. */
  readonly where: Where;
  /** The port is the listener's where the target is one. */
  readonly request: Omit<BackendRequest, 'port' | 'sourceAddress'> & { readonly port?: number };
}

/** How far a call through a link got. */
export type LinkStep =
  | { readonly done: true; readonly outcome: LinkOutcome }
  | {
      readonly done: false;
      readonly invocation: Invocation;
      readonly resume: (result: InvocationResult) => LinkStep;
    };

interface Way {
  readonly link: VpcLink;
  readonly balancer: LoadBalancer;
  readonly port: number;
}

/** A request through a VPC link to a load balancer, and what comes back. */
export function callThroughLink(model: Model, state: State, call: LinkCall): LinkStep {
  const way = findWay(model, call);
  if ('kind' in way) return { done: true, outcome: way };
  const { link, balancer, port } = way;
  const source = link.interfaces[0]?.address ?? balancer.nodes[0]?.address ?? '';
  const request = { ...call.request, port, sourceAddress: source };
  return link.version === 1
    ? throughPrivateLink(model, state, way, request)
    : throughInterfaces(model, state, way, request);
}

function findWay(model: Model, call: LinkCall): Way | LinkOutcome {
  const { linkId, where } = call;
  if (isUnknown(linkId)) return notKnown(linkId.reason, [linkId.where]);
  const link = linkIndex(model).get(linkId);
  if (!link) return notKnown(`VPC link ${linkId} is not in the templates`, [where]);
  const target = link.version === 1 ? link.targetArns[0] : call.target;
  if (target === undefined) {
    const because = `the integration names VPC link ${link.name} and no load balancer`;
    return failed('LINK_WITHOUT_TARGET', because, [where], 'refused');
  }
  if (isUnknown(target)) return notKnown(target.reason, [target.where]);
  const listened = model.loadBalancers.flatMap((balancer) =>
    balancer.listeners.map((listener) => ({ balancer, listener })),
  );
  const named = listened.find(({ listener }) => listener.arn === target);
  const balancer = named?.balancer ?? model.loadBalancers.find(({ arn }) => arn === target);
  if (!balancer) return notKnown(`load balancer ${target} is not in the templates`, [link.where, where]);
  // The port of the URI is the one that is dialled, even where the target is a listener (inferred).
  const usual = call.request.scheme === 'https' ? 443 : 80;
  return { link, balancer, port: call.request.port ?? named?.listener.port ?? usual };
}

function notKnown(because: string, where: readonly Where[]): LinkOutcome {
  return { kind: 'unknown', because, where };
}

/** Version 2: a leg from an interface of the link to a node. A call may meet any pair, so the worst decides. */
function throughInterfaces(model: Model, state: State, way: Way, request: BackendRequest): LinkStep {
  const { link, balancer, port } = way;
  const pairs = link.interfaces.flatMap((from) => balancer.nodes.map((node) => ({ from, node })));
  if (pairs.length === 0) {
    const [unseen] = [...(link.unresolved ?? []), ...(balancer.unresolved ?? [])];
    const because = unseen?.reason ?? `VPC link ${link.name} or its load balancer has no interface`;
    return { done: true, outcome: notKnown(because, [link.where, balancer.where]) };
  }
  // An interface that is out of service is not used: the service and DNS leave a failed zone (inferred).
  const isUp = (own: NetworkInterface) => !isSilent(model, state, own);
  const inService = pairs.filter(({ from, node }) => isUp(from) && isUp(node));
  const used = inService.length > 0 ? inService : pairs;
  const legs = used.map((pair) => ({
    ...pair,
    leg: walkLeg(model, state, pair.from, { address: pair.node.address, port }),
  }));
  const { from, node } =
    legs.find(({ leg }) => leg.outcome === 'stop') ??
    legs.find(({ leg }) => leg.outcome === 'unknown') ??
    legs[0]!;
  const sent = { ...request, sourceAddress: from.address };
  return follow(reach(model, state, from, { address: node.address, port }, sent), link);
}

/** Version 1: PrivateLink puts the call on a node of the Network Load Balancer, if its groups let it in. */
function throughPrivateLink(model: Model, state: State, way: Way, request: BackendRequest): LinkStep {
  const { link, balancer, port } = way;
  if (balancer.type !== 'network') {
    const because = `VPC link ${link.name} of version 1 leads to ${balancer.where.logicalId}, an application load balancer`;
    return { done: true, outcome: failed('LINK_WITHOUT_TARGET', because, [link.where], 'refused') };
  }
  const refusal = admitsPrivateLink(model, balancer, port);
  if (refusal) return { done: true, outcome: refusal };
  const node = nodeInService(model, state, balancer);
  if (!node) return { done: true, outcome: notKnown('the load balancer has no node', [balancer.where]) };
  return follow(
    enterNode(model, state, { balancer, node, port }, { ...request, sourceAddress: node.address }),
    link,
  );
}

function nodeInService(model: Model, state: State, balancer: LoadBalancer): LoadBalancerNode | undefined {
  return balancer.nodes.find((node) => !isSilent(model, state, node)) ?? balancer.nodes[0];
}

function follow(step: Reach, link: VpcLink): LinkStep {
  if (step.done) return { done: true, outcome: outcomeOf(step, link) };
  const { invocation, resume } = step;
  return { done: false, invocation, resume: (result) => follow(resume(result), link) };
}
