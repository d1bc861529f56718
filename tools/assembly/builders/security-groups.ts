import { isUnknown, type SecurityGroup, type SecurityGroupRule, type Where } from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';
import { defaultSecurityGroupId } from '../stand-ins/ec2';
import type { World } from '../world';
import { elementOf, idText, unseen } from './element';
import { byProperty, type Groups } from './groups';
import { protocolNumber } from './protocols';
import { statedGroup } from './stated';

type Direction = 'ingress' | 'egress';

function peerOf(settings: Settings, direction: Direction): SecurityGroupRule['peer'] {
  const side = direction === 'ingress' ? 'Source' : 'Destination';
  const cidr = settings.text('CidrIp') ?? settings.text('CidrIpv6');
  if (cidr !== undefined) return isUnknown(cidr) ? cidr : { cidr };
  const group = settings.text(`${side}SecurityGroupId`);
  if (group !== undefined) return isUnknown(group) ? group : { securityGroupId: group };
  const list = settings.text(`${side}PrefixListId`);
  if (list !== undefined) return isUnknown(list) ? list : { prefixListId: list };
  return settings.world.unknown('the rule names no peer by CIDR, group or prefix list', settings.where);
}

function ruleOf(settings: Settings, direction: Direction, where: Where): SecurityGroupRule {
  const protocol = protocolNumber(settings.literal('IpProtocol'));
  const from = settings.number('FromPort');
  const to = settings.number('ToPort');
  const isAll = protocol === -1 || from === -1;
  const isPort = protocol === 6 || protocol === 17;
  return {
    protocol,
    fromPort: isAll ? 0 : (from ?? 0),
    toPort: isAll ? 65535 : (to ?? (isPort ? (from ?? 65535) : 65535)),
    peer: peerOf(settings, direction),
    where,
    ...(settings.unresolved.length > 0 ? { unresolved: settings.unresolved } : {}),
  };
}

function rulesOf(resources: readonly Resource[], direction: Direction): SecurityGroupRule[] {
  return resources.map(({ settings, where }) => ruleOf(settings, direction, where));
}

/** A group whose template has no egress rules of its own lets everything out (AWS::EC2::SecurityGroup, doc). */
function everything(where: Where): SecurityGroupRule {
  return { protocol: -1, fromPort: 0, toPort: 65535, peer: { cidr: '0.0.0.0/0' }, where };
}

/**
 * Security groups of the templates with inline and separate rules, each VPC's default group, and existing
 * groups that a template adds rules to (their other rules are in `unresolved`).
 */
export function buildSecurityGroups(world: World): SecurityGroup[] {
  const ingress = byProperty(world.ofType('AWS::EC2::SecurityGroupIngress'), 'GroupId');
  const egress = byProperty(world.ofType('AWS::EC2::SecurityGroupEgress'), 'GroupId');

  const created = world.ofType('AWS::EC2::SecurityGroup').map((resource): SecurityGroup => {
    const { settings, key: id, where } = resource;
    const inline = (property: string, direction: Direction) =>
      settings.items(property).map((item) => ruleOf(item, direction, item.where));
    const outgoing = inline('SecurityGroupEgress', 'egress');
    const hasEgress = settings.list('SecurityGroupEgress').length > 0 || resource.physical.complete === true;
    return {
      id,
      vpcId: idText(settings.text('VpcId'), resource.seed),
      ingress: [...inline('SecurityGroupIngress', 'ingress'), ...rulesOf(ingress.of(resource), 'ingress')],
      egress: [...(hasEgress ? outgoing : [everything(where)]), ...rulesOf(egress.of(resource), 'egress')],
      ...elementOf(resource),
    };
  });
  const defaults = world.ofType('AWS::EC2::VPC').map(({ key, where }): SecurityGroup => {
    const id = defaultSecurityGroupId(key);
    const members: SecurityGroupRule = { ...everything(where), peer: { securityGroupId: id } };
    return {
      id,
      vpcId: key,
      ingress: [members, ...rulesOf(ingress.get(id), 'ingress')],
      egress: [everything(where), ...rulesOf(egress.get(id), 'egress')],
      where,
    };
  });
  const seen = new Set([...created, ...defaults].map(({ id }) => id));
  return [...created, ...defaults, ...existingGroups(world, seen, ingress, egress)];
}

function existingGroups(
  world: World,
  seen: ReadonlySet<string>,
  ingress: Groups,
  egress: Groups,
): SecurityGroup[] {
  const places = new Map<string, Where>();
  for (const groups of [ingress, egress]) {
    for (const id of groups.ids()) places.set(id, groups.get(id)[0]!.where);
  }
  for (const { securityGroup, where } of [...world.metadata.endpoints, ...world.metadata.inboundEndpoints])
    if (securityGroup !== undefined) places.set(securityGroup, where);
  for (const { securityGroups = {}, where } of world.metadata.vpcs)
    for (const id of Object.keys(securityGroups)) places.set(id, where);
  return [...places]
    .filter(([id]) => !seen.has(id))
    .map(([id, where]): SecurityGroup => {
      const stated = statedGroup(world.metadata.vpcs, id);
      return {
        id,
        vpcId: world.metadata.endpoints.find((one) => one.securityGroup === id)?.vpc ?? stated?.vpcId ?? id,
        ingress: [...(stated?.ingress ?? []), ...rulesOf(ingress.get(id), 'ingress')],
        egress: [...(stated?.egress ?? []), ...rulesOf(egress.get(id), 'egress')],
        where: stated?.where ?? where,
        ...(stated
          ? {}
          : { unresolved: [unseen(world, `rules that ${id} has already are in no template`, where)] }),
      };
    });
}
