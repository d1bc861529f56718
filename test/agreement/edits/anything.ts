import type { EditableResource, Templates } from '../../faults/templates';
import { type Edit, elsewhere } from './edit';

/** Types that decide about calls. */
const types = [
  ...['VPC', 'Subnet', 'SubnetRouteTableAssociation', 'SubnetNetworkAclAssociation', 'RouteTable', 'Route'],
  ...['VPCPeeringConnection', 'NetworkAcl', 'NetworkAclEntry', 'SecurityGroup', 'SecurityGroupIngress'],
  ...['VPCEndpoint', 'TransitGatewayAttachment', 'TransitGatewayRouteTable'],
].map((name) => `AWS::EC2::${name}`);
const others = [
  ...['LoadBalancer', 'Listener', 'TargetGroup'].map((name) => `AWS::ElasticLoadBalancingV2::${name}`),
  ...['RestApi', 'Deployment', 'Stage', 'DomainName', 'BasePathMapping'].map(
    (name) => `AWS::ApiGateway::${name}`,
  ),
  ...[
    'AWS::Lambda::Function',
    'AWS::Lambda::Permission',
    'AWS::Route53::HostedZone',
    'AWS::Route53::RecordSet',
  ],
  ...['AWS::Route53Resolver::ResolverEndpoint', 'Custom::EndpointTargets'],
];

const all = (templates: Templates): EditableResource[] =>
  [...types, ...others].flatMap((type) => templates.all(type));

/** Type first, so that the many NACL entries do not drown the rest. */
const some: (templates: Templates, dice: { pick<T>(items: readonly T[]): T }) => EditableResource = (
  templates,
  dice,
) => {
  const found = all(templates);
  const type = dice.pick([...new Set(found.map((own) => own.type))]);
  return dice.pick(found.filter((own) => own.type === type));
};

export const anyEdits: Record<string, Edit> = {
  'a resource is gone': (templates, dice) => templates.remove(some(templates, dice)),
  'a property is gone': (templates, dice) => {
    const { properties } = some(templates, dice);
    const names = Object.keys(properties);
    if (names.length > 0) delete properties[dice.pick(names)];
  },
  'a property is not known': (templates, dice) => {
    const { properties } = some(templates, dice);
    const names = Object.keys(properties);
    if (names.length > 0) properties[dice.pick(names)] = elsewhere;
  },
  'a part of a property is not known': (templates, dice) => {
    const { properties } = some(templates, dice);
    const lists = Object.values(properties).filter((value) => value !== null && typeof value === 'object');
    if (lists.length === 0) return;
    const inner = dice.pick(lists);
    const names = Object.keys(inner);
    if (names.length > 0 && !names[0]?.startsWith('Fn::') && names[0] !== 'Ref')
      inner[dice.pick(names)] = elsewhere;
  },
};
