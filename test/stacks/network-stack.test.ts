import { only, propertiesOf, synth } from '../helpers/synth';

const { templates } = synth();
const { network } = templates;

const existing = {
  vpc: 'vpc-0123456789abcdef0',
  cidrs: ['10.20.0.0/16'],
  subnets: [
    {
      id: 'subnet-0aaaaaaaaaaaaaaa0',
      zone: 'eu-west-1a',
      cidr: '10.20.0.0/24',
      routeTable: 'rtb-0aaaaaaaaaaaaaaa0',
    },
    { id: 'subnet-0bbbbbbbbbbbbbbb0', zone: 'eu-west-1b', cidr: '10.20.1.0/24' },
  ],
};

test('the application VPC has one private subnet in each configured zone', () => {
  const subnets = propertiesOf(network, 'AWS::EC2::Subnet');
  expect(subnets.map(({ AvailabilityZone }) => AvailabilityZone)).toEqual(['eu-west-1a', 'eu-west-1b']);
  expect(subnets.map(({ CidrBlock }) => CidrBlock)).toEqual(['10.20.0.0/19', '10.20.32.0/19']);
  expect(subnets.every(({ MapPublicIpOnLaunch }) => MapPublicIpOnLaunch === false)).toBe(true);
});

test('a further zone renumbers no subnet', () => {
  const more = synth({ zones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'] }).templates.network;
  const blocks = propertiesOf(more, 'AWS::EC2::Subnet').map(({ CidrBlock }) => CidrBlock);
  expect(blocks).toEqual(['10.20.0.0/19', '10.20.32.0/19', '10.20.64.0/19']);
});

test('nothing leads to the internet', () => {
  for (const template of Object.values(templates)) {
    for (const type of ['InternetGateway', 'NatGateway', 'EIP', 'EgressOnlyInternetGateway']) {
      template.resourceCountIs(`AWS::EC2::${type}`, 0);
    }
  }
});

test('endpoint private DNS and private zones find the VPC settings they need', () => {
  expect(only(network, 'AWS::EC2::VPC')).toMatchObject({ EnableDnsSupport: true, EnableDnsHostnames: true });
});

test('each VPC says which vantage it is', () => {
  const vantage = (name: string) =>
    only(templates[name], 'AWS::EC2::VPC').Tags.find(
      ({ Key }: { Key: string }) => Key === 'hybrid-api:vantage',
    ).Value;
  expect([vantage('network'), vantage('on-premises')]).toEqual(['app', 'on-prem']);
});

test('the subnet border lets HTTPS in, and only answers out to the data centre', () => {
  const entries = propertiesOf(network, 'AWS::EC2::NetworkAclEntry').map(
    ({ Egress, CidrBlock, PortRange, RuleAction, Protocol }) =>
      `${Egress ? 'out' : 'in'} ${RuleAction} ${Protocol} ${CidrBlock} ${PortRange.From}-${PortRange.To}`,
  );
  expect(entries.sort()).toEqual([
    'in allow 6 10.10.0.0/16 443-443',
    'in allow 6 10.20.0.0/16 1024-65535',
    'in allow 6 10.20.0.0/16 443-443',
    'out allow 6 10.10.0.0/16 1024-65535',
    'out allow 6 10.20.0.0/16 1024-65535',
    'out allow 6 10.20.0.0/16 443-443',
  ]);
});

test('all traffic of both VPCs is logged, and the logs outlive the stack', () => {
  for (const name of ['network', 'on-premises']) {
    expect(only(templates[name], 'AWS::EC2::FlowLog')).toMatchObject({ TrafficType: 'ALL' });
    const groups = Object.values(templates[name]!.findResources('AWS::Logs::LogGroup'));
    expect(groups.filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')).toHaveLength(1);
  }
});

test('functions in the VPC accept nothing and reach HTTPS inside the VPC only', () => {
  const group = only(network, 'AWS::EC2::SecurityGroup');
  expect(group.SecurityGroupIngress).toBeUndefined();
  expect(group.SecurityGroupEgress).toEqual([
    expect.objectContaining({ CidrIp: '10.20.0.0/16', FromPort: 443, ToPort: 443, IpProtocol: 'tcp' }),
  ]);
});

test('an existing VPC is used as it is: nothing of it is created', () => {
  const imported = synth({ network: { existing } }).templates;
  imported.network!.resourceCountIs('AWS::EC2::VPC', 0);
  imported.network!.resourceCountIs('AWS::EC2::Subnet', 0);
  expect(only(imported['front-door'], 'AWS::ElasticLoadBalancingV2::LoadBalancer').Subnets).toEqual(
    existing.subnets.map(({ id }) => id),
  );
});

test('an existing route table gets the route back to the simulated data centre', () => {
  const imported = synth({ network: { existing } }).templates;
  const routes = propertiesOf(imported['on-premises'], 'AWS::EC2::Route');
  expect(routes.filter(({ RouteTableId }) => RouteTableId === 'rtb-0aaaaaaaaaaaaaaa0')).toEqual([
    expect.objectContaining({ DestinationCidrBlock: '10.10.0.0/16' }),
  ]);
});

test('a created VPC that a Direct Connect will reach has a gateway to attach it to', () => {
  const onPremises = { cidrs: ['10.10.0.0/16', '10.11.0.0/16'], connect: 'connected' };
  const { network: connected } = synth({ onPremises }).templates;
  connected!.resourceCountIs('AWS::EC2::VPNGateway', 1);
  const routes = propertiesOf(connected, 'AWS::EC2::Route').map((route) => route.DestinationCidrBlock);
  expect(routes.sort()).toEqual(['10.10.0.0/16', '10.10.0.0/16', '10.11.0.0/16', '10.11.0.0/16']);
});

test('a created VPC joins the Transit Gateway that the data centre is on', () => {
  const transitGateway = 'tgw-0123456789abcdef0';
  const onPremises = { cidrs: ['10.10.0.0/16'], connect: 'transit-gateway', transitGateway };
  const { network: joined } = synth({ onPremises }).templates;
  expect(only(joined, 'AWS::EC2::TransitGatewayAttachment').TransitGatewayId).toBe(transitGateway);
  expect(propertiesOf(joined, 'AWS::EC2::Route').map((route) => route.TransitGatewayId)).toEqual([
    transitGateway,
    transitGateway,
  ]);
});

describe('metadata of what no template shows', () => {
  const metadata = (changes = {}) => synth(changes).templates.network!.toJSON().Metadata.HybridApi;

  test('names the data centre and the certificate of the reference', () => {
    expect(metadata()).toEqual({
      schemaVersion: 1,
      onPremises: { cidrs: ['10.10.0.0/16'], connection: 'peering', simulated: true },
      existing: {
        vpcs: [],
        endpoints: [],
        zones: [],
        certificates: [{ arn: expect.stringContaining(':certificate/'), names: ['*.corp.example'] }],
        transitGateways: [],
        inboundEndpoints: [],
        resolverRules: [],
        callers: [],
      },
    });
  });

  test('names an existing network, endpoint and zone', () => {
    const endpoint = { id: 'vpce-0123456789abcdef0', securityGroup: 'sg-0123456789abcdef0' };
    const dns = {
      zone: 'corp.example',
      existing: 'Z0123456789ABCDEFGHIJ',
      associate: ['vpc-0fedcba9876543210'],
    };
    const { existing: found } = metadata({ network: { existing: { ...existing, endpoint } }, dns });
    expect(found.vpcs).toMatchObject([
      { id: existing.vpc, name: 'app', cidrs: existing.cidrs, subnets: existing.subnets },
    ]);
    expect(found.endpoints).toEqual([
      {
        id: endpoint.id,
        vpc: existing.vpc,
        privateDns: true,
        securityGroup: endpoint.securityGroup,
        subnets: existing.subnets.map(({ id }) => id),
      },
    ]);
    expect(found.zones).toEqual([
      { id: dns.existing, name: 'corp.example', private: true, vpcs: [existing.vpc, ...dns.associate] },
    ]);
  });
});

describe('what is connected already', () => {
  const vgw = 'vgw-0123456789abcdef0';

  test('an existing virtual private gateway is attached, and puts its routes into every table', () => {
    const onPremises = { cidrs: ['10.10.0.0/16'], vpnGateway: { id: vgw, propagates: ['10.10.0.0/16'] } };
    const { network } = synth({ onPremises }).templates;
    expect(only(network, 'AWS::EC2::VPCGatewayAttachment').VpnGatewayId).toBe(vgw);
    const propagation = only(network, 'AWS::EC2::VPNGatewayRoutePropagation');
    expect(propagation.VpnGatewayId).toBe(vgw);
    expect(propagation.RouteTableIds).toHaveLength(2);
    expect(propertiesOf(network, 'AWS::EC2::VPNGateway')).toEqual([]);
    expect(propertiesOf(network, 'AWS::EC2::Route')).toEqual([]);
  });

  test('an existing VPC is attached to the Transit Gateway, and only routes of named tables are added', () => {
    const onPremises = { cidrs: ['10.10.0.0/16'], connect: 'transit-gateway', transitGateway: 'tgw-0a' };
    const { network } = synth({ network: { existing }, onPremises }).templates;
    expect(only(network, 'AWS::EC2::TransitGatewayAttachment').VpcId).toBe(existing.vpc);
    const tables = existing.subnets.flatMap((subnet) => subnet.routeTable ?? []);
    expect(propertiesOf(network, 'AWS::EC2::Route').map((route) => route.RouteTableId)).toEqual(tables);
  });

  test('nothing is made for an attachment that is there', () => {
    const attachment = { id: 'tgw-attach-0a', zones: ['eu-west-1a'] };
    const transitGateway = { id: 'tgw-0a', attachment };
    const onPremises = { cidrs: ['10.10.0.0/16'], connect: 'transit-gateway', transitGateway };
    const { network } = synth({ network: { existing }, onPremises }).templates;
    expect(propertiesOf(network, 'AWS::EC2::TransitGatewayAttachment')).toEqual([]);
    expect(propertiesOf(network, 'AWS::EC2::Route')).toEqual([]);
  });

  test('a shared Resolver rule is associated once, and a rule of the kit is made first', () => {
    const dns = {
      zone: 'corp.example',
      resolverRules: [
        { domain: 'branch.example', existing: 'rslvr-rr-0a', to: ['10.10.0.53'] },
        { domain: 'there.example', existing: 'rslvr-rr-0b', to: ['10.10.0.53'], associated: true },
        { domain: 'lab.example', outboundEndpoint: 'rslvr-out-0a', to: ['10.10.0.53'] },
        { domain: 'aws.lab.example', type: 'system' },
      ],
    };
    const { network } = synth({ network: { existing }, dns }).templates;
    const rules = propertiesOf(network, 'AWS::Route53Resolver::ResolverRule');
    expect(rules).toMatchObject([
      {
        RuleType: 'FORWARD',
        DomainName: 'lab.example',
        ResolverEndpointId: 'rslvr-out-0a',
        TargetIps: [{ Ip: '10.10.0.53', Port: '53' }],
      },
      { RuleType: 'SYSTEM', DomainName: 'aws.lab.example' },
    ]);
    const associations = propertiesOf(network, 'AWS::Route53Resolver::ResolverRuleAssociation');
    expect(associations.map(({ VPCId }) => VPCId)).toEqual([existing.vpc, existing.vpc, existing.vpc]);
    expect(associations[0]?.ResolverRuleId).toBe('rslvr-rr-0a');
  });

  test('the group of an endpoint whose owner admits the load balancer gets no rule', () => {
    const endpoint = {
      id: 'vpce-0123456789abcdef0',
      securityGroup: 'sg-0123456789abcdef0',
      admitLoadBalancer: false,
    };
    const { 'front-door': frontDoor } = synth({ network: { existing: { ...existing, endpoint } } }).templates;
    expect(propertiesOf(frontDoor, 'AWS::EC2::SecurityGroupIngress')).toEqual([]);
  });
});
