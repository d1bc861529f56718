import { isUnknown, type LoadBalancer, type Model } from '../../assembly/model';
import { indexOf } from '../model-index';
import { failed, type LinkOutcome } from './outcome';

/**
 * Whether the groups of a Network Load Balancer let in what comes by PrivateLink; `undefined`: they do.
 * The addresses that a VPC link's calls come from are the service's own and not published: only a rule for every
 * address admits them for certain (aws-facts §4.2, §9, doc; that they are unknown is inferred).
 */
export function admitsPrivateLink(
  model: Model,
  balancer: LoadBalancer,
  port: number,
): LinkOutcome | undefined {
  const { enforcesPrivateLinkRules: enforced = true, where } = balancer;
  const groupIds = balancer.nodes[0]?.securityGroupIds ?? 'none';
  if (groupIds === 'none' || enforced === false) return undefined;
  if (isUnknown(enforced)) return { kind: 'unknown', because: enforced.reason, where: [enforced.where] };
  const { securityGroups } = indexOf(model);
  let isPossible = false;
  for (const id of groupIds) {
    const group = isUnknown(id) ? undefined : securityGroups.get(id);
    if (!group) {
      isPossible = true;
      continue;
    }
    for (const { protocol, fromPort, toPort, peer } of group.ingress) {
      const isPort = protocol === -1 || (protocol === 6 && fromPort <= port && port <= toPort);
      if (!isPort) continue;
      if (!isUnknown(peer) && 'cidr' in peer && peer.cidr === '0.0.0.0/0') return undefined;
      // A group of the VPC is never the service's.
      if (isUnknown(peer) || !('securityGroupId' in peer)) isPossible = true;
    }
  }
  const property = 'Properties.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic';
  const places = [{ ...where, property }];
  const because = `${where.logicalId} holds PrivateLink traffic to its inbound rules on port ${port}`;
  if (isPossible) {
    const reason = `${because}, and from which addresses a VPC link comes is not published`;
    return { kind: 'unknown', because: reason, where: places };
  }
  return failed('LINK_NLB_ENFORCES_RULES', `${because}, and none admits a VPC link`, places, 'silence');
}
