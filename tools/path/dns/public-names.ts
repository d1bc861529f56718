import { isUnknown, type LoadBalancer, type Model, type TargetGroup, type Where } from '../../assembly/model';
import { publicFrontAddress } from '../address';
import { perModel } from '../cache';
import { groupArnsOf } from '../load-balancer/group-arns';
import { indexOf, zoneOf } from '../model-index';
import { isInZone, parentOf } from '../names';
import type { State } from '../state';

/** What AWS itself publishes about a name: the same answer from everywhere. */
export interface PublicAnswer {
  readonly addresses: readonly string[];
  readonly where: readonly Where[];
  /** Zones whose address is missing because they have no healthy target. */
  readonly missingZones: readonly string[];
  readonly isPublicFront?: boolean;
}

/** Seconds: aws-facts §4.3 and §6 (doc). */
export const awsTtl = 60;

const endpointNames = perModel((model) => {
  const found = new Map<string, PublicAnswer>();
  for (const endpoint of model.endpoints) {
    for (const { name, addresses } of endpoint.dnsNames)
      found.set(name.toLowerCase(), { addresses, where: [endpoint.where], missingZones: [] });
  }
  // aws-facts §1.2 (doc): an association publishes an alias name, from the deployment that holds it on.
  for (const stage of model.stages) {
    for (const id of stage.serves.vpcEndpointIds) {
      const endpoint = isUnknown(id) ? undefined : indexOf(model).endpoints.get(id);
      const addresses = endpoint?.interfaces.map((own) => own.address) ?? [];
      const name = `${stage.apiId}-${id}.${executeApiZone(model)}`.toLowerCase();
      if (endpoint) found.set(name, { addresses, where: [endpoint.where, stage.where], missingZones: [] });
    }
  }
  return found;
});

/** `execute-api.{region}.amazonaws.com` */
export function executeApiZone(model: Model): string {
  const suffix = model.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
  return `execute-api.${model.region}.${suffix}`;
}

/**
 * A name that AWS publishes: of a load balancer (also by zone and with `dualstack.`), of an endpoint, or of
 * API Gateway's public front. `undefined`: none of these.
 */
export function publicAnswer(model: Model, state: State, name: string): PublicAnswer | undefined {
  return loadBalancerAnswer(model, state, name) ?? endpointNames(model).get(name) ?? frontAnswer(model, name);
}

function frontAnswer(model: Model, name: string): PublicAnswer | undefined {
  const regional = model.domains.find((domain) => domain.regionalDomainName.toLowerCase() === name);
  const isDefaultName = parentOf(name) === executeApiZone(model);
  if (!regional && !isDefaultName) return undefined;
  const where = regional ? [regional.where] : [];
  return { addresses: [publicFrontAddress(name)], where, missingZones: [], isPublicFront: true };
}

function loadBalancerAnswer(model: Model, state: State, name: string): PublicAnswer | undefined {
  const balancers = indexOf(model).loadBalancers;
  // aws-facts §11.3.5: CDK puts `dualstack.` before the names of network load balancers too.
  const bare = name.startsWith('dualstack.') ? parentOf(name) : name;
  const balancer = balancers.get(bare) ?? balancers.get(parentOf(bare));
  if (!balancer) return undefined;
  if (!balancers.has(bare)) {
    const zone = bare.slice(0, bare.indexOf('.'));
    const nodes = balancer.nodes.filter((node) => node.zone === zone);
    const addresses = nodes.map((node) => node.address);
    return addresses.length > 0 ? { addresses, where: [balancer.where], missingZones: [] } : undefined;
  }
  // aws-facts §4.3 (doc): a zone without a healthy target leaves the answer, unless all would have to.
  const inService = balancer.nodes.filter((node) =>
    zoneIsInService(model, state, balancer, zoneOf(model, node)),
  );
  const shown = inService.length > 0 ? inService : balancer.nodes;
  const missing = balancer.nodes.filter((node) => !shown.includes(node));
  return {
    addresses: shown.map((node) => node.address),
    where: [balancer.where],
    missingZones: missing.map((node) => zoneOf(model, node) ?? 'an unknown zone'),
  };
}

function zoneIsInService(
  model: Model,
  state: State,
  balancer: LoadBalancer,
  zone: string | undefined,
): boolean {
  if (zone !== undefined && state.failures.zones.includes(zone)) return false;
  const arns = new Set(balancer.listeners.flatMap(groupArnsOf));
  return [...arns].every((arn) => {
    const group = isUnknown(arn) ? undefined : indexOf(model).targetGroups.get(arn);
    return group === undefined || hasHealthyTarget(state, balancer, group, zone);
  });
}

function hasHealthyTarget(
  state: State,
  balancer: LoadBalancer,
  group: TargetGroup,
  zone: string | undefined,
): boolean {
  const crossZone = group.crossZone ?? balancer.crossZone;
  return group.targets.some((target) => {
    if (isUnknown(target)) return true;
    const isNear = crossZone || target.zone === zone || target.zone === 'all' || isUnknown(target.zone);
    return isNear && state.isHealthy(group, target);
  });
}

/** Whether the name is one of execute-api's, which an endpoint's private DNS would answer. */
export function isExecuteApiName(model: Model, name: string): boolean {
  return isInZone(name, executeApiZone(model));
}
