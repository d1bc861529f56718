import { only, propertiesOf, synth } from '../helpers/synth';

const withDns = (dns: object, changes: object = {}) =>
  synth({ dns: { zone: 'corp.example', ...dns }, ...changes }).templates;
const doorWith = (dns: object) => withDns(dns)['front-door']!;

/** The records of all hosts. */
const recordsOf = (templates: ReturnType<typeof withDns>) =>
  Object.values(templates).flatMap((template) => propertiesOf(template, 'AWS::Route53::RecordSet'));

test('the private zone is seen from both networks and from each VPC it is associated with', () => {
  const zone = only(doorWith({ associate: ['vpc-0fedcba9876543210'] }), 'AWS::Route53::HostedZone');
  expect(zone.Name).toBe('corp.example');
  expect(zone.VPCs.map(({ VPCId }: { VPCId: unknown }) => VPCId)).toEqual([
    { 'Fn::ImportValue': expect.stringContaining('corp-network') },
    { 'Fn::ImportValue': expect.stringContaining('corp-on-premises') },
    'vpc-0fedcba9876543210',
  ]);
});

test('each host is one alias record to the load balancer', () => {
  const records = recordsOf(withDns({}));
  expect(records.map(({ Name, Type }) => `${Name} ${Type}`)).toEqual([
    'pvt-api.corp.example. A',
    'pvt-api2.corp.example. A',
  ]);
  for (const { AliasTarget } of records) {
    expect(AliasTarget.DNSName).toEqual({
      'Fn::ImportValue': expect.stringMatching(/LoadBalancer.*DNSName/),
    });
  }
});

test('a name leads nowhere before its API is there', () => {
  const stack = withDns({})['api-pvt-api']!;
  const [mapping] = Object.keys(stack.findResources('AWS::ApiGateway::BasePathMapping'));
  const [record] = Object.values(stack.findResources('AWS::Route53::RecordSet'));
  expect(record!.DependsOn).toContain(mapping);
});

test('a host that several APIs share has one record', () => {
  const api = { host: 'pvt-api.corp.example', routes: { 'GET /': 'hello-1' } };
  const apis = [
    { ...api, name: 'one', basePath: 'one' },
    { ...api, name: 'two', basePath: 'two', host: 'PVT-API.corp.example' },
  ];
  expect(recordsOf(withDns({}, { apis }))).toHaveLength(1);
});

test('a public zone belongs to no VPC and says its name servers', () => {
  const template = doorWith({ visibility: 'public' });
  expect(only(template, 'AWS::Route53::HostedZone').VPCs).toBeUndefined();
  const outputs = Object.entries(template.findOutputs('*'));
  const servers = outputs.find(([id]) => id.includes('NameServers'))?.[1];
  expect(servers?.Value).toEqual({ 'Fn::Join': [' ', { 'Fn::GetAtt': [expect.anything(), 'NameServers'] }] });
});

test('an existing zone gets the records and is not created', () => {
  const templates = withDns({ existing: 'Z0123456789ABCDEFGHIJ' });
  templates['front-door']!.resourceCountIs('AWS::Route53::HostedZone', 0);
  const zones = recordsOf(templates).map(({ HostedZoneId }) => HostedZoneId);
  expect(zones).toEqual(['Z0123456789ABCDEFGHIJ', 'Z0123456789ABCDEFGHIJ']);
});

describe('the inbound endpoint', () => {
  const template = doorWith({ inboundEndpoint: true });

  test('is asked by the data centre only, over UDP and TCP', () => {
    const [, { Properties }] = Object.entries(template.findResources('AWS::EC2::SecurityGroup')).find(
      ([id]) => id.startsWith('InboundEndpoint'),
    ) as [string, { Properties: { SecurityGroupIngress: Record<string, unknown>[] } }];
    expect(
      Properties.SecurityGroupIngress.map(
        ({ IpProtocol, FromPort, CidrIp }) => `${IpProtocol} ${FromPort} ${CidrIp}`,
      ),
    ).toEqual(['udp 53 10.10.0.0/16', 'tcp 53 10.10.0.0/16']);
  });

  test('has addresses that forwarders can be told before the deployment', () => {
    const { IpAddresses } = only(template, 'AWS::Route53Resolver::ResolverEndpoint');
    expect(IpAddresses.map(({ Ip }: { Ip: string }) => Ip)).toEqual(['10.20.31.250', '10.20.63.250']);
    const outputs = Object.values(template.findOutputs('*'));
    expect(outputs).toContainEqual(expect.objectContaining({ Value: '10.20.31.250 10.20.63.250' }));
  });

  test('takes its addresses before the load balancer and the endpoint take theirs', () => {
    const [inbound] = Object.keys(template.findResources('AWS::Route53Resolver::ResolverEndpoint'));
    for (const type of ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::EC2::VPCEndpoint']) {
      for (const { DependsOn } of Object.values(template.findResources(type))) {
        expect(DependsOn).toContain(inbound);
      }
    }
  });

  test('is left out where nobody asks for it', () => {
    doorWith({}).resourceCountIs('AWS::Route53Resolver::ResolverEndpoint', 0);
  });
});
