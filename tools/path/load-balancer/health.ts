import {
  isUnknown,
  type LoadBalancer,
  type LoadBalancerNode,
  type Model,
  type Target,
  type TargetGroup,
} from '../../assembly/model';
import { locate, walkLeg } from '../2-network';
import { remember } from '../cache';
import type { Verdict } from '../hop';
import { indexOf, zoneOf } from '../model-index';
import { type Failures, noFailures, type State } from '../state';
import { pass, stop, unknown } from '../verdict';
import { groupArnsOf } from './group-arns';

/** The port that an execute-api endpoint serves. */
const endpointPort = 443;

/** Whether a matcher such as `200-399,403` holds the status. */
export function matcherAdmits(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from = '', to = from] = part.trim().split('-');
    return Number(from) <= status && status <= Number(to);
  });
}

/** Would the target pass its health check? Inbound rules of the load balancer don't matter to it: aws-facts §4.2. */
export function checkTarget(
  model: Model,
  state: State,
  loadBalancer: LoadBalancer,
  group: TargetGroup,
  target: Target,
): Verdict {
  const address = target.id;
  const check = group.healthCheck;
  if (check.enabled === false) {
    const because = `${group.where.logicalId} makes no health checks`;
    return pass('TARGET_HEALTHY', because, [group.where], { address });
  }
  if (group.targetType !== 'ip') {
    const because = `targets of type ${group.targetType} have no address in the templates`;
    return unknown('TARGET_HEALTH_NOT_KNOWN', because, [group.where], { address });
  }
  const node = checkingNode(model, state, loadBalancer, group, target);
  if (!node)
    return unknown('TARGET_HEALTH_NOT_KNOWN', 'no node is known to check it', [loadBalancer.where], {
      address,
    });
  const port = check.port ?? target.port;
  const leg = walkLeg(model, state, node, { address, port });
  const text = `${check.protocol} health check of ${address}:${port} from ${node.address}`;
  if (leg.outcome === 'stop')
    return stop(
      'TARGET_HEALTH_CHECK_UNREACHABLE',
      { kind: 'timeout' },
      `${text}: ${leg.because}`,
      leg.where,
      { address, fix: leg.fix },
    );
  if (leg.outcome === 'unknown')
    return unknown('TARGET_HEALTH_NOT_KNOWN', `${text}: ${leg.because}`, leg.where, { address });
  if (locate(model, address).kind !== 'endpoint')
    return unknown('TARGET_HEALTH_NOT_KNOWN', `${text}: what listens there is not modelled`, [target.where], {
      address,
    });
  return checkEndpoint(group, target, port, text);
}

function checkEndpoint(group: TargetGroup, target: Target, port: number, text: string): Verdict {
  const { protocol, matcher } = group.healthCheck;
  const address = target.id;
  if (port !== endpointPort) {
    const because = `${text}: an endpoint's interface serves port ${endpointPort} only`;
    return stop('TARGET_PORT_RESTRICTION', { kind: 'timeout' }, because, [target.where], { address });
  }
  const where = [{ ...group.where, property: 'Properties.HealthCheckProtocol' }];
  if (protocol === 'HTTP') {
    const because = `${text}: the endpoint serves TLS and does not answer plain HTTP`;
    return stop('TARGET_HEALTH_CHECK_FAILS', { kind: 'reset' }, because, where, { address });
  }
  // aws-facts §1.4, §4.4: the check's Host is an address, so the endpoint answers 403.
  if (protocol === 'HTTPS' && !matcherAdmits(matcher, 403)) {
    const because = `${text}: the endpoint answers 403, and the matcher is ${matcher}`;
    return stop('TARGET_HEALTH_CHECK_FAILS', { kind: 'reset' }, because, where, { address });
  }
  return pass('TARGET_HEALTHY', text, [group.where], { address });
}

/** The node of the target's own zone; of another one only where nodes reach across zones. */
function checkingNode(
  model: Model,
  state: State,
  loadBalancer: LoadBalancer,
  group: TargetGroup,
  target: Target,
): LoadBalancerNode | undefined {
  const near = loadBalancer.nodes.find((node) => !isUnknown(target.zone) && node.zone === target.zone);
  const working = loadBalancer.nodes.find(
    (node) => !state.failures.zones.includes(zoneOf(model, node) ?? ''),
  );
  const crossZone = group.crossZone ?? loadBalancer.crossZone;
  const preferred = crossZone ? (working ?? near) : (near ?? working);
  return preferred ?? loadBalancer.nodes[0];
}

const settled = new WeakMap<Model, Map<string, State>>();

/** The steady state after health checks took effect; one object per model and failures. */
export function settle(model: Model, failures: Failures = noFailures): State {
  const states = remember(settled, model, () => new Map<string, State>());
  const key = JSON.stringify([[...failures.zones].sort(), [...failures.targets].sort()]);
  return remember(states, key, () => settleOnce(model, failures, key));
}

function settleOnce(model: Model, failures: Failures, key: string): State {
  // While targets are being checked nobody asks for their health: a leg depends on the failures only.
  const checking: State = { failures, isHealthy: () => true, revision: `settling ${key}` };
  const unhealthy = new Set<string>();
  for (const group of model.targetGroups) {
    const balancers = model.loadBalancers.filter((balancer) =>
      balancer.listeners.some((listener) => groupArnsOf(listener).includes(group.arn)),
    );
    for (const target of group.targets) {
      if (isUnknown(target) || balancers.length === 0) continue;
      const fails = balancers.every(
        (balancer) => checkTarget(model, checking, balancer, group, target).outcome === 'stop',
      );
      if (fails) unhealthy.add(targetKey(group, target));
    }
  }
  return {
    failures,
    isHealthy: (group, target) => !unhealthy.has(targetKey(group, target)),
    revision: `settled ${key}`,
  };
}

function targetKey(group: TargetGroup, target: Target): string {
  return `${group.arn} ${target.id}:${target.port}`;
}

/** The groups that a listener's default action names and the model has. */
export function groupsOf(model: Model, arns: readonly unknown[]): TargetGroup[] {
  return arns.flatMap((arn) => (typeof arn === 'string' ? (indexOf(model).targetGroups.get(arn) ?? []) : []));
}
