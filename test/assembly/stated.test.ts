import { buildModel } from '../../tools/assembly';
import { isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestResource, type TestTemplate } from '../helpers/assembly';

const modelOf = (Resources: Record<string, TestResource>, more: TestTemplate) =>
  buildModel(assemblyOf({ app: { ...more, Resources } }));

const resource = (Type: string, Properties: Record<string, unknown>): TestResource => ({ Type, Properties });

const vpc = {
  id: 'vpc-1',
  name: 'app',
  cidrs: ['10.0.0.0/16'],
  dnsSupport: true,
  dnsHostnames: false,
  internetGateway: false,
  subnets: [
    { id: 'subnet-1', zone: 'eu-west-1a', cidr: '10.0.0.0/24', routeTable: 'rtb-1', networkAcl: 'acl-1' },
    { id: 'subnet-2', zone: 'eu-west-1b', cidr: '10.0.1.0/24', routeTable: 'rtb-2', networkAcl: 'acl-2' },
  ],
  routeTables: {
    'rtb-1': [
      { to: '10.10.0.0/16', via: 'vgw-1' },
      { to: '0.0.0.0/0', via: 'eni-1' },
    ],
  },
  networkAcls: {
    'acl-1': 'open',
    'acl-2': [
      { number: 200, direction: 'out', action: 'deny', protocol: 'udp', cidr: '10.10.0.0/16', ports: [1, 9] },
      { number: 100, direction: 'in', action: 'allow', protocol: 'tcp', cidr: '10.10.0.0/16', ports: 443 },
    ],
  },
  securityGroups: {
    'sg-1': {
      ingress: [{ protocol: 'tcp', ports: 443, peer: '10.0.0.0/16' }],
      egress: [{ protocol: 'all', peer: 'sg-2' }],
    },
  },
};
const existing = {
  vpcs: [vpc],
  endpoints: [],
  zones: [],
  certificates: [],
  transitGateways: [
    {
      id: 'tgw-1',
      vpc: 'vpc-1',
      attachment: { id: 'tgw-attach-1', zones: ['eu-west-1b'] },
      routes: ['10.10.0.0/16'],
    },
  ],
  inboundEndpoints: [
    { id: 'rslvr-in-1', vpc: 'vpc-1', addresses: ['10.0.1.53'], securityGroup: 'sg-1' },
    { id: 'rslvr-in-2', vpc: 'vpc-2', addresses: ['10.40.0.53'] },
  ],
  resolverRules: [
    {
      id: 'rslvr-rr-1',
      domain: 'Corp.Example.',
      type: 'forward',
      to: ['10.10.0.53'],
      vpcs: ['vpc-1'],
    },
  ],
};
const onPremises = {
  cidrs: ['10.10.0.0/16'],
  connection: 'connected',
  simulated: false,
  vpnGateway: { id: 'vgw-1', propagates: ['10.10.0.0/16'] },
};
const model = modelOf(
  {
    Route: resource('AWS::EC2::Route', {
      RouteTableId: 'rtb-1',
      DestinationCidrBlock: '10.20.0.0/16',
      TransitGatewayId: 'tgw-1',
    }),
    Created: resource('AWS::EC2::RouteTable', { VpcId: 'vpc-3' }),
    Learned: resource('AWS::EC2::VPNGatewayRoutePropagation', {
      VpnGatewayId: 'vgw-1',
      RouteTableIds: [{ Ref: 'Created' }],
    }),
    Shared: resource('AWS::Route53Resolver::ResolverRuleAssociation', {
      ResolverRuleId: 'rslvr-rr-1',
      VPCId: 'vpc-3',
    }),
    Strange: resource('AWS::Route53Resolver::ResolverRuleAssociation', {
      ResolverRuleId: 'rslvr-rr-9',
      VPCId: 'vpc-1',
    }),
  },
  { Metadata: { HybridApi: { schemaVersion: 1, onPremises, existing } } },
);

test('stated routes are all that a table has, with those that a template adds', () => {
  const table = model.routeTables.find(({ id }) => id === 'rtb-1');
  expect(table?.unresolved).toBeUndefined();
  expect(table?.routes.map(({ destination, target }) => [destination, target])).toEqual([
    ['10.10.0.0/16', { kind: 'vpn-gateway', id: 'vgw-1' }],
    ['0.0.0.0/0', { kind: 'other', id: 'eni-1' }],
    ['10.20.0.0/16', { kind: 'transit-gateway', id: 'tgw-1' }],
  ]);
  expect(table?.where.property).toContain('routeTables.rtb-1');
});

test('a table that is only named has no routes that one could rely on', () => {
  expect(model.routeTables.some(({ id }) => id === 'rtb-2')).toBe(false);
  expect(model.subnets.map(({ routeTableId }) => routeTableId)).toEqual(['rtb-1', 'rtb-2']);
});

test('the routes that a known VPN gateway propagates are those of the data centre', () => {
  const table = model.routeTables.find(({ vpcId }) => vpcId === 'vpc-3');
  expect(table?.unresolved).toBeUndefined();
  expect(table?.routes).toMatchObject([
    { destination: '10.10.0.0/16', target: { kind: 'vpn-gateway', id: 'vgw-1' } },
  ]);
});

test('stated network ACLs are sorted by number; an open one lets everything through', () => {
  const entries = (id: string) =>
    model.networkAcls
      .find((acl) => acl.id === id)
      ?.entries.map(({ number, egress, allow, protocol, fromPort, toPort }) => {
        return [number, egress, allow, protocol, fromPort, toPort];
      });
  expect(entries('acl-1')).toEqual([
    [100, false, true, -1, 0, 65535],
    [100, true, true, -1, 0, 65535],
  ]);
  expect(entries('acl-2')).toEqual([
    [100, false, true, 6, 443, 443],
    [200, true, false, 17, 1, 9],
  ]);
});

test('a stated security group has its rules and no others', () => {
  const group = model.securityGroups.find(({ id }) => id === 'sg-1');
  expect(group?.unresolved).toBeUndefined();
  expect(group).toMatchObject({
    vpcId: 'vpc-1',
    ingress: [{ protocol: 6, fromPort: 443, toPort: 443, peer: { cidr: '10.0.0.0/16' } }],
    egress: [{ protocol: -1, fromPort: 0, toPort: 65535, peer: { securityGroupId: 'sg-2' } }],
  });
});

test('the DNS settings of a VPC are as stated', () => {
  const [own] = model.vpcs.filter(({ id }) => id === 'vpc-1');
  expect(own).toMatchObject({ dnsSupport: true, dnsHostnames: false, hasInternetGateway: false });
  expect(own?.unresolved).toEqual([]);
});

test('an existing attachment stands in the subnets of its zones and leads outside', () => {
  expect(model.transitGatewayAttachments).toMatchObject([
    {
      id: 'tgw-attach-1',
      vpcId: 'vpc-1',
      subnetIds: ['subnet-2'],
      routes: [{ destination: '10.10.0.0/16' }],
    },
  ]);
});

test('existing inbound endpoints have the stated addresses, in a subnet where one holds them', () => {
  const [here, elsewhere] = model.inboundEndpoints;
  expect(here?.interfaces).toMatchObject([
    { address: '10.0.1.53', subnetId: 'subnet-2', vpcId: 'vpc-1', securityGroupIds: ['sg-1'] },
  ]);
  expect(elsewhere?.interfaces[0]).toMatchObject({ address: '10.40.0.53', vpcId: 'vpc-2' });
  expect(elsewhere?.interfaces[0]?.subnetId).toBeUndefined();
});

test('an existing rule belongs to the stated VPCs and to those that a template associates', () => {
  const rule = model.resolverRules.find(({ id }) => id === 'rslvr-rr-1');
  expect(rule).toMatchObject({
    domain: 'corp.example',
    type: 'FORWARD',
    targets: ['10.10.0.53'],
    vpcIds: ['vpc-1', 'vpc-3'],
  });
});

test('an associated rule of somebody else takes names that nobody knows', () => {
  const rule = model.resolverRules.find(({ id }) => id === 'rslvr-rr-9');
  expect(isUnknown(rule?.domain)).toBe(true);
  expect(rule?.vpcIds).toEqual(['vpc-1']);
});
