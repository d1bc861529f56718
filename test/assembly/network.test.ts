import { buildModel } from '../../tools/assembly';
import { isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestResource, type TestTemplate } from '../helpers/assembly';

const modelOf = (Resources: Record<string, TestResource>, more: TestTemplate = {}) =>
  buildModel(assemblyOf({ app: { ...more, Resources } }));

const ref = (Ref: string) => ({ Ref });
const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});
const vpc = (cidr = '10.0.0.0/16', more = {}) => resource('AWS::EC2::VPC', { CidrBlock: cidr, ...more });
const subnet = (VpcId: unknown, CidrBlock = '10.0.0.0/24') =>
  resource('AWS::EC2::Subnet', { VpcId, CidrBlock, AvailabilityZone: 'eu-west-1a' });

describe('a VPC', () => {
  test('is named by its vantage tag, then its Name, then its logical id', () => {
    const tags = (...pairs: [string, string][]) => ({ Tags: pairs.map(([Key, Value]) => ({ Key, Value })) });
    const { vpcs } = modelOf({
      A: vpc('10.0.0.0/16', tags(['Name', 'n'], ['hybrid-api:vantage', 'v'])),
      B: vpc('10.1.0.0/16', tags(['Name', 'n'])),
      C: vpc('10.2.0.0/16'),
    });
    expect(vpcs.map(({ name }) => name)).toEqual(['v', 'n', 'C']);
  });

  test('knows whether it has an internet gateway', () => {
    const attachment = resource('AWS::EC2::VPCGatewayAttachment', {
      VpcId: ref('A'),
      InternetGatewayId: 'igw-1',
    });
    expect(modelOf({ A: vpc(), attachment }).vpcs[0]?.hasInternetGateway).toBe(true);
    expect(modelOf({ A: vpc() }).vpcs[0]?.hasInternetGateway).toBe(false);
  });

  test('with an unknown DNS setting says so beside the default', () => {
    const [one] = modelOf({ A: vpc('10.0.0.0/16', { EnableDnsSupport: { 'Fn::Own': 1 } }) }).vpcs;
    expect(one?.dnsSupport).toBe(true);
    expect(one?.unresolved?.[0]?.where.property).toBe('Properties.EnableDnsSupport');
  });
});

describe('a subnet', () => {
  test('has its VPC’s main route table and default network ACL unless others are associated', () => {
    const { subnets, routeTables, networkAcls } = modelOf({ A: vpc(), S: subnet(ref('A')) });
    expect(routeTables.find(({ id }) => id === subnets[0]?.routeTableId)?.routes).toEqual([]);
    const acl = networkAcls.find(({ id }) => id === subnets[0]?.networkAclId);
    expect(acl?.entries.map(({ allow, cidr }) => [allow, cidr])).toEqual([
      [true, '0.0.0.0/0'],
      [true, '0.0.0.0/0'],
    ]);
  });

  test('has the associated route table and network ACL', () => {
    const { subnets, routeTables, networkAcls } = modelOf({
      A: vpc(),
      S: subnet(ref('A')),
      R: resource('AWS::EC2::RouteTable', { VpcId: ref('A') }),
      RA: resource('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: ref('S'), RouteTableId: ref('R') }),
      N: resource('AWS::EC2::NetworkAcl', { VpcId: ref('A') }),
      NA: resource('AWS::EC2::SubnetNetworkAclAssociation', { SubnetId: ref('S'), NetworkAclId: ref('N') }),
    });
    const named = (list: readonly { id: string; where: { logicalId: string } }[], id: unknown) =>
      list.find((one) => one.id === id)?.where.logicalId;
    expect(named(routeTables, subnets[0]?.routeTableId)).toBe('R');
    expect(named(networkAcls, subnets[0]?.networkAclId)).toBe('N');
  });
});

test.each([
  ['VpcPeeringConnectionId', 'pcx-1', 'peering'],
  ['TransitGatewayId', 'tgw-1', 'transit-gateway'],
  ['GatewayId', 'igw-1', 'internet-gateway'],
  ['GatewayId', 'vgw-1', 'vpn-gateway'],
  ['NatGatewayId', 'nat-1', 'nat-gateway'],
  ['NetworkInterfaceId', 'eni-1', 'other'],
])('a route by %s %s goes to a %s', (property, id, kind) => {
  const { routeTables } = modelOf({
    A: vpc(),
    R: resource('AWS::EC2::RouteTable', { VpcId: ref('A') }),
    Route: resource('AWS::EC2::Route', {
      RouteTableId: ref('R'),
      DestinationCidrBlock: '0.0.0.0/0',
      [property]: id,
    }),
  });
  expect(routeTables[0]?.routes[0]).toMatchObject({ destination: '0.0.0.0/0', target: { kind, id } });
});

describe('a security group', () => {
  const https = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 };
  const group = (more = {}) => resource('AWS::EC2::SecurityGroup', { VpcId: ref('A'), ...more });

  test('without egress rules of its own lets everything out', () => {
    const [one] = modelOf({ A: vpc(), G: group() }).securityGroups;
    expect(one?.egress).toMatchObject([{ protocol: -1, peer: { cidr: '0.0.0.0/0' } }]);
    expect(one?.ingress).toEqual([]);
  });

  test('has inline and separate rules together', () => {
    const [one] = modelOf({
      A: vpc(),
      G: group({ SecurityGroupIngress: [{ ...https, CidrIp: '10.0.0.0/8' }] }),
      Rule: resource('AWS::EC2::SecurityGroupIngress', {
        GroupId: { 'Fn::GetAtt': ['G', 'GroupId'] },
        ...https,
        SourceSecurityGroupId: 'sg-2',
      }),
    }).securityGroups;
    expect(one?.ingress.map(({ peer, where }) => [peer, where.logicalId])).toEqual([
      [{ cidr: '10.0.0.0/8' }, 'G'],
      [{ securityGroupId: 'sg-2' }, 'Rule'],
    ]);
  });

  test('of the VPC by default admits its own members', () => {
    const { securityGroups } = modelOf({ A: vpc() });
    expect(securityGroups[0]?.ingress[0]?.peer).toEqual({ securityGroupId: securityGroups[0]?.id });
  });
});

describe('a Transit Gateway', () => {
  const attachment = (VpcId: unknown) =>
    resource('AWS::EC2::TransitGatewayAttachment', {
      TransitGatewayId: ref('T'),
      VpcId,
      SubnetIds: ['subnet-1'],
    });
  const two = {
    A: vpc('10.1.0.0/16'),
    B: vpc('10.2.0.0/16'),
    AA: attachment(ref('A')),
    BA: attachment(ref('B')),
  };
  const destinations = (resources: Record<string, TestResource>) =>
    modelOf(resources).transitGatewayAttachments.map(({ routes }) => routes.map((one) => one.destination));

  test('propagates every attachment’s CIDR into the default table', () => {
    const all = ['10.1.0.0/16', '10.2.0.0/16'];
    expect(destinations({ T: resource('AWS::EC2::TransitGateway'), ...two })).toEqual([all, all]);
  });

  test('without default association and propagation has the explicit ones only', () => {
    const off = { DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' };
    const table = { TransitGatewayRouteTableId: ref('R') };
    const routes = destinations({
      T: resource('AWS::EC2::TransitGateway', off),
      R: resource('AWS::EC2::TransitGatewayRouteTable', { TransitGatewayId: ref('T') }),
      Association: resource('AWS::EC2::TransitGatewayRouteTableAssociation', {
        ...table,
        TransitGatewayAttachmentId: ref('AA'),
      }),
      Propagation: resource('AWS::EC2::TransitGatewayRouteTablePropagation', {
        ...table,
        TransitGatewayAttachmentId: ref('BA'),
      }),
      Static: resource('AWS::EC2::TransitGatewayRoute', {
        ...table,
        DestinationCidrBlock: '10.9.0.0/16',
        TransitGatewayAttachmentId: ref('BA'),
      }),
      ...two,
    });
    expect(routes).toEqual([['10.9.0.0/16', '10.2.0.0/16'], []]);
  });

  test('that exists already has tables nobody knows', () => {
    const existing = resource('AWS::EC2::TransitGatewayAttachment', {
      TransitGatewayId: 'tgw-0123',
      VpcId: ref('A'),
      SubnetIds: [],
    });
    const [one] = modelOf({ A: vpc(), existing }).transitGatewayAttachments;
    expect(one?.routes).toEqual([]);
    expect(one?.unresolved?.[0]?.reason).toContain('tgw-0123');
  });
});

describe('what is there already', () => {
  const existing = {
    vpcs: [
      {
        id: 'vpc-1',
        name: 'app',
        cidrs: ['10.0.0.0/16'],
        subnets: [
          { id: 'subnet-1', zone: 'eu-west-1a', cidr: '10.0.0.0/24', routeTable: 'rtb-1' },
          { id: 'subnet-2', zone: 'eu-west-1b', cidr: '10.0.1.0/24' },
        ],
      },
    ],
    endpoints: [
      {
        id: 'vpce-1',
        vpc: 'vpc-1',
        privateDns: true,
        securityGroup: 'sg-1',
        subnets: ['subnet-1', 'subnet-2'],
        addresses: { 'eu-west-1a': '10.0.0.7' },
      },
    ],
    zones: [{ id: 'Z1', name: 'corp.example', private: true, vpcs: ['vpc-1'] }],
    certificates: [{ arn: 'arn:aws:acm:1', names: ['*.corp.example'] }],
  };
  const onPremises = { cidrs: ['10.10.0.0/16'], connection: 'connected', simulated: false };
  const Metadata = { HybridApi: { schemaVersion: 1, onPremises, existing } };
  const model = modelOf(
    {
      Route: resource('AWS::EC2::Route', {
        RouteTableId: 'rtb-1',
        DestinationCidrBlock: '10.10.0.0/16',
        TransitGatewayId: 'tgw-1',
      }),
      Rule: resource('AWS::EC2::SecurityGroupIngress', {
        GroupId: 'sg-1',
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        CidrIp: '10.0.0.0/16',
      }),
      Record: resource('AWS::Route53::RecordSet', {
        HostedZoneId: 'Z1',
        Name: 'a.corp.example',
        Type: 'A',
        TTL: '60',
        ResourceRecords: ['10.0.0.9'],
      }),
    },
    { Metadata },
  );

  test('has subnets whose network ACL is unknown, and whose route table is unless named', () => {
    expect(model.subnets.map(({ routeTableId }) => isUnknown(routeTableId))).toEqual([false, true]);
    expect(model.subnets.every(({ networkAclId }) => isUnknown(networkAclId))).toBe(true);
  });

  test('has DNS settings that nobody knows, unless an endpoint’s private DNS proves them', () => {
    const properties = (HybridApi: object) =>
      modelOf({}, { Metadata: { HybridApi } }).vpcs[0]?.unresolved?.map(({ where }) => where.property);
    expect(properties({ existing })).toEqual([expect.stringContaining('internetGateway')]);
    expect(properties({ existing: { ...existing, endpoints: [] } })).toEqual([
      expect.stringContaining('enableDnsSupport'),
      expect.stringContaining('internetGateway'),
    ]);
  });

  test('has a route table with the added route, and routes that nobody knows', () => {
    const table = model.routeTables.find(({ id }) => id === 'rtb-1');
    expect(table?.routes).toHaveLength(1);
    expect(table?.unresolved).toHaveLength(1);
  });

  test('has a security group with the added rule, and rules that nobody knows', () => {
    const group = model.securityGroups.find(({ id }) => id === 'sg-1');
    expect(group?.ingress).toHaveLength(1);
    expect(group?.unresolved).toHaveLength(1);
  });

  test('has an endpoint with the given address, one in the subnet, and an unknown policy', () => {
    const [endpoint] = model.endpoints;
    expect(endpoint?.interfaces[0]?.address).toBe('10.0.0.7');
    expect(endpoint?.interfaces[1]?.address).toMatch(/^10\.0\.1\./);
    expect(isUnknown(endpoint?.policy)).toBe(true);
  });

  test('has a zone with the template’s records', () => {
    expect(model.hostedZones[0]).toMatchObject({
      id: 'Z1',
      vpcIds: ['vpc-1'],
      records: [{ name: 'a.corp.example', ttl: 60, values: ['10.0.0.9'] }],
    });
  });

  test('says of the whole element, not of one property, that it is not all known', () => {
    const open = [...model.routeTables, ...model.securityGroups, ...model.hostedZones];
    expect(open.flatMap(({ unresolved = [] }) => unresolved.map(({ where }) => where.property))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('has certificates with their names', () => {
    expect(model.certificates[0]?.names).toEqual(['*.corp.example']);
  });

  test('makes the data centre an external vantage', () => {
    const site = model.vantages.find(({ name }) => name === 'on-prem');
    expect(site).toMatchObject({ kind: 'external', cidrs: ['10.10.0.0/16'] });
    expect(site?.source?.address).toMatch(/^10\.10\./);
  });
});
