import { environment, propertiesOf, synth } from '../helpers/synth';

const { templates, needs } = synth();

test('stacks come in the order in which they need each other', () => {
  expect(needs).toEqual({
    network: [],
    'on-premises': ['network'],
    'front-door': ['network', 'on-premises'],
    'api-pvt-api': ['front-door', 'network'],
    'api-pvt-api2': ['front-door', 'network'],
  });
});

test('every import is exported by a stack that is deployed before', () => {
  for (const [name, template] of Object.entries(templates)) {
    const imports = [...JSON.stringify(template.toJSON()).matchAll(/"Fn::ImportValue":"corp-([^:]+):/g)];
    for (const [, exporter] of imports) expect(needs[name]).toContain(exporter);
  }
});

test('a wildcard principal may call an API or pass the endpoint, and nothing else', () => {
  const policies = Object.values(templates).flatMap((template) =>
    [
      ...propertiesOf(template, 'AWS::S3::BucketPolicy').map(({ PolicyDocument }) => PolicyDocument),
      ...propertiesOf(template, 'AWS::IAM::Role').map(
        ({ AssumeRolePolicyDocument }) => AssumeRolePolicyDocument,
      ),
      ...propertiesOf(template, 'AWS::ApiGateway::RestApi').map(({ Policy }) => Policy),
      ...propertiesOf(template, 'AWS::EC2::VPCEndpoint').map(({ PolicyDocument }) => PolicyDocument),
    ].flatMap(({ Statement }) => Statement),
  );
  const open = policies.filter(
    ({ Effect, Principal }) => Effect === 'Allow' && (Principal === '*' || Principal?.AWS === '*'),
  );
  expect(open).toHaveLength(3);
  expect(open.every(({ Action }) => Action === 'execute-api:Invoke')).toBe(true);
});

test('no role may do everything with anything', () => {
  for (const template of Object.values(templates)) {
    const statements = propertiesOf(template, 'AWS::IAM::Policy').flatMap(
      ({ PolicyDocument }) => PolicyDocument.Statement,
    );
    for (const { Action } of statements) expect([Action].flat().join()).not.toContain('*');
  }
});

test('no security group takes traffic from everywhere', () => {
  for (const template of Object.values(templates)) {
    expect(JSON.stringify(template.toJSON())).not.toMatch(/0\.0\.0\.0\/0|::\/0/);
  }
});

test('the same settings make the same templates', () => {
  const json = (all: typeof templates) =>
    Object.entries(all).map(([name, template]) => [name, template.toJSON()]);
  expect(json(synth().templates)).toEqual(json(templates));
});

test('outputs tell a person and a script what to call and where to look', () => {
  const outputs = Object.entries(templates).flatMap(([name, template]) =>
    Object.keys(template.findOutputs('*'))
      .filter((id) => !id.startsWith('Exports'))
      .map((id) => `${name} ${id}`),
  );
  expect(outputs).toEqual([
    'network VpcId',
    'on-premises ProbeFunction',
    'front-door ZoneId',
    'front-door LoadBalancerName',
    'front-door LoadBalancerDnsName',
    'front-door EndpointId',
    'api-pvt-api Urlpvtlambdatestapi',
    'api-pvt-api2 Urlpvtlambdatestapi2',
  ]);
});

test('a handler that cannot be bundled is named', () => {
  const functions = { 'hello-1': { entry: 'lambdas/no-such/handler.ts' } };
  const apis = [{ name: 'a', host: 'a.corp.example', routes: { 'GET /': 'hello-1' } }];
  expect(environment({ functions, apis }).functions).toHaveProperty('hello-1');
  expect(() => synth({ functions, apis })).toThrow(/^BUNDLE_FAILED: .*no-such/);
});
