import { buildModel } from '../../tools/assembly';
import { isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestResource } from '../helpers/assembly';
import { referenceModel } from '../helpers/reference-template';

const modelOf = (Resources: Record<string, TestResource>) => buildModel(assemblyOf({ app: { Resources } }));
const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});
const elb = 'AWS::ElasticLoadBalancingV2';
const unknown = { 'Fn::Own': 1 };

const groupOf = (Properties: Record<string, unknown>) =>
  modelOf({ G: resource(`${elb}::TargetGroup`, Properties) }).targetGroups[0];

describe('a load balancer', () => {
  test('has a node per subnet, with zone, address and groups', () => {
    const [balancer] = referenceModel().loadBalancers;
    expect(balancer?.nodes.map(({ zone }) => zone)).toEqual(['eu-west-1a', 'eu-west-1b']);
    expect(balancer?.nodes[0]?.securityGroupIds).toHaveLength(1);
  });

  test('without groups has none that filter', () => {
    const model = referenceModel((templates) => {
      delete (templates['corp-network']!.Resources!.Balancer!.Properties as Record<string, unknown>)
        .SecurityGroups;
    });
    expect(model.loadBalancers[0]?.nodes[0]?.securityGroupIds).toBe('none');
  });

  test('has cross-zone off unless an attribute says so', () => {
    const balancer = (LoadBalancerAttributes: unknown[]) =>
      modelOf({ B: resource(`${elb}::LoadBalancer`, { Type: 'network', LoadBalancerAttributes }) })
        .loadBalancers[0]?.crossZone;
    expect(balancer([])).toBe(false);
    expect(balancer([{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }])).toBe(true);
  });
});

describe('a listener', () => {
  const listener = (more: Record<string, unknown>, extra: Record<string, TestResource> = {}) =>
    modelOf({
      B: resource(`${elb}::LoadBalancer`, { Type: 'network' }),
      L: resource(`${elb}::Listener`, { LoadBalancerArn: { Ref: 'B' }, Port: 443, Protocol: 'TLS', ...more }),
      ...extra,
    }).loadBalancers[0]?.listeners[0];

  test('has the API’s old TLS policy where the template names none', () => {
    expect(listener({})?.sslPolicy).toBe('ELBSecurityPolicy-2016-08');
  });

  test('has its default certificate first, then the SNI list', () => {
    const more = resource(`${elb}::ListenerCertificate`, {
      ListenerArn: { Ref: 'L' },
      Certificates: [{ CertificateArn: 'arn:2' }],
    });
    const one = listener({ Certificates: [{ CertificateArn: 'arn:1' }] }, { more });
    expect(one?.certificateArns).toEqual(['arn:1', 'arn:2']);
  });

  test('forwards to the groups of its default action, weighted ones too', () => {
    const weighted = {
      Type: 'forward',
      ForwardConfig: {
        TargetGroups: [
          { TargetGroupArn: 'a', Weight: 1 },
          { TargetGroupArn: 'b', Weight: 0 },
        ],
      },
    };
    expect(listener({ DefaultActions: [weighted] })?.targetGroupArns).toEqual(['a']);
  });
});

describe('a target group', () => {
  test.each([
    ['ip', 'TLS', false],
    ['ip', 'TCP', false],
    ['ip', 'UDP', true],
    ['instance', 'TLS', true],
  ])('of %s over %s preserves the client address by default: %s', (TargetType, Protocol, expected) => {
    expect(groupOf({ TargetType, Protocol, Port: 443 })?.preserveClientIp).toBe(expected);
  });

  test('has what its attributes say', () => {
    const TargetGroupAttributes = [
      { Key: 'preserve_client_ip.enabled', Value: 'true' },
      { Key: 'proxy_protocol_v2.enabled', Value: 'true' },
      { Key: 'load_balancing.cross_zone.enabled', Value: 'true' },
    ];
    expect(groupOf({ TargetType: 'ip', Protocol: 'TLS', Port: 443, TargetGroupAttributes })).toMatchObject({
      preserveClientIp: true,
      proxyProtocolV2: true,
      crossZone: true,
    });
  });

  test('has AWS’s health check where the template says nothing', () => {
    expect(groupOf({ TargetType: 'ip', Protocol: 'TLS', Port: 443 })?.healthCheck).toEqual({
      protocol: 'TCP',
      path: '/',
      matcher: '200-399',
      intervalSeconds: 30,
      timeoutSeconds: 10,
      healthyThreshold: 5,
      unhealthyThreshold: 2,
    });
  });

  test('has an attribute that is not known in `unresolved`', () => {
    const TargetGroupAttributes = [{ Key: 'preserve_client_ip.enabled', Value: unknown }];
    const group = groupOf({ TargetType: 'ip', Protocol: 'TLS', Port: 443, TargetGroupAttributes });
    expect(group?.unresolved?.[0]?.where.property).toBe('Properties.TargetGroupAttributes[0].Value');
  });

  test('has static targets, their zone by the subnet that holds the address', () => {
    const { targetGroups } = modelOf({
      S: resource('AWS::EC2::Subnet', {
        VpcId: 'vpc-1',
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: 'eu-west-1a',
      }),
      G: resource(`${elb}::TargetGroup`, {
        TargetType: 'ip',
        Protocol: 'TLS',
        Port: 443,
        VpcId: 'vpc-1',
        Targets: [
          { Id: '10.0.0.9' },
          { Id: '10.9.0.1', AvailabilityZone: 'all', Port: 8443 },
          { Id: unknown },
        ],
      }),
    });
    expect(targetGroups[0]?.targets).toMatchObject([
      { id: '10.0.0.9', port: 443, zone: 'eu-west-1a' },
      { id: '10.9.0.1', port: 8443, zone: 'all' },
      { reason: expect.stringContaining('Fn::Own') },
    ]);
  });

  test('has the endpoint’s addresses that Custom::EndpointTargets registers', () => {
    const { targetGroups, endpoints } = referenceModel();
    const addresses = endpoints[0]?.interfaces.map(({ address, zone }) => [address, zone]);
    expect(targetGroups[0]?.targets.map((one) => (isUnknown(one) ? one : [one.id, one.zone]))).toEqual(
      addresses,
    );
  });

  test('fed from an endpoint that no template shows has an unknown target', () => {
    const model = referenceModel((templates) => {
      Object.assign(templates['corp-network']!.Resources!.EndpointTargets!.Properties!, {
        VpcEndpointId: 'vpce-elsewhere',
      });
    });
    expect(model.targetGroups[0]?.targets.map(isUnknown)).toEqual([true]);
  });
});

describe('an endpoint', () => {
  test('has an interface and names per zone', () => {
    const [endpoint] = referenceModel().endpoints;
    expect(endpoint?.dnsNames.map(({ addresses }) => addresses.length)).toEqual([2, 1, 1]);
    expect(endpoint?.privateDns).toBe(true);
    expect(endpoint?.policy).toBeUndefined();
  });

  test('without a group has its VPC’s default one', () => {
    const { endpoints, securityGroups, vpcs } = modelOf({
      V: resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
      S: resource('AWS::EC2::Subnet', {
        VpcId: { Ref: 'V' },
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: 'a',
      }),
      E: resource('AWS::EC2::VPCEndpoint', {
        VpcEndpointType: 'Interface',
        VpcId: { Ref: 'V' },
        ServiceName: 'com.amazonaws.eu-west-1.execute-api',
        SubnetIds: [{ Ref: 'S' }],
      }),
    });
    expect(vpcs).toHaveLength(1);
    expect(endpoints[0]?.interfaces[0]?.securityGroupIds).toEqual([securityGroups[0]?.id]);
  });

  test('of gateway type is no part of a chain', () => {
    const { endpoints } = modelOf({
      E: resource('AWS::EC2::VPCEndpoint', { VpcId: 'vpc-1', ServiceName: 's3' }),
    });
    expect(endpoints).toEqual([]);
  });
});

describe('DNS', () => {
  test('records are lower case without the last dot, aliases keep `dualstack.`', () => {
    const [zone] = referenceModel().hostedZones;
    expect(zone).toMatchObject({ name: 'corp.example', private: true });
    expect(zone?.records[0]?.name).toBe('pvt-api.corp.example');
    expect(zone?.records[0]?.alias?.dnsName).toMatch(/^dualstack\.corp-private-api-/);
  });

  test('record sets of a group belong to the group’s zone, with their own place', () => {
    const [zone] = modelOf({
      Z: resource('AWS::Route53::HostedZone', { Name: 'Corp.Example' }),
      Group: resource('AWS::Route53::RecordSetGroup', {
        HostedZoneName: 'corp.example.',
        RecordSets: [{ Name: 'A.corp.example.', Type: 'CNAME', TTL: 300, ResourceRecords: ['b.example'] }],
      }),
    }).hostedZones;
    expect(zone).toMatchObject({ name: 'corp.example', private: false });
    expect(zone?.records).toMatchObject([
      {
        name: 'a.corp.example',
        type: 'CNAME',
        ttl: 300,
        values: ['b.example'],
        where: { logicalId: 'Group', property: 'Properties.RecordSets[0]' },
      },
    ]);
  });

  test('an inbound endpoint has chosen and allotted addresses', () => {
    const { inboundEndpoints } = modelOf({
      S: resource('AWS::EC2::Subnet', { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/24', AvailabilityZone: 'a' }),
      R: resource('AWS::Route53Resolver::ResolverEndpoint', {
        Direction: 'INBOUND',
        SecurityGroupIds: ['sg-1'],
        IpAddresses: [{ SubnetId: { Ref: 'S' }, Ip: '10.0.0.53' }, { SubnetId: { Ref: 'S' } }],
      }),
    });
    const [first, second] = inboundEndpoints[0]?.interfaces ?? [];
    expect(first).toMatchObject({ address: '10.0.0.53', vpcId: 'vpc-1', securityGroupIds: ['sg-1'] });
    expect(second?.address).toMatch(/^10\.0\.0\./);
  });

  test('a certificate has its domain name first', () => {
    const { certificates } = modelOf({
      C: resource('AWS::CertificateManager::Certificate', {
        DomainName: 'A.example',
        SubjectAlternativeNames: ['b.example', 'a.example'],
      }),
    });
    expect(certificates[0]?.names).toEqual(['a.example', 'b.example']);
  });
});

describe('vantages', () => {
  test('are every VPC and the internet; a tagged function is the host', () => {
    const { vantages, functions } = referenceModel();
    expect(vantages.map(({ name }) => name)).toEqual(['app', 'on-prem', 'internet']);
    const host = functions.find(({ where }) => where.logicalId === 'OnPremHost');
    expect(vantages[1]?.source).toEqual(host?.interface);
  });

  test('without a tagged function have a host in the VPC’s first subnet that no group filters', () => {
    const { vantages } = modelOf({
      V: resource('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
      S: resource('AWS::EC2::Subnet', {
        VpcId: { Ref: 'V' },
        CidrBlock: '10.0.0.0/24',
        AvailabilityZone: 'a',
      }),
    });
    expect(vantages[0]?.source).toMatchObject({ securityGroupIds: 'none' });
  });
});

test('types without a place in the model are listed, harmless ones are not', () => {
  const { ignored } = modelOf({
    A: resource('AWS::NetworkFirewall::Firewall'),
    B: resource('AWS::NetworkFirewall::Firewall'),
    C: resource('AWS::IAM::Role'),
  });
  expect(ignored).toEqual([
    { type: 'AWS::NetworkFirewall::Firewall', where: { stack: 'app', logicalId: 'A' } },
  ]);
});
