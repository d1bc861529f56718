import { only, propertiesOf, synth } from '../helpers/synth';

const arn = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const group = 'sg-0a1b2c3d4e5f60718';
const listener = `${arn}:listener/app/there/50dc6c495c0c9188/f2f7dc8efc522ab2`;

const { templates, needs, violations } = synth(
  {
    backends: {
      shop: { sample: true },
      old: { sample: true, nlb: true, vpcLink: 1 },
      there: {
        host: 'orders.internal.example',
        port: 8443,
        protocol: 'https',
        securityGroup: group,
        loadBalancer: `${arn}:loadbalancer/app/there/50dc6c495c0c9188`,
        listener,
      },
    },
    apis: [
      {
        name: 'shop-api',
        host: 'pvt-api.corp.example',
        routes: {
          'GET /': { backend: 'shop', via: 'vpc-link' },
          'ANY /{proxy+}': { backend: 'there', via: 'vpc-link' },
          'GET /old/{id}': { backend: 'old', via: 'vpc-link' },
          'GET /there/items': { backend: 'there', via: 'vpc-link' },
        },
      },
      {
        name: 'partner',
        kind: 'http',
        host: 'partner.corp.example',
        routes: {
          $default: {
            backend: 'there',
            via: 'vpc-link',
            responses: { 500: { 'overwrite:statuscode': '503' } },
          },
          'GET /hello': { function: 'hello-1', authorization: 'none' },
        },
      },
    ],
    functions: { 'hello-1': {} },
    expect: [],
  },
  { validate: process.env.CDK_VALIDATION === undefined },
);
const { links, backends } = templates;
const rest = templates['api-pvt-api'];
const partner = templates['api-partner'];
const v2 = (type: string) => `AWS::ApiGatewayV2::${type}`;

test('templates are clean', () => {
  expect(violations).toEqual([]);
});

test('links have a stack between backends and APIs, so that they go after the APIs', () => {
  expect(needs['api-pvt-api']).toContain('links');
  expect(needs['api-partner']).toContain('links');
  expect(needs.links).toContain('backends');
});

test('one link of version 2 reaches its backends and nothing else, and they let it in', () => {
  expect(only(links, v2('VpcLink')).SubnetIds).toHaveLength(2);
  const { SecurityGroupEgress, SecurityGroupIngress } = only(links, 'AWS::EC2::SecurityGroup');
  expect(SecurityGroupIngress).toBeUndefined();
  expect(SecurityGroupEgress.map((rule: { FromPort: number }) => rule.FromPort)).toEqual([80, 8443]);
  const entered = propertiesOf(links, 'AWS::EC2::SecurityGroupIngress');
  expect(entered.map(({ FromPort }) => FromPort)).toEqual([80, 8443]);
  expect(entered.some(({ GroupId }) => GroupId === group)).toBe(true);
});

test('a link of version 1 leads to a Network Load Balancer that lets PrivateLink in', () => {
  expect(only(links, 'AWS::ApiGateway::VpcLink').TargetArns).toHaveLength(1);
  const balancer = propertiesOf(backends, 'AWS::ElasticLoadBalancingV2::LoadBalancer').find(
    ({ Type }) => Type === 'network',
  );
  expect(balancer?.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic).toBe('off');
  const targets = propertiesOf(backends, 'AWS::ElasticLoadBalancingV2::TargetGroup');
  expect(targets.some(({ TargetType }) => TargetType === 'alb')).toBe(true);
});

describe('a route of a private API', () => {
  const integrationOf = (path: string, method: string) =>
    only(rest, 'AWS::ApiGateway::RestApi').Body.paths[path][method]['x-amazon-apigateway-integration'];

  test('names link and load balancer, and takes the stage out of the path', () => {
    expect(integrationOf('/{proxy+}', 'x-amazon-apigateway-any-method')).toMatchObject({
      type: 'http_proxy',
      httpMethod: 'ANY',
      uri: 'https://orders.internal.example:8443/{proxy}',
      connectionType: 'VPC_LINK',
      integrationTarget: `${arn}:loadbalancer/app/there/50dc6c495c0c9188`,
      requestParameters: {
        'integration.request.path.proxy': 'method.request.path.proxy',
        'context.requestOverride.path': 'method.request.path.proxy',
      },
    });
    expect(integrationOf('/there/items', 'get').requestParameters).toEqual({
      'context.requestOverride.path': "'/there/items'",
    });
  });

  test('with a link of version 1 names neither target nor path', () => {
    const { integrationTarget, requestParameters } = integrationOf('/old/{id}', 'get');
    expect(integrationTarget).toBeUndefined();
    expect(requestParameters).toEqual({ 'integration.request.path.id': 'method.request.path.id' });
  });
});

describe('an HTTP API', () => {
  test('wants signed calls unless a route says none', () => {
    const routes = propertiesOf(partner, v2('Route'));
    const authorizations = routes.map(({ RouteKey, AuthorizationType }) => [RouteKey, AuthorizationType]);
    expect(authorizations).toEqual([
      ['$default', 'AWS_IAM'],
      ['GET /hello', 'NONE'],
    ]);
  });

  test('leads to the listener, by TLS with the name of the backend', () => {
    const [first, second] = propertiesOf(partner, v2('Integration'));
    expect(first).toMatchObject({
      IntegrationType: 'HTTP_PROXY',
      IntegrationUri: listener,
      ConnectionType: 'VPC_LINK',
      TlsConfig: { ServerNameToVerify: 'orders.internal.example' },
      ResponseParameters: {
        500: { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '503' }] },
      },
    });
    expect(second).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
  });

  test('has one stage that deploys by itself, one way in, and logs', () => {
    expect(only(partner, v2('Stage'))).toMatchObject({ StageName: '$default', AutoDeploy: true });
    expect(only(partner, v2('Stage')).AccessLogSettings).toBeDefined();
    expect(only(partner, v2('Api')).DisableExecuteApiEndpoint).toBe(true);
  });

  test('has its name lead to its own domain, and may call its function only by its route', () => {
    expect(only(partner, 'AWS::Route53::RecordSet').AliasTarget.DNSName).toEqual({
      'Fn::GetAtt': [expect.any(String), 'RegionalDomainName'],
    });
    const { SourceArn } = only(partner, 'AWS::Lambda::Permission');
    expect(SourceArn['Fn::Join'][1].at(-1)).toBe('/*/GET/hello');
  });
});
