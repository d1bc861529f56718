import {
  isUnknown,
  type Listener,
  type LoadBalancer,
  type LoadBalancerNode,
  type Model,
  type Vantage,
} from '../../assembly/model';
import { isAddress } from '../../ipv4';
import { resolve } from '../1-dns';
import { type LegEnd, leave, locate, walkLeg } from '../2-network';
import {
  applicationBehind,
  type ChosenTarget,
  chooseTargets,
  endsTls,
  type HttpRequest,
  handshake,
  listen,
} from '../3-load-balancer';
import { enterAt } from '../4-endpoint';
import { perModel, perState } from '../cache';
import type { Progress } from '../exchange';
import type { HopName, Verdict } from '../hop';
import { groupsOf } from '../load-balancer/health';
import { normalizeName } from '../names';
import type { State } from '../state';
import type { TlsVersion } from '../tls-policies';
import { notApplicable, stop, unknown } from '../verdict';
import { followApplication } from './application';
import { type Arrival, distinctArrivals, isServed, likelyAddresses, supposedArrival } from './arrival';

/** What of a call matters to hops 1 to 4. */
export interface Dial {
  readonly vantage: Vantage;
  readonly host: string;
  readonly port: number;
  readonly plainText: boolean;
  readonly address?: string;
  readonly sni: string | null;
  readonly maxTls: TlsVersion;
  readonly verify: boolean;
  readonly clientCertificate?: string;
  readonly at: number | null;
  /** What an application load balancer reads of it; the peer's address is the vantage's. */
  readonly request: Omit<HttpRequest, 'sourceAddress'>;
}

/** Hops 1 to 4 over every address, and the connections that come out at API Gateway. */
export interface Approach {
  readonly verdicts: readonly Verdict[];
  readonly arrivals: readonly Arrival[];
  /** Answers that a load balancer gives by itself, or by a function behind it. */
  readonly answers: readonly Progress[];
}

export interface Context {
  readonly model: Model;
  readonly state: State;
  readonly dial: Dial;
}

const remembered = perState<Approach>();

/** Remembered per model, state and dial, unless the request itself is read on the way: by a load balancer's rules. */
export function approach(model: Model, state: State, dial: Dial): Approach {
  const { vantage, host, port, plainText, address, sni, maxTls, verify } = dial;
  const context = { model, state, dial };
  if (hasApplication(model) && findAddresses(context).addresses.some((own) => isApplication(model, own)))
    return approachOnce(context);
  const key = `${vantage.name} ${host} ${port} ${plainText} ${address} ${sni} ${maxTls} ${verify}`;
  return remembered(model, state, key, () => approachOnce(context));
}

const hasApplication = perModel((model) => model.loadBalancers.some(({ type }) => type === 'application'));

function isApplication(model: Model, address: string): boolean {
  const destination = locate(model, address);
  return destination.kind === 'load-balancer' && destination.loadBalancer.type === 'application';
}

export function notReached(hop: HopName, because = 'an earlier hop leaves nothing to ask here'): Verdict {
  return unknown('NOT_REACHED', because, [], { hop });
}

function approachOnce(context: Context): Approach {
  const { model, dial } = context;
  const { verdict, addresses } = findAddresses(context);
  const paths = addresses.map((address) => followAddress(context, address));
  const hops =
    paths.length > 0
      ? paths.flatMap((path) => path.verdicts)
      : (['network', 'load-balancer', 'endpoint'] as const).map((hop) => notReached(hop));
  const arrivals = distinctArrivals(
    model,
    paths.flatMap((path) => path.arrivals),
  );
  const verdicts = distinct([verdict, ...hops], (own) =>
    JSON.stringify([own.hop, own.code, own.because, own.address]),
  );
  const answers = paths.flatMap((path) => path.answers ?? []);
  const isStopped = verdicts.some((own) => own.outcome === 'stop');
  // A name that nothing here serves and of which nothing is known says nothing about the gateway.
  const canSuppose =
    arrivals.length === 0 && answers.length === 0 && (isStopped || isServed(model, normalizeName(dial.host)));
  const supposed = canSuppose
    ? supposedArrival(model, dial.host, dial.vantage.source?.address ?? dial.host)
    : undefined;
  return { verdicts, arrivals: supposed ? [supposed] : arrivals, answers };
}

function distinct<T>(items: readonly T[], key: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [key(item), item] as const).reverse()).values()].reverse();
}

function findAddresses({ model, state, dial }: Context): { verdict: Verdict; addresses: readonly string[] } {
  const given = dial.address ?? (isAddress(dial.host) ? dial.host : undefined);
  if (given !== undefined)
    return {
      verdict: notApplicable('DNS_SKIPPED', `the call dials ${given} without DNS`),
      addresses: [given],
    };
  const { verdict, addresses } = resolve(model, state, dial.vantage, dial.host);
  return { verdict, addresses: addresses.length > 0 ? addresses : likelyAddresses(model, dial.host) };
}

export interface Path {
  readonly verdicts: readonly Verdict[];
  readonly arrivals: readonly Arrival[];
  /** @default [] */
  readonly answers?: readonly Progress[];
}

function followAddress(context: Context, address: string): Path {
  const { model, state, dial } = context;
  const end = { address, port: dial.port };
  const leg = leave(model, state, dial.vantage, end);
  const sourceAddress = dial.vantage.source?.address ?? '203.0.113.1';
  const destination = locate(model, address);
  const direct = notApplicable('LOAD_BALANCER_NOT_IN_PATH', `${address} is not a load balancer`, { address });
  switch (destination.kind) {
    case 'load-balancer': {
      const { loadBalancer, node } = destination;
      const follow = loadBalancer.type === 'application' ? followApplication : followBalancer;
      const balanced = follow(context, loadBalancer, node, sourceAddress);
      return { ...balanced, verdicts: [leg, ...balanced.verdicts] };
    }
    case 'endpoint': {
      const entered = enterFrom(context, end, true);
      const arrival = { endpoint: destination.endpoint, sourceAddress, sni: dial.sni };
      return { verdicts: [leg, direct, entered], arrivals: [arrival] };
    }
    case 'public-front': {
      const entered = enterFrom(context, end, true);
      return { verdicts: [leg, direct, entered], arrivals: [{ sourceAddress, sni: dial.sni }] };
    }
    default:
      return { verdicts: [leg, direct, enterFrom(context, end, true)], arrivals: [] };
  }
}

/** Hop 4; behind a load balancer that ends TLS it is the node's own session. */
export function enterFrom({ model, state, dial }: Context, end: LegEnd, direct: boolean): Verdict {
  const { sni, maxTls, verify, host } = dial;
  // No SNI, no certificate check, TLS 1.2 or more: aws-facts §4.1
  const session = direct ? { sni, maxTls, verify } : { sni: null, maxTls: '1.3' as const, verify: false };
  const { verdict } = enterAt(model, state, end, { ...session, host, direct });
  return (direct && greetsInClear(dial, verdict)) || verdict;
}

/** Plain HTTP where the TCP connection stands and TLS is served. */
function greetsInClear({ plainText }: Dial, entered: Verdict): Verdict | undefined {
  const { symptom, address, where } = entered;
  const isServed = entered.outcome === 'pass' || entered.outcome === 'not-applicable';
  const isConnected = isServed || symptom?.kind === 'tls';
  if (!plainText || !isConnected) return undefined;
  const because = `plain HTTP is sent to ${address}, which serves TLS`;
  return stop('ENDPOINT_EXPECTS_TLS', { kind: 'reset' }, because, where, { address });
}

function followBalancer(context: Context, balancer: LoadBalancer, node: LoadBalancerNode): Path {
  const { model, state, dial } = context;
  const listening = listen(model, balancer, dial.port);
  const listener = listening.listener ?? balancer.listeners.find(endsTls);
  if (!listener)
    return {
      verdicts: [{ ...listening.verdict, address: node.address }, notReached('endpoint')],
      arrivals: [],
    };
  const shaken = dial.plainText ? greetPlainly(listener) : handshake(model, listener, dial).verdict;
  const choice = chooseTargets(model, state, balancer, node, listener);
  const targets = choice.chosen.length > 0 ? choice.chosen : registeredTargets(model, listener);
  const legs = targets.map((chosen) => followTarget(context, listener, node, chosen));
  const own = summarize(listening.verdict, shaken, choice.verdict).map((verdict) => ({
    ...verdict,
    address: node.address,
  }));
  const onward = legs.length > 0 ? legs.flatMap((leg) => leg.verdicts) : [notReached('endpoint')];
  return {
    verdicts: [...own, ...onward],
    arrivals: legs.flatMap((leg) => leg.arrivals),
    answers: legs.flatMap((leg) => leg.answers ?? []),
  };
}

function greetPlainly(listener: Listener): Verdict | undefined {
  if (!endsTls(listener)) return undefined;
  const because = `plain HTTP is sent to ${listener.where.logicalId}, which speaks TLS`;
  return stop('LISTENER_PROTOCOL_MISMATCH', { kind: 'reset' }, because, [listener.where]);
}

/** One verdict when all is well; otherwise every one that says more than "goes on". */
function summarize(listening: Verdict, shaken: Verdict | undefined, choice: Verdict): Verdict[] {
  const parts = shaken ? [listening, shaken, choice] : [listening, choice];
  const telling = parts.filter((verdict) => verdict.outcome !== 'pass' || verdict.fix !== undefined);
  return telling.some((verdict) => verdict.outcome !== 'pass') || telling.includes(choice)
    ? telling
    : [choice, ...telling];
}

/** What is registered, where none of it would be chosen: the hops behind are judged all the same. */
function registeredTargets(model: Model, listener: Listener): ChosenTarget[] {
  return groupsOf(model, listener.targetGroupArns).flatMap((group) =>
    group.targets.flatMap((target) => (isUnknown(target) ? [] : [{ group, target }])),
  );
}

function followTarget(
  context: Context,
  listener: Listener,
  node: LoadBalancerNode,
  { group, target }: ChosenTarget,
): Path {
  const { model, state, dial } = context;
  const isDirect = !endsTls(listener);
  if (group.targetType === 'alb') return followToApplication(context, node, { group, target });
  const end = { address: target.id, port: target.port };
  const leg = walkLeg(model, state, node, end);
  const entered = enterFrom(context, end, isDirect);
  const verdicts = [leg, entered].map((verdict) => (isDirect ? verdict : asSeenThroughTls(verdict)));
  const destination = locate(model, target.id);
  if (destination.kind !== 'endpoint') return { verdicts, arrivals: [] };
  const client = dial.vantage.source?.address ?? node.address;
  const sourceAddress = group.preserveClientIp ? client : node.address;
  return {
    verdicts,
    arrivals: [{ endpoint: destination.endpoint, sourceAddress, sni: isDirect ? dial.sni : null }],
  };
}

function followToApplication(
  context: Context,
  node: LoadBalancerNode,
  { group, target }: ChosenTarget,
): Path {
  const { model, state, dial } = context;
  const behind = applicationBehind(model, node, target);
  if (!behind) {
    const because = `the load balancer ${target.id} behind ${group.where.logicalId} is not in the templates`;
    const verdict = unknown('TARGET_NOT_MODELLED', because, [group.where]);
    return { verdicts: [verdict, notReached('endpoint')], arrivals: [] };
  }
  const client = dial.vantage.source?.address ?? node.address;
  const sourceAddress = group.preserveClientIp ? client : node.address;
  const onward = followApplication(
    { ...context, dial: { ...dial, port: target.port } },
    behind.loadBalancer,
    behind.node,
    sourceAddress,
  );
  const leg = walkLeg(model, state, node, { address: behind.node.address, port: target.port });
  return { ...onward, verdicts: [leg, ...onward.verdicts] };
}

/** Inferred: the client's own session stands, so it meets a reset where the node meets silence or an alert. */
function asSeenThroughTls(verdict: Verdict): Verdict {
  return verdict.outcome === 'stop' ? { ...verdict, symptom: { kind: 'reset' } } : verdict;
}
