import type { NetworkInterface } from '@aws-sdk/client-ec2';
import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Physical } from '../../../assembly/physical';
import { type LiveDraft, stackOf } from '../live-draft';
import { isRead, type LoadBalancerFacts, type Read, type Snapshot } from '../snapshot';
import { listeners } from './listener';
import { addressesOf } from './vpc-endpoint';

const type = 'AWS::ElasticLoadBalancingV2::LoadBalancer';
const parts = ['Listener', 'ListenerCertificate', 'ListenerRule'].map(
  (name) => `AWS::ElasticLoadBalancingV2::${name}`,
);

/** Load balancers, their listeners, certificates and rules. */
export function loadBalancers(draft: LiveDraft, { loadBalancers: read, interfaces }: Snapshot): void {
  if (!draft.has(read, [type, ...parts])) return;
  const here = read.filter(({ balancer }) => balancer.State?.Code !== 'failed');
  const stack = (arn: string | undefined, vpc: string | undefined) =>
    draft.declaredOf(type).find(({ physical }) => physical.id === arn)?.scope.name ??
    stackOf(draft, 'AWS::EC2::VPC', vpc);
  draft.put(
    type,
    here.map((facts) => {
      const { balancer } = facts;
      const arn = balancer.LoadBalancerArn ?? '';
      if (!isRead(interfaces)) draft.mark(arn, interfaces.notRead, ['network', 'load-balancer']);
      return {
        key: arn,
        stack: stack(arn, balancer.VpcId),
        properties: propertiesOf(draft, facts),
        physical: loadBalancerPhysical(balancer, interfaces),
      };
    }),
  );
  listeners(draft, here, ({ LoadBalancerArn, VpcId }) => stack(LoadBalancerArn, VpcId));
}

function propertiesOf(draft: LiveDraft, { balancer, attributes }: LoadBalancerFacts) {
  if (!isRead(attributes)) draft.mark(balancer.LoadBalancerArn ?? '', attributes.notRead, ['load-balancer']);
  const enforces = balancer.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic;
  return {
    Type: balancer.Type,
    Scheme: balancer.Scheme,
    Name: balancer.LoadBalancerName,
    Subnets: balancer.AvailabilityZones?.map(({ SubnetId }) => SubnetId) ?? [],
    SecurityGroups: balancer.SecurityGroups ?? [],
    LoadBalancerAttributes: isRead(attributes) ? attributes.map(({ Key, Value }) => ({ Key, Value })) : [],
    ...(enforces === undefined ? {} : { EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic: enforces }),
  };
}

/** Name and addresses that AWS allotted: an interface of a load balancer carries its name (aws-facts §4.2, doc). */
export function loadBalancerPhysical(
  {
    LoadBalancerArn: arn = '',
    DNSName = '',
    CanonicalHostedZoneId = '',
    AvailabilityZones = [],
  }: LoadBalancer,
  interfaces: Read<readonly NetworkInterface[]>,
): Physical {
  const fullName = arn.slice(arn.indexOf(':loadbalancer/') + ':loadbalancer/'.length);
  const own = isRead(interfaces)
    ? interfaces.filter(({ Description }) => Description === `ELB ${fullName}`)
    : [];
  const fixed = AvailabilityZones.flatMap(({ SubnetId, LoadBalancerAddresses = [] }): [string, string][] => {
    const address = LoadBalancerAddresses[0]?.PrivateIPv4Address;
    return SubnetId && address ? [[SubnetId, address]] : [];
  });
  return {
    id: arn,
    attributes: { DNSName, CanonicalHostedZoneID: CanonicalHostedZoneId },
    addresses: { ...addressesOf(own), ...Object.fromEntries(fixed) },
  };
}
