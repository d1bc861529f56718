import {
  isUnknown,
  type Listener,
  type LoadBalancer,
  type LoadBalancerNode,
  type Model,
  type Target,
  type TargetGroup,
  type Where,
} from '../../assembly/model';
import { locate } from '../2-network';
import type { Symptom, Verdict } from '../hop';
import { zoneOf } from '../model-index';
import type { State } from '../state';
import { openSetting } from '../unresolved';
import { pass, remark, stop, unknown } from '../verdict';
import { groupsOf } from './health';
import { endsTls } from './tls';

/** A target with the group that it is chosen from. */
export interface ChosenTarget {
  readonly group: TargetGroup;
  readonly target: Target;
}

export interface TargetChoice {
  readonly verdict: Verdict;
  /** The first of the listener's groups. */
  readonly group?: TargetGroup;
  /** Those that a new connection may be sent to. */
  readonly targets: readonly Target[];
  readonly chosen: readonly ChosenTarget[];
}

/**
 * Where a node may send a connection: healthy targets of its own zone, of all zones with cross-zone on, and all
 * of them where none is healthy (fail open). aws-facts §4.3 (doc)
 */
export function chooseTargets(
  model: Model,
  state: State,
  loadBalancer: LoadBalancer,
  node: LoadBalancerNode,
  listener: Listener,
): TargetChoice {
  // Inferred: a TLS listener has already shaken hands when it finds no target; a TCP one resets the SYN.
  const symptom: Symptom = { kind: endsTls(listener) ? 'reset' : 'refused' };
  return chooseAmong(model, state, loadBalancer, node, listener, {
    arns: listener.targetGroupArns,
    symptom,
    name: listener.where.logicalId,
  });
}

/** Where targets are taken from, and what a client meets where there is none. */
export interface Pick {
  readonly arns: Listener['targetGroupArns'];
  readonly symptom: Symptom;
  /** Of the listener or rule that picks. */
  readonly name: string;
}

/** The same for the groups of one action. */
export function chooseAmong(
  model: Model,
  state: State,
  loadBalancer: LoadBalancer,
  node: LoadBalancerNode,
  listener: Listener,
  { arns, symptom, name }: Pick,
): TargetChoice {
  const groups = groupsOf(model, arns);
  const group = groups[0];
  const none = (verdict: Verdict): TargetChoice => ({ verdict, group, targets: [], chosen: [] });
  if (arns.length === 0)
    return none(stop('ELBV2_LISTENER_HAS_NO_TG', symptom, `${name} has no target group`, [listener.where]));
  if (!group) {
    const cause = arns.find(isUnknown)?.reason ?? 'it is not in the templates';
    const because = `the target group of ${name} is not known: ${cause}`;
    return none(unknown('TARGETS_NOT_KNOWN', because, [listener.where]));
  }

  const registered = groups.flatMap((own) => own.targets.map((target) => ({ group: own, target })));
  const open = registered.find(({ target }) => isUnknown(target));
  const known = registered.filter((entry): entry is ChosenTarget => !isUnknown(entry.target));
  const zone = zoneOf(model, node);
  const eligible = known.filter((entry) => isEligible(loadBalancer, entry, zone));
  const healthy = eligible.filter((entry) => state.isHealthy(entry.group, entry.target));
  const chosen = healthy.length > 0 ? healthy : eligible;
  const give = (verdict: Verdict): TargetChoice => ({
    verdict,
    group,
    targets: chosen.map((own) => own.target),
    chosen,
  });

  if (chosen.length === 0) {
    if (isUnknown(open?.target)) {
      const because = `a target of ${open.group.where.logicalId} is not known: ${open.target.reason}`;
      return give(unknown('TARGETS_NOT_KNOWN', because, [open.target.where]));
    }
    if (known.length === 0) {
      const because = `target group ${group.where.logicalId} has no targets`;
      return give(
        stop(
          'TARGET_GROUP_HAS_NO_TARGETS',
          symptom,
          because,
          groups.map((own) => own.where),
        ),
      );
    }
    const because = `node ${node.address} in ${zone ?? 'an unknown zone'} has no target in its zone, and cross-zone is off`;
    return give(stop('ELB_NOT_CROSSZONE', symptom, because, [loadBalancer.where, group.where]));
  }
  const fault = groupFault(model, listener, chosen);
  if (fault) return give(fault);
  const unseen = groups.map((own) => openSetting(own, decisiveSettings)).find((own) => own !== undefined);
  if (unseen) {
    const because = `a setting of ${unseen.where.logicalId} is not known: ${unseen.reason}`;
    return give(unknown('TARGETS_NOT_KNOWN', because, [unseen.where]));
  }
  const text = chosen.map(({ target }) => `${target.id}:${target.port}`).join(', ');
  if (healthy.length === 0) {
    const because = `no target is healthy, so ${node.address} sends to all of ${text}`;
    return give(
      remark('TARGETS_UNHEALTHY_FAIL_OPEN', because, [
        { ...group.where, property: 'Properties.HealthCheckProtocol' },
      ]),
    );
  }
  return give(pass('LISTENER_FORWARDS', `${name} sends to ${text}`, [listener.where, group.where]));
}

/** Settings of a target group that decide whether an endpoint understands what arrives. */
const decisiveSettings = /TargetGroupAttributes|TargetType|\.(Protocol|Port)$/;

function isEligible(
  loadBalancer: LoadBalancer,
  { group, target }: ChosenTarget,
  zone: string | undefined,
): boolean {
  const crossZone = group.crossZone ?? loadBalancer.crossZone;
  return (
    crossZone || target.zone === 'all' || target.zone === zone || isUnknown(target.zone) || zone === undefined
  );
}

/** What makes a group useless for endpoint interfaces although the network is open. */
function groupFault(model: Model, listener: Listener, chosen: readonly ChosenTarget[]): Verdict | undefined {
  const toEndpoint = chosen.filter(({ target }) => locate(model, target.id).kind === 'endpoint');
  const first = toEndpoint[0];
  if (!first) return undefined;
  const { group } = first;
  const name = group.where.logicalId;
  const where = (key: string): Where[] => [{ ...group.where, property: `Properties.${key}` }];
  // The client's own session ends at the load balancer: it sees TLS succeed and then a reset (inferred).
  const symptom: Symptom = { kind: endsTls(listener) ? 'reset' : 'timeout' };
  if (group.preserveClientIp) {
    const because = `${name} preserves client addresses towards endpoint interfaces, which loses the connection`;
    return stop('CLIENT_IP_PRESERVED', symptom, because, where('TargetGroupAttributes'));
  }
  if (group.proxyProtocolV2) {
    const because = `${name} puts a proxy protocol header before TLS towards an endpoint`;
    return stop('PROXY_PROTOCOL_ON', { kind: 'reset' }, because, where('TargetGroupAttributes'));
  }
  const encrypts = group.protocol === 'TLS' || group.protocol === 'HTTPS';
  if (endsTls(listener) && !encrypts) {
    const because = `${listener.where.logicalId} ends TLS and ${name} sends ${group.protocol} to an endpoint, which expects TLS`;
    return stop('TARGET_GROUP_NOT_TLS', { kind: 'reset' }, because, where('Protocol'));
  }
  const wrong = toEndpoint.find(({ target }) => target.port !== 443);
  if (wrong) {
    const because = `${wrong.target.id} is registered on port ${wrong.target.port}; an endpoint serves 443 only`;
    return stop('TARGET_PORT_RESTRICTION', symptom, because, [wrong.target.where, group.where]);
  }
  return undefined;
}

/**
 * The node of an application load balancer that a network load balancer's node hands on to; `undefined`: it is not in
 * the templates. Inferred: that of the same zone, as with any target.
 */
export function applicationBehind(
  model: Model,
  node: LoadBalancerNode,
  target: Target,
): { readonly loadBalancer: LoadBalancer; readonly node: LoadBalancerNode } | undefined {
  const loadBalancer = model.loadBalancers.find(({ arn }) => arn === target.id);
  const nodes = loadBalancer?.nodes ?? [];
  const near = nodes.find(({ zone }) => !isUnknown(zone) && zone === node.zone) ?? nodes[0];
  return loadBalancer && near && { loadBalancer, node: near };
}
