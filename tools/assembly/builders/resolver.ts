import {
  type InboundEndpoint,
  isUnknown,
  type Known,
  type NetworkInterface,
  type OutboundEndpoint,
  type ResolverRule,
} from '../model';
import type { Resource } from '../resource';
import type { World } from '../world';
import { normalName } from './dns';
import { elementOf, lose, required } from './element';

const associationType = 'AWS::Route53Resolver::ResolverRuleAssociation';

/** Resolver endpoints that answer queries from outside the VPC: created, and existing ones that are stated. */
export function buildInboundEndpoints(world: World): InboundEndpoint[] {
  const created = endpoints(world, 'INBOUND').map((resource) => ({
    id: resource.key,
    interfaces: interfacesOf(resource),
    ...elementOf(resource),
  }));
  const existing = world.metadata.inboundEndpoints.map(
    ({ id, vpc, addresses, securityGroup, where }): InboundEndpoint => ({
      id,
      interfaces: addresses.map((address) => ({
        address,
        subnetId: world.subnets.containing(address, vpc)?.id,
        vpcId: vpc,
        securityGroupIds: [
          securityGroup ?? world.unknown(`the security group of ${id} is not stated`, where),
        ],
        where,
      })),
      where,
    }),
  );
  return [...created, ...existing];
}

export function buildOutboundEndpoints(world: World): OutboundEndpoint[] {
  return endpoints(world, 'OUTBOUND').map((resource) => ({
    id: resource.key,
    interfaces: interfacesOf(resource),
    ...elementOf(resource),
  }));
}

function endpoints(world: World, direction: 'INBOUND' | 'OUTBOUND'): Resource[] {
  return world
    .ofType('AWS::Route53Resolver::ResolverEndpoint')
    .filter(({ settings }) => settings.literal('Direction') === direction);
}

function interfacesOf(resource: Resource): NetworkInterface[] {
  const { settings, where, seed, world } = resource;
  const groups = settings.texts('SecurityGroupIds');
  return settings.items('IpAddresses').flatMap((item, index): NetworkInterface[] => {
    const subnetId = item.literal('SubnetId');
    const address = item.text('Ip') ?? world.addresses.of(subnetId ?? null, `${seed}/${index}`);
    if (isUnknown(address)) lose(resource, 'an interface', address);
    if (subnetId === undefined || isUnknown(address)) return [];
    const vpcId = world.subnets.vpcOf(subnetId);
    return [
      { address, subnetId, vpcId: isUnknown(vpcId) ? undefined : vpcId, securityGroupIds: groups, where },
    ];
  });
}

/** Resolver rules with the VPCs that they are associated with, in whatever template. */
export function buildResolverRules(world: World): ResolverRule[] {
  const associations = world.ofType(associationType).map(({ settings, where }) => ({
    rule: settings.text('ResolverRuleId'),
    vpc: settings.text('VPCId'),
    where,
  }));
  const vpcsOf = (id: string): Known<string>[] =>
    associations.flatMap(({ rule, vpc }) => (rule === id && vpc !== undefined ? [vpc] : []));
  const created = world.ofType('AWS::Route53Resolver::ResolverRule').map((resource) => {
    return createdRule(resource, vpcsOf(resource.key));
  });
  const existing = world.metadata.resolverRules.map(
    ({ id, domain, type, to, vpcs, where }): ResolverRule => ({
      id,
      domain: normalName(domain),
      type: type === 'system' ? 'SYSTEM' : 'FORWARD',
      targets: to,
      vpcIds: [...new Set([...vpcs, ...vpcsOf(id)])],
      where,
    }),
  );
  const seen = new Set<unknown>([...created, ...existing].map(({ id }) => id));
  // A rule of somebody else, or one whose id is not known: which names it takes is in no template.
  const others = associations.filter(({ rule }) => rule !== undefined && !seen.has(rule));
  const unseen = others.map(({ rule, vpc, where }): ResolverRule => {
    const name = isUnknown(rule) ? rule.reason : `rule ${rule} is in no template`;
    const cause = world.unknown(`names of an associated Resolver rule: ${name}`, where);
    const id = typeof rule === 'string' ? rule : where.logicalId;
    return { id, domain: cause, type: cause, targets: [], vpcIds: vpc === undefined ? [] : [vpc], where };
  });
  return [...created, ...existing, ...unseen];
}

function createdRule(resource: Resource, vpcIds: readonly Known<string>[]): ResolverRule {
  const { settings, world } = resource;
  const domain = required(resource, 'DomainName');
  const type = required(resource, 'RuleType');
  const isKnownType = type === 'FORWARD' || type === 'SYSTEM';
  const outboundEndpointId = settings.text('ResolverEndpointId');
  return {
    id: resource.key,
    domain: isUnknown(domain) ? domain : normalName(domain),
    type:
      isUnknown(type) || isKnownType
        ? type
        : world.unknown(`rule type ${type} is not modelled`, resource.where),
    targets: settings.items('TargetIps').flatMap((target) => target.text('Ip') ?? target.text('Ipv6') ?? []),
    vpcIds,
    ...(outboundEndpointId === undefined ? {} : { outboundEndpointId }),
    ...elementOf(resource),
  };
}
