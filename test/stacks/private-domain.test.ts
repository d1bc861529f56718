import { only, propertiesOf, synth } from '../helpers/synth';

const { templates } = synth({ ingress: 'private-domain' });
const api = templates['api-pvt-api'];
const frontDoor = templates['front-door'];

test('there is no load balancer, and nobody who keeps its targets', () => {
  const types = Object.values(frontDoor?.toJSON().Resources ?? {}).map(
    (one) => (one as { Type: string }).Type,
  );
  expect(types.filter((type) => /ElasticLoadBalancing|EndpointTargets|Lambda/.test(type))).toEqual([]);
});

test('the endpoint admits the callers themselves, and nobody else', () => {
  const groups = propertiesOf(frontDoor, 'AWS::EC2::SecurityGroup');
  expect(groups).toHaveLength(1);
  const admitted = groups[0].SecurityGroupIngress.map((rule: Record<string, unknown>) => [
    rule.CidrIp,
    rule.FromPort,
    rule.ToPort,
  ]);
  expect(admitted).toEqual([
    ['10.10.0.0/16', 443, 443],
    ['10.20.0.0/16', 443, 443],
  ]);
});

test('a host is a private domain, associated with the endpoint, and its policy denies every other one', () => {
  const domain = only(api, 'AWS::ApiGateway::DomainNameV2');
  const association = only(api, 'AWS::ApiGateway::DomainNameAccessAssociation');
  expect(domain).toMatchObject({
    DomainName: 'pvt-api.corp.example',
    EndpointConfiguration: { Types: ['PRIVATE'] },
  });
  const [allow, deny] = domain.Policy.Statement;
  expect(allow).toMatchObject({ Effect: 'Allow', Action: 'execute-api:Invoke' });
  expect(deny).toMatchObject({
    Effect: 'Deny',
    Condition: { StringNotEquals: { 'aws:SourceVpce': [association.AccessAssociationSource].flat() } },
  });
  expect(propertiesOf(api, 'AWS::ApiGateway::DomainName')).toEqual([]);
});

test('the mapping waits for the stage, and the name for domain, association and mapping', () => {
  const resources = api?.toJSON().Resources as Record<string, { Type: string; DependsOn?: string[] }>;
  const idsOf = (type: string) =>
    Object.keys(resources).filter((id) => resources[id]?.Type === `AWS::ApiGateway::${type}`);
  const needs = (type: string) => Object.values(resources).find((one) => one.Type === type)?.DependsOn ?? [];
  expect(needs('AWS::ApiGateway::BasePathMappingV2')).toEqual(expect.arrayContaining(idsOf('Stage')));
  expect(needs('AWS::Route53::RecordSet')).toEqual(
    expect.arrayContaining([
      ...idsOf('DomainNameV2'),
      ...idsOf('DomainNameAccessAssociation'),
      ...idsOf('BasePathMappingV2'),
    ]),
  );
});

test('the name leads to the endpoint: to its regional name and its hosted zone, both of the first DNS entry', () => {
  const { AliasTarget } = only(api, 'AWS::Route53::RecordSet');
  const part = (index: number) => ({ 'Fn::Select': [index, { 'Fn::Split': [':', expect.anything()] }] });
  expect(AliasTarget).toMatchObject({ HostedZoneId: part(0), DNSName: part(1) });
});

describe('behind a load balancer that passes TLS through', () => {
  const passed = synth({ ingress: 'nlb-passthrough' }).templates;

  test('listener and target group speak TCP, and no certificate is at the load balancer', () => {
    const listener = only(passed['front-door'], 'AWS::ElasticLoadBalancingV2::Listener');
    expect(listener).toMatchObject({ Protocol: 'TCP', Port: 443 });
    expect(listener).not.toHaveProperty('Certificates');
    expect(only(passed['front-door'], 'AWS::ElasticLoadBalancingV2::TargetGroup').Protocol).toBe('TCP');
  });

  test('the endpoint admits the load balancer’s group only', () => {
    const [group] = propertiesOf(passed['front-door'], 'AWS::EC2::SecurityGroup').filter(
      ({ GroupDescription }) => GroupDescription.includes('private custom domains'),
    );
    expect(group).not.toHaveProperty('SecurityGroupIngress');
    expect(propertiesOf(passed['front-door'], 'AWS::EC2::SecurityGroupIngress')).toHaveLength(1);
  });

  test('hosts are private domains, and names lead to the load balancer', () => {
    expect(propertiesOf(passed['api-pvt-api'], 'AWS::ApiGateway::DomainNameV2')).toHaveLength(1);
    const { AliasTarget } = only(passed['api-pvt-api'], 'AWS::Route53::RecordSet');
    expect(JSON.stringify(AliasTarget)).toContain('PassThrough');
  });
});
