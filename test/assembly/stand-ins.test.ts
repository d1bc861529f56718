import { World } from '../../tools/assembly/world';
import { cidrContains } from '../../tools/ipv4';
import { assemblyOf, type TestResource } from '../helpers/assembly';
import { referenceModel } from '../helpers/reference-template';

function world(Resources: Record<string, TestResource>): World {
  return new World(assemblyOf({ app: { Resources } }));
}

function attributeOf(Resources: Record<string, TestResource>, id: string, attribute: string) {
  const Subject = { Type: 'T', Properties: { Value: { 'Fn::GetAtt': [id, attribute] } } };
  return world({ ...Resources, Subject })
    .stack('app')
    ?.resource('Subject')
    ?.property('Value');
}

const idOf = (Type: string, Properties: Record<string, unknown> = {}) =>
  world({ Subject: { Type, Properties } }).stack('app')?.resource('Subject')?.id();

describe('ids look like AWS’s own', () => {
  test.each([
    ['AWS::EC2::VPC', /^vpc-[0-9a-f]{17}$/],
    ['AWS::EC2::Subnet', /^subnet-[0-9a-f]{17}$/],
    ['AWS::EC2::SecurityGroup', /^sg-[0-9a-f]{17}$/],
    ['AWS::EC2::VPCEndpoint', /^vpce-[0-9a-f]{17}$/],
    ['AWS::ApiGateway::RestApi', /^[a-z0-9]{10}$/],
    ['AWS::ApiGateway::Resource', /^[a-z0-9]{6}$/],
    ['AWS::Route53::HostedZone', /^Z[A-Z0-9]{20}$/],
    [
      'AWS::CertificateManager::Certificate',
      /^arn:aws:acm:eu-west-1:111122223333:certificate\/[0-9a-f-]{36}$/,
    ],
  ])('%s', (type, form) => {
    expect(idOf(type)).toMatch(form);
  });

  test('a load balancer has an ARN, and a name under elb.{region}.amazonaws.com', () => {
    const Properties = { Name: 'front', Type: 'network' };
    const balancer = { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties };
    expect(idOf(balancer.Type, Properties)).toMatch(/:loadbalancer\/net\/front\/[0-9a-f]{16}$/);
    expect(attributeOf({ Balancer: balancer }, 'Balancer', 'DNSName')).toMatch(
      /^front-[0-9a-f]{16}\.elb\.eu-west-1\.amazonaws\.com$/,
    );
  });

  test('a function’s ARN has its explicit name', () => {
    const hello = { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'hello' } };
    expect(attributeOf({ hello }, 'hello', 'Arn')).toBe(
      'arn:aws:lambda:eu-west-1:111122223333:function:hello',
    );
  });

  test('an endpoint’s DNS entries are regional, zonal, private, wildcard', () => {
    const subnet = (zone: string, third: number) => ({
      Type: 'AWS::EC2::Subnet',
      Properties: { VpcId: 'vpc-1', CidrBlock: `10.0.${third}.0/24`, AvailabilityZone: zone },
    });
    const Properties = {
      VpcEndpointType: 'Interface',
      VpcId: 'vpc-1',
      ServiceName: 'com.amazonaws.eu-west-1.execute-api',
      PrivateDnsEnabled: true,
      SubnetIds: [{ Ref: 'A' }, { Ref: 'B' }],
    };
    const resources = {
      A: subnet('eu-west-1a', 0),
      B: subnet('eu-west-1b', 1),
      Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties },
    };
    const entries = attributeOf(resources, 'Endpoint', 'DnsEntries') as string[];
    const names = entries.map((entry) => entry.slice(entry.indexOf(':') + 1));
    const zonal = (zone: string) =>
      expect.stringMatching(new RegExp(`^vpce-[0-9a-z-]+-${zone}\\.execute-api\\.`));
    expect(names).toEqual([
      expect.stringMatching(/^vpce-0[0-9a-f]{16}-[0-9a-z]{8}\.execute-api\.eu-west-1\.vpce\.amazonaws\.com$/),
      zonal('eu-west-1a'),
      zonal('eu-west-1b'),
      'execute-api.eu-west-1.amazonaws.com',
      '*.execute-api.eu-west-1.amazonaws.com',
    ]);
  });
});

const addresses = (model: ReturnType<typeof referenceModel>) => [
  ...model.endpoints.flatMap(({ interfaces }) => interfaces),
  ...model.loadBalancers.flatMap(({ nodes }) => nodes),
  ...model.functions.flatMap((one) => (one.interface ? [one.interface] : [])),
];

describe('addresses', () => {
  test('are inside their subnet, off its first four and last', () => {
    const model = referenceModel();
    for (const { address, subnetId } of addresses(model)) {
      const { cidr } = model.subnets.find(({ id }) => id === subnetId)!;
      expect(cidrContains(String(cidr), address)).toBe(true);
      const host = Number(address.split('.')[3]);
      expect(host).toBeGreaterThan(3);
      expect(host).toBeLessThan(255);
    }
  });

  test('are all different', () => {
    const all = addresses(referenceModel()).map(({ address }) => address);
    expect(new Set(all).size).toBe(all.length);
  });

  test('and ids stay when a resource is added', () => {
    const more = referenceModel((templates) => {
      const { Resources = {} } = templates['corp-network']!;
      Object.assign(templates['corp-network']!, {
        Resources: { Another: Resources.Balancer, Extra: Resources.EndpointGroup, ...Resources },
      });
    });
    const before = referenceModel();
    expect(more.endpoints).toEqual(before.endpoints);
    expect(more.loadBalancers[1]).toEqual(before.loadBalancers[0]);
    expect(more.restApis).toEqual(before.restApis);
  });

  test('that are explicit are honoured', () => {
    const model = referenceModel((templates) => {
      const balancer = templates['corp-network']!.Resources!.Balancer!.Properties as Record<string, unknown>;
      delete balancer.Subnets;
      balancer.SubnetMappings = [{ SubnetId: { Ref: 'AppVpcSubnetA' }, PrivateIPv4Address: '10.20.0.9' }];
    });
    expect(model.loadBalancers[0]?.nodes.map(({ address }) => address)).toEqual(['10.20.0.9']);
  });

  test('of a full subnet are different until it is full, then unknown', () => {
    const subnet = { Type: 'AWS::EC2::Subnet', Properties: { VpcId: 'vpc-1', CidrBlock: '10.0.0.0/29' } };
    const book = world({ subnet }).addresses;
    const id = book.world.stack('app')?.resource('subnet')?.id() ?? null;
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((key) => book.of(id, key));
    expect(new Set([a, b, c])).toEqual(new Set(['10.0.0.4', '10.0.0.5', '10.0.0.6']));
    expect(d).toMatchObject({ reason: expect.stringContaining('full') });
  });
});
