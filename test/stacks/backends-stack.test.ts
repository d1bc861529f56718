import { only, propertiesOf, synth } from '../helpers/synth';

const group = 'sg-0a1b2c3d4e5f60718';
const routes = {
  'ANY /': { backend: 'shop', via: 'function' },
  'ANY /{proxy+}': { backend: 'shop' },
  'GET /legacy': { backend: 'legacy' },
  'GET /vault': { backend: 'vault' },
};

const { templates, needs, violations } = synth(
  {
    backends: {
      shop: { sample: true },
      legacy: { host: '10.20.3.4', port: 990 },
      vault: { host: 'vault.corp.example', port: 8443, protocol: 'https', securityGroup: group },
    },
    functions: {},
    apis: [{ name: 'shop-api', host: 'pvt-api.corp.example', routes }],
    expect: [],
  },
  { validate: process.env.CDK_VALIDATION === undefined },
);
const { backends, network } = templates;
const api = templates['api-pvt-api'];

const proxyOf = (backend: string) => {
  const found = propertiesOf(backends, 'AWS::Lambda::Function').find(({ Description }) =>
    String(Description).includes(`-${backend}-passthrough`),
  );
  return found!;
};

test('templates are clean', () => {
  expect(violations).toEqual([]);
});

test('the sample is an internal load balancer on HTTP 80 in front of a function', () => {
  expect(only(backends, 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toMatchObject({
    Type: 'application',
    Scheme: 'internal',
  });
  expect(only(backends, 'AWS::ElasticLoadBalancingV2::Listener')).toMatchObject({
    Protocol: 'HTTP',
    Port: 80,
  });
  expect(only(backends, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toMatchObject({ TargetType: 'lambda' });
});

test('only the target group of the load balancer may call its function', () => {
  const { Principal, SourceArn } = only(backends, 'AWS::Lambda::Permission');
  const { Name } = only(backends, 'AWS::ElasticLoadBalancingV2::TargetGroup');
  expect(Principal).toBe('elasticloadbalancing.amazonaws.com');
  expect(SourceArn['Fn::Join'][1].at(-1)).toBe(`:targetgroup/${Name}/*`);
});

test('a proxy knows one backend, and its limits are below those of the gateway', () => {
  const { Timeout, Environment } = proxyOf('vault');
  expect(Environment.Variables.HTTP_PROXY_BACKEND).toBe('https://vault.corp.example:8443');
  expect(Number(Environment.Variables.HTTP_PROXY_CONNECT_MS)).toBeLessThan(
    Number(Environment.Variables.HTTP_PROXY_RESPONSE_MS),
  );
  expect(Number(Environment.Variables.HTTP_PROXY_RESPONSE_MS)).toBeLessThan(Timeout * 1000);
  expect(Timeout).toBeLessThan(29);
});

test('a proxy reaches its backend on its port, by group or by address, and nothing else', () => {
  const rules = propertiesOf(backends, 'AWS::EC2::SecurityGroup')
    .filter(({ GroupDescription }) => String(GroupDescription).startsWith('HTTP proxy'))
    .flatMap(({ SecurityGroupEgress }) => SecurityGroupEgress);
  expect(rules).toEqual([
    expect.objectContaining({ FromPort: 80, ToPort: 80, DestinationSecurityGroupId: expect.anything() }),
    expect.objectContaining({ FromPort: 990, ToPort: 990, CidrIp: '10.20.3.4/32' }),
    expect.objectContaining({ FromPort: 8443, ToPort: 8443, DestinationSecurityGroupId: group }),
  ]);
});

test('a backend with a known group admits its proxy there', () => {
  const admitted = propertiesOf(backends, 'AWS::EC2::SecurityGroupIngress').map(
    ({ GroupId, FromPort, SourceSecurityGroupId }) => [
      typeof GroupId === 'string' ? GroupId : 'sample',
      FromPort,
      typeof SourceSecurityGroupId,
    ],
  );
  expect(admitted).toEqual([
    ['sample', 80, 'object'],
    [group, 8443, 'object'],
  ]);
});

test('subnets let the low ports of backends cross their borders, both ways', () => {
  const low = propertiesOf(network, 'AWS::EC2::NetworkAclEntry')
    .filter(({ PortRange }) => [80, 990].includes(PortRange.From))
    .map(({ Egress, PortRange }) => `${Egress ? 'out' : 'in'} ${PortRange.From}`);
  expect(low.sort()).toEqual(['in 80', 'in 990', 'out 80', 'out 990']);
});

test('the API calls the proxies of another stack, and takes bytes as they are', () => {
  expect(needs['api-pvt-api']).toContain('backends');
  const { Body } = only(api, 'AWS::ApiGateway::RestApi');
  expect(Body['x-amazon-apigateway-binary-media-types']).toEqual(['*/*']);
  expect(Body.paths['/{proxy+}']['x-amazon-apigateway-any-method']).toMatchObject({
    'x-amazon-apigateway-integration': { type: 'aws_proxy', httpMethod: 'POST' },
  });
});

test('the mapped form names its backend in every request template, and takes JSON only', () => {
  const mapped = synth({
    backends: { legacy: { host: '10.20.3.4', port: 8080 } },
    functions: {},
    apis: [
      {
        name: 'legacy-api',
        host: 'pvt-api.corp.example',
        routes: {
          'GET /': { backend: 'legacy', via: 'function-mapped' },
          'POST /orders/{id}': { backend: 'legacy', via: 'function-mapped' },
        },
      },
    ],
    expect: [],
  }).templates['api-pvt-api'];
  const { Body } = only(mapped, 'AWS::ApiGateway::RestApi');
  expect(Body['x-amazon-apigateway-binary-media-types']).toBeUndefined();
  for (const operation of [Body.paths['/'].get, Body.paths['/orders/{id}'].post]) {
    const { type, passthroughBehavior, requestTemplates, responses } =
      operation['x-amazon-apigateway-integration'];
    expect({ type, passthroughBehavior }).toEqual({ type: 'aws', passthroughBehavior: 'never' });
    expect(requestTemplates['application/json']).toMatch(/"hostname" : "10\.20\.3\.4",\s+"port" : "8080"/);
    expect(Object.keys(responses)).toContain('\\{"status":403\\D.*');
    expect(Object.keys(operation.responses['200'].headers)).toEqual(
      Object.keys(responses.default.responseParameters).map((name) => name.split('.').at(-1)),
    );
  }
});
