import { isUnknown, type Model, type SecurityGroupRule, Unknown, type Where } from '../../assembly/model';
import { cidrContains } from '../../ipv4';
import { indexOf } from '../model-index';
import { allOf, type Ternary } from '../ternary';
import { openSetting } from '../unresolved';
import { describeParty, type Finding, type Party } from './party';
import type { Via } from './routes';

/** IANA number. */
const tcp = 6;

function matchesPort(rule: SecurityGroupRule, port: number): boolean {
  if (rule.protocol === -1) return true;
  return rule.protocol === tcp && rule.fromPort <= port && port <= rule.toPort;
}

/** Whether the rule admits the port from or to the other side. */
function admits(rule: SecurityGroupRule, peer: Party, port: number, via: Via): Ternary {
  const unseen = openSetting(rule, /Port|Protocol/);
  if (unseen) return allOf([unseen, admitsPeer(rule, peer, via)]);
  return matchesPort(rule, port) && admitsPeer(rule, peer, via);
}

function admitsPeer(rule: SecurityGroupRule, peer: Party, via: Via): Ternary {
  if (isUnknown(rule.peer)) return rule.peer;
  if ('cidr' in rule.peer) return cidrContains(rule.peer.cidr, peer.address);
  if ('prefixListId' in rule.peer)
    return new Unknown(`prefix list ${rule.peer.prefixListId} is not in the templates`, rule.where);
  return refersTo(rule.peer.securityGroupId, rule.where, peer, via);
}

/** Whether the other side has the group that the rule names. */
function refersTo(groupId: string, where: Where, peer: Party, via: Via): Ternary {
  const groups = peer.interface?.securityGroupIds ?? 'none';
  if (groups === 'none' || via === 'outside') return false;
  const isMember = groups.includes(groupId);
  // aws-facts §7: references work across a peering (doc); across a transit gateway only where it is switched on.
  if (isMember && via === 'transit-gateway')
    return new Unknown(`whether the transit gateway supports security group references`, where);
  return isMember || (groups.find(isUnknown) ?? false);
}

/** What a new rule should name: a load balancer's own group, else the network that the other side is in. */
function peerToAdmit(model: Model, peer: Party, via: Via): string {
  const groups = peer.interface?.securityGroupIds ?? 'none';
  const first = groups === 'none' ? undefined : groups.find((id) => typeof id === 'string');
  const group = typeof first === 'string' ? indexOf(model).securityGroups.get(first) : undefined;
  if (peer.isNode && group && via === 'local') return `group ${group.where.logicalId}`;
  const cidr = peer.vpc?.cidrs.find((own) => typeof own === 'string' && cidrContains(own, peer.address));
  return typeof cidr === 'string' ? cidr : `${peer.address}/32`;
}

/** The groups of `own` towards `peer`: the union of their rules. Stateful, so asked for the request only. */
export function checkSecurityGroups(
  model: Model,
  own: Party,
  side: 'ingress' | 'egress',
  peer: Party,
  port: number,
  via: Via,
): Finding | undefined {
  const groupIds = own.interface?.securityGroupIds ?? 'none';
  if (groupIds === 'none') return undefined;
  const { securityGroups } = indexOf(model);
  const rules: SecurityGroupRule[] = [];
  const places: Where[] = [];
  let open: Unknown | undefined;
  for (const id of groupIds) {
    const group = isUnknown(id) ? undefined : securityGroups.get(id);
    if (group) {
      rules.push(...group[side]);
      places.push(group.where);
      open ??= openSetting(group, side === 'ingress' ? /Ingress/ : /Egress/);
    } else {
      open ??= isUnknown(id)
        ? id
        : new Unknown(`security group ${id} is not in the templates`, own.interface!.where);
    }
  }
  const finding = (
    outcome: Finding['outcome'],
    code: Finding['code'],
    because: string,
    where: readonly Where[],
  ) => ({ outcome, direction: 'request', code, because, where }) as const;

  for (const rule of rules) {
    const admitted = admits(rule, peer, port, via);
    if (admitted === true)
      return finding('open', 'NETWORK_OPEN', `a rule of ${rule.where.logicalId} admits it`, [rule.where]);
    if (isUnknown(admitted)) open ??= admitted;
  }
  const way = side === 'ingress' ? 'inbound' : 'outbound';
  const text = side === 'ingress' ? `from ${describeParty(peer)}` : `to ${describeParty(peer)}`;
  if (open) {
    const because = `whether the security groups of ${own.address} admit TCP ${port} ${text} is not known: ${open.reason}`;
    return finding('unknown', 'NETWORK_NOT_KNOWN', because, [open.where, ...places]);
  }
  const names = places.map((place) => place.logicalId).join(', ') || 'no group';
  const key = side === 'ingress' ? 'SecurityGroupIngress' : 'SecurityGroupEgress';
  const properties = places.map((place) => ({ ...place, property: `Properties.${key}` }));
  const other = `${side === 'ingress' ? 'from' : 'to'} ${peerToAdmit(model, peer, via)}`;
  const fix = `Add an ${way} rule for TCP ${port} ${other} to ${names}`;
  if (rules.length === 0) {
    const because = `${names} at ${own.address} has no ${way} rule`;
    return { ...finding('block', 'SG_HAS_NO_RULES', because, properties), fix };
  }
  const because = `no ${way} rule of ${names} at ${own.address} admits TCP ${port} ${text}`;
  return { ...finding('block', 'ENI_SG_RULES_MISMATCH', because, properties), fix };
}
