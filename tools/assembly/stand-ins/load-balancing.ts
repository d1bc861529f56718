import type { Resource } from '../resource';
import { hex, lowerId, upperId } from './identifiers';
import { arnPrefix, fromId, nameOf, ownId, type StandIns } from './stand-in';

/** Hosted zones of Network Load Balancers, from the published table of ELB endpoints; others by stand-in. */
const networkLoadBalancerZones: Readonly<Record<string, string>> = {
  'us-east-1': 'Z26RNL4JYFTOTI',
  'us-east-2': 'ZLMOA37VPKANP',
  'us-west-1': 'Z24FKFUX50B4VW',
  'us-west-2': 'Z18D5FSROUN65G',
  'eu-central-1': 'Z3F0SRJ5LGBH90',
  'eu-north-1': 'Z1UDT6IFJ4EJM',
  'eu-south-1': 'Z23146JA1KNAFP',
  'eu-west-1': 'Z2IFOLAFXWLO4F',
  'eu-west-2': 'ZD4D7Y8KGAS4G',
  'eu-west-3': 'Z1CMS0P5QUZ6D5',
  'ap-northeast-1': 'Z31USIVHYNEOWT',
  'ap-southeast-1': 'ZKVM4W9LS7TM',
  'ap-southeast-2': 'ZCT6FZBF4DROD',
  'sa-east-1': 'ZTK26PT1VY4CU',
};

const isNetwork = (resource: Resource) => resource.property('Type') === 'network';

/** `net/name/16hex` or `app/name/16hex` */
function fullName(resource: Resource): string | undefined {
  const name = nameOf(resource, 'Name', 32);
  if (typeof name !== 'string') return undefined;
  return `${isNetwork(resource) ? 'net' : 'app'}/${name}/${hex(`elb:${resource.seed}`, 16)}`;
}

function dnsName(resource: Resource) {
  const name = nameOf(resource, 'Name', 32);
  if (typeof name !== 'string') return name;
  const internal = resource.property('Scheme') === 'internal' && !isNetwork(resource) ? 'internal-' : '';
  const domain = isNetwork(resource)
    ? `elb.${resource.scope.region}.amazonaws.com`
    : `${resource.scope.region}.elb.amazonaws.com`;
  return `${internal}${name}-${hex(`elb:${resource.seed}`, 16)}.${domain}`;
}

function hostedZone(resource: Resource) {
  const { region } = resource.scope;
  const known = isNetwork(resource) ? networkLoadBalancerZones[region] : undefined;
  return known ?? `Z${upperId(`elb/${region}/${isNetwork(resource)}`, 13)}`;
}

function targetGroupName(resource: Resource) {
  const name = resource.property('Name');
  return (
    name ??
    `${resource.scope.name.slice(0, 6)}-${resource.logicalId.slice(0, 5)}-${lowerId(resource.seed, 12)}`
  );
}

export const loadBalancingStandIns: StandIns = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    ref: (resource) => {
      const name = fullName(resource);
      return name === undefined
        ? nameOf(resource, 'Name')
        : `${arnPrefix(resource, 'elasticloadbalancing')}loadbalancer/${name}`;
    },
    attributes: {
      LoadBalancerArn: ownId,
      LoadBalancerFullName: fullName,
      LoadBalancerName: (resource) => nameOf(resource, 'Name', 32),
      DNSName: dnsName,
      CanonicalHostedZoneID: hostedZone,
      SecurityGroups: (resource) => resource.property('SecurityGroups') ?? [],
    },
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    ref: (resource) => {
      const balancer = resource.property('LoadBalancerArn');
      if (typeof balancer !== 'string') return balancer ?? resource.seed;
      return `${balancer.replace(':loadbalancer/', ':listener/')}/${hex(`listener:${resource.seed}`, 16)}`;
    },
    attributes: { ListenerArn: ownId },
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    ref: (resource) => {
      const name = targetGroupName(resource);
      if (typeof name !== 'string') return name;
      return `${arnPrefix(resource, 'elasticloadbalancing')}targetgroup/${name}/${hex(`tg:${resource.seed}`, 16)}`;
    },
    attributes: {
      TargetGroupArn: ownId,
      TargetGroupName: targetGroupName,
      TargetGroupFullName: fromId((arn) => arn.slice(arn.indexOf('targetgroup/'))),
    },
  },
  'AWS::ElasticLoadBalancingV2::ListenerRule': {
    ref: (resource) => {
      const listener = resource.property('ListenerArn');
      if (typeof listener !== 'string') return listener ?? resource.seed;
      return `${listener.replace(':listener/', ':listener-rule/')}/${hex(`rule:${resource.seed}`, 16)}`;
    },
    attributes: { RuleArn: ownId },
  },
  'AWS::ElasticLoadBalancingV2::TrustStore': {
    ref: (resource) => {
      const name = nameOf(resource, 'Name', 32);
      if (typeof name !== 'string') return name;
      return `${arnPrefix(resource, 'elasticloadbalancing')}truststore/${name}/${hex(`trust:${resource.seed}`, 16)}`;
    },
    attributes: { TrustStoreArn: ownId },
  },
  'AWS::ElasticLoadBalancingV2::ListenerCertificate': { ref: ({ seed }) => seed },
};
