import { propertiesOf, synth } from '../helpers/synth';

const step = (name: string, ingress = 'nlb') =>
  synth({ ingress, migration: { to: 'private-domain', step: name } }).templates;

const prepared = step('prepare');
const switched = step('switch');
const released = step('release');

const types = (templates: typeof prepared, stack: string) =>
  Object.values(templates[stack]?.toJSON().Resources ?? {}).map((one) => (one as { Type: string }).Type);

test('prepare: a host is both kinds of domain, and its name leads to the load balancer', () => {
  expect(types(prepared, 'api-pvt-api')).toEqual(
    expect.arrayContaining(['AWS::ApiGateway::DomainName', 'AWS::ApiGateway::DomainNameV2']),
  );
  const [{ AliasTarget }] = propertiesOf(prepared['api-pvt-api'], 'AWS::Route53::RecordSet');
  expect(JSON.stringify(AliasTarget)).toContain('LoadBalancer');
});

test('switch: the name leads to the new endpoint, and nothing else is another one', () => {
  const [{ AliasTarget }] = propertiesOf(switched['api-pvt-api'], 'AWS::Route53::RecordSet');
  expect(JSON.stringify(AliasTarget)).toContain('PrivateEndpoint');
  for (const stack of ['front-door', 'api-pvt-api']) {
    expect(types(switched, stack)).toEqual(types(prepared, stack));
  }
});

test('release: the API admits the new endpoint only, and the load balancer is still there', () => {
  const [{ Policy }] = propertiesOf(released['api-pvt-api'], 'AWS::ApiGateway::RestApi');
  const endpoints = Policy.Statement[1].Condition.StringNotEquals['aws:SourceVpce'];
  expect([endpoints].flat()).toHaveLength(1);
  expect(JSON.stringify(endpoints)).toContain('PrivateEndpoint');
  expect(types(released, 'front-door')).toContain('AWS::ElasticLoadBalancingV2::LoadBalancer');
  expect(types(released, 'api-pvt-api')).not.toContain('AWS::ApiGateway::DomainName');
});

test('an application load balancer is left in the same way', () => {
  const balanced = step('switch', 'alb');
  expect(types(balanced, 'api-pvt-api')).toEqual(types(switched, 'api-pvt-api'));
  expect(types(balanced, 'front-door').filter((type) => type === 'AWS::EC2::VPCEndpoint')).toHaveLength(2);
});
