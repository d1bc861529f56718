import { buildModel } from '../../tools/assembly';
import { cidrContains } from '../../tools/ipv4';
import { assemblyOf, type TestResource } from '../helpers/assembly';

const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});
const network = {
  Vpc: resource('AWS::EC2::VPC', { CidrBlock: '10.20.0.0/16' }),
  A: resource('AWS::EC2::Subnet', {
    VpcId: { Ref: 'Vpc' },
    CidrBlock: '10.20.1.0/24',
    AvailabilityZone: 'eu-west-1a',
  }),
  Group: resource('AWS::EC2::SecurityGroup', { VpcId: { Ref: 'Vpc' } }),
};
const modelOf = (Resources: Record<string, TestResource>) =>
  buildModel(assemblyOf({ app: { Resources: { ...network, ...Resources } } }));

describe('a VPC link of version 2', () => {
  const link = (Properties: Record<string, unknown>) =>
    modelOf({ Link: resource('AWS::ApiGatewayV2::VpcLink', { Name: 'link', ...Properties }) }).vpcLinks?.[0];

  test('has an interface with an address of its own in every subnet', () => {
    const made = link({ SubnetIds: [{ Ref: 'A' }], SecurityGroupIds: [{ Ref: 'Group' }] });
    expect(made).toMatchObject({ version: 2, name: 'link', targetArns: [] });
    expect(made?.id).toMatch(/^[a-z0-9]{6}$/);
    expect(made?.interfaces).toHaveLength(1);
    expect(cidrContains('10.20.1.0/24', made!.interfaces[0]!.address)).toBe(true);
    expect(made!.interfaces[0]!.securityGroupIds).toEqual([expect.stringMatching(/^sg-/)]);
  });

  test('keeps its address when something else is added', () => {
    const one = link({ SubnetIds: [{ Ref: 'A' }] })?.interfaces[0]?.address;
    expect(link({ SubnetIds: [{ Ref: 'A' }], Tags: { more: 'tags' } })?.interfaces[0]?.address).toBe(one);
  });

  test('without groups has the VPC’s default group', () => {
    const made = link({ SubnetIds: [{ Ref: 'A' }] });
    expect(made?.interfaces[0]?.securityGroupIds).toEqual([expect.stringMatching(/^sg-/)]);
  });

  test('names a subnet that cannot be resolved', () => {
    const made = link({ SubnetIds: [{ 'Fn::Own': 1 }] });
    expect(made?.interfaces).toEqual([]);
    expect(made?.unresolved?.[0]?.reason).toContain('an interface is not known');
  });
});

describe('a VPC link of version 1', () => {
  test('leads to a Network Load Balancer', () => {
    const model = modelOf({
      Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network', Name: 'back' }),
      Link: resource('AWS::ApiGateway::VpcLink', { Name: 'old', TargetArns: [{ Ref: 'Balancer' }] }),
    });
    expect(model.vpcLinks).toEqual([
      expect.objectContaining({ version: 1, targetArns: [model.loadBalancers[0]!.arn], interfaces: [] }),
    ]);
    expect(model.ignored).toEqual([]);
  });
});

test.each([
  [undefined, undefined],
  ['on', true],
  ['off', false],
])('EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic %s is %s', (written, read) => {
  const property = 'EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic';
  const model = modelOf({
    Balancer: resource('AWS::ElasticLoadBalancingV2::LoadBalancer', { Type: 'network', [property]: written }),
  });
  expect(model.loadBalancers[0]?.enforcesPrivateLinkRules).toBe(read);
});
