import {
  isUnknown,
  type Known,
  type Listener,
  type LoadBalancer,
  type LoadBalancerNode,
  type Unknown,
} from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';
import type { World } from '../world';
import { elementOf, lose } from './element';
import { byProperty } from './groups';

/** Load balancers with a node per enabled zone, and their listeners. */
export function buildLoadBalancers(world: World): LoadBalancer[] {
  const listeners = byProperty(world.ofType('AWS::ElasticLoadBalancingV2::Listener'), 'LoadBalancerArn');
  const certificates = byProperty(
    world.ofType('AWS::ElasticLoadBalancingV2::ListenerCertificate'),
    'ListenerArn',
  );
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
      listeners: listeners.of(resource).map((one) => listenerOf(one, certificates.of(one))),
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

function listenerOf(resource: Resource, extra: readonly Resource[]): Listener {
  const { settings } = resource;
  const certificateArns = (items: readonly Settings[]) =>
    items.flatMap((item) => item.text('CertificateArn') ?? []);
  const forwards = settings.items('DefaultActions').flatMap((action) => {
    const weighted = action.nested('ForwardConfig').items('TargetGroups');
    const groups = weighted.filter((group) => group.number('Weight') !== 0);
    const single = action.text('TargetGroupArn');
    return groups.length > 0 ? groups.flatMap((group) => group.text('TargetGroupArn') ?? []) : (single ?? []);
  });
  return {
    arn: resource.key,
    port: settings.number('Port') ?? 443,
    protocol: (settings.literal('Protocol') ?? 'TCP') as Listener['protocol'],
    // What the API fills in where a template says nothing: aws-facts §4.1 (doc).
    sslPolicy: settings.text('SslPolicy') ?? 'ELBSecurityPolicy-2016-08',
    certificateArns: [
      ...certificateArns(settings.items('Certificates')),
      ...extra.flatMap((one) => certificateArns(one.settings.items('Certificates'))),
    ],
    targetGroupArns: forwards,
    ...elementOf(resource),
  };
}
