import {
  type HttpSettings,
  isUnknown,
  type Known,
  type LoadBalancer,
  type LoadBalancerNode,
  type Unknown,
  type WebAclAssociation,
} from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';
import type { World } from '../world';
import { elementOf, lose, required } from './element';
import { byProperty } from './groups';
import { buildListeners } from './listeners';

/** Load balancers with a node per enabled zone, and their listeners. */
export function buildLoadBalancers(world: World): LoadBalancer[] {
  const listenersOf = buildListeners(world);
  const webAcls = byProperty(world.ofType('AWS::WAFv2::WebACLAssociation'), 'ResourceArn');
  return world.ofType('AWS::ElasticLoadBalancingV2::LoadBalancer').map((resource): LoadBalancer => {
    const { settings, key: arn } = resource;
    const type = settings.literal('Type') === 'network' ? 'network' : 'application';
    const attributes = attributesOf(settings, 'LoadBalancerAttributes');
    const nodes = nodesOf(resource);
    const place = { scope: resource.scope, where: resource.where };
    return {
      arn,
      type,
      scheme: settings.literal('Scheme') === 'internal' ? 'internal' : 'internet-facing',
      vpcId: nodes.find((node) => node.vpcId !== undefined)?.vpcId ?? `${resource.seed}/vpc`,
      nodes,
      dnsName: String(resource.attribute('DNSName', place)).toLowerCase(),
      hostedZoneId: String(resource.attribute('CanonicalHostedZoneID', place)),
      // Off by default for network, always on for application load balancers: aws-facts §4.3 (doc).
      crossZone: type === 'application' || attributes.get('load_balancing.cross_zone.enabled') === 'true',
      ...privateLinkRules(settings),
      listeners: listenersOf(resource),
      ...(type === 'application'
        ? { http: httpSettingsOf(attributes), ...webAclOf(webAcls.of(resource)) }
        : {}),
      ...elementOf(resource),
    };
  });
}

/** `on` by default, where it applies at all: aws-facts §4.2 (doc). */
function privateLinkRules(settings: Settings): Pick<LoadBalancer, 'enforcesPrivateLinkRules'> {
  const value = settings.text('EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic');
  if (value === undefined) return {};
  return { enforcesPrivateLinkRules: isUnknown(value) ? value : value !== 'off' };
}

/** `[{Key, Value}]` attributes; one whose value is unknown is kept in `unresolved`. */
export function attributesOf(settings: Settings, property: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const item of settings.items(property)) {
    const key = item.literal('Key');
    const value = item.literal('Value');
    if (key !== undefined && value !== undefined) attributes.set(key, value);
  }
  return attributes;
}

/** Defaults of AWS (ALB guide, load balancer attributes; doc). */
function httpSettingsOf(attributes: ReadonlyMap<string, string>): HttpSettings {
  const http = (name: string) => attributes.get(`routing.http.${name}`);
  return {
    dropInvalidHeaderFields: http('drop_invalid_header_fields.enabled') === 'true',
    forwardedFor: (http('xff_header_processing.mode') ?? 'append') as HttpSettings['forwardedFor'],
    preserveHost: http('preserve_host_header.enabled') === 'true',
    idleSeconds: Number(attributes.get('idle_timeout.timeout_seconds') ?? 60),
  };
}

function webAclOf([association]: readonly Resource[]): { webAcl?: WebAclAssociation } {
  if (!association) return {};
  return { webAcl: { arn: required(association, 'WebACLArn'), ...elementOf(association) } };
}

function nodesOf(resource: Resource): LoadBalancerNode[] {
  const { settings, world, seed, where } = resource;
  const groups = settings.texts('SecurityGroups');
  const places: { subnetId: Known<string>; explicit?: Known<string> }[] = [
    ...settings.texts('Subnets').map((subnetId) => ({ subnetId })),
    ...settings.items('SubnetMappings').map((item) => ({
      subnetId: item.text('SubnetId') ?? world.unknown('SubnetId is missing', item.where),
      explicit: item.text('PrivateIPv4Address'),
    })),
  ];
  return places.flatMap(({ subnetId, explicit }): LoadBalancerNode[] => {
    const address = explicit ?? world.addresses.of(subnetId, seed);
    if (isUnknown(subnetId) || isUnknown(address)) {
      lose(resource, 'a node', (isUnknown(subnetId) ? subnetId : address) as Unknown);
      return [];
    }
    const vpcId = world.subnets.vpcOf(subnetId);
    return [
      {
        address,
        subnetId,
        vpcId: isUnknown(vpcId) ? undefined : vpcId,
        zone: world.subnets.zoneOf(subnetId),
        securityGroupIds: groups.length > 0 ? groups : 'none',
        where,
      },
    ];
  });
}
