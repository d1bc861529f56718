import { callSources } from '../../stacks/api-stack';
import { hostLabel } from '../../stacks/host-label';
import { only, propertiesOf, type Settings, synth } from '../helpers/synth';

const host = 'pvt-api.corp.example';
const one = { name: 'orders', host, stage: 'demo', routes: { 'GET /': 'hello-1' } };

/** The stack of one API, with some of its settings replaced. */
function stackWith(changes: Settings = {}, environment: Settings = {}) {
  return synth({ apis: [{ ...one, ...changes }], ...environment }).templates['api-pvt-api']!;
}

const reference = synth().templates['api-pvt-api']!;

test('the API is private, bound to the endpoint, and without its default name', () => {
  const { EndpointConfiguration, DisableExecuteApiEndpoint, Body } = only(
    reference,
    'AWS::ApiGateway::RestApi',
  );
  const ids = [{ 'Fn::ImportValue': expect.stringContaining('Endpoint') }];
  expect(EndpointConfiguration).toEqual({ Types: ['PRIVATE'], VpcEndpointIds: ids });
  expect(DisableExecuteApiEndpoint).toBe(true);
  expect(Body['x-amazon-apigateway-endpoint-configuration']).toEqual({
    disableExecuteApiEndpoint: true,
    vpcEndpointIds: ids,
  });
});

test('anybody may call through the endpoints, and an explicit Deny keeps every other way shut', () => {
  const template = stackWith({ allowEndpoints: ['vpce-0fedcba9876543210'] });
  const [allow, deny] = only(template, 'AWS::ApiGateway::RestApi').Policy.Statement;
  expect(allow).toMatchObject({ Effect: 'Allow', Principal: '*', Resource: 'execute-api:/*' });
  expect(allow.Condition).toBeUndefined();
  expect(deny).toMatchObject({
    Effect: 'Deny',
    Principal: '*',
    Resource: 'execute-api:/*',
    Condition: {
      StringNotEquals: {
        'aws:SourceVpce': [{ 'Fn::ImportValue': expect.anything() }, 'vpce-0fedcba9876543210'],
      },
    },
  });
});

test('a hundred routes cost no more resources than one', () => {
  const routes = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`GET /r${index}`, 'hello-1']));
  const count = (template = stackWith()) => Object.keys(template.toJSON().Resources).length;
  expect(count(stackWith({ routes }))).toBe(count());
});

describe('a deployment', () => {
  const deployment = (template = stackWith()) =>
    Object.keys(template.findResources('AWS::ApiGateway::Deployment'))[0];

  test('stays as it is while the definition does', () => {
    expect(deployment(stackWith())).toBe(deployment(stackWith()));
  });

  test.each([
    ['the policy', { allowEndpoints: ['vpce-0fedcba9876543210'] }],
    ['a route', { routes: { 'GET /': 'hello-1', 'GET /more': 'hello-1' } }],
    ['the function behind a route', { routes: { 'GET /': 'hello-2' } }],
    ['the description', { description: 'Orders of the bank' }],
  ])('is made anew when %s changes', (_, changes) => {
    expect(deployment(stackWith(changes))).not.toBe(deployment());
  });

  test('is made anew when the endpoint changes', () => {
    const subnet = (zone: string, index: number) => ({
      id: `subnet-0${index}`,
      zone,
      cidr: `10.20.${index}.0/24`,
    });
    const behind = (id: string) =>
      stackWith(
        {},
        {
          network: {
            existing: {
              vpc: 'vpc-0123456789abcdef0',
              cidrs: ['10.20.0.0/16'],
              subnets: [subnet('eu-west-1a', 1), subnet('eu-west-1b', 2)],
              endpoint: { id, securityGroup: 'sg-0123456789abcdef0' },
            },
          },
        },
      );
    expect(deployment(behind('vpce-01'))).not.toBe(deployment(behind('vpce-02')));
  });

  test('is left alone when only the stage changes', () => {
    expect(deployment(stackWith({ throttle: { rateLimit: 5, burstLimit: 5 } }))).toBe(deployment());
  });
});

test('the stage throttles, traces, and keeps bodies out of its logs', () => {
  const template = stackWith({ throttle: { rateLimit: 7, burstLimit: 9 } });
  expect(only(template, 'AWS::ApiGateway::Stage')).toMatchObject({
    StageName: 'demo',
    TracingEnabled: true,
    MethodSettings: [
      {
        HttpMethod: '*',
        ResourcePath: '/*',
        LoggingLevel: 'ERROR',
        DataTraceEnabled: false,
        ThrottlingRateLimit: 7,
        ThrottlingBurstLimit: 9,
      },
    ],
  });
});

test('a line of the access log tells the hops apart', () => {
  const { Format } = only(reference, 'AWS::ApiGateway::Stage').AccessLogSetting;
  expect(Object.values(JSON.parse(Format))).toEqual(
    expect.arrayContaining([
      '$context.status',
      '$context.identity.vpceId',
      '$context.error.message',
      '$context.authorizer.error',
      '$context.integrationErrorMessage',
      '$context.integration.latency',
    ]),
  );
  expect(Format.length).toBeLessThan(3 * 1024);
});

test('every log group ends its retention, and access logs outlive the API', () => {
  const groups = Object.entries(reference.findResources('AWS::Logs::LogGroup'));
  expect(groups.every(([, { Properties }]) => Properties.RetentionInDays > 0)).toBe(true);
  const kept = groups.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain').map(([id]) => id);
  expect(kept).toEqual([expect.stringContaining('AccessLogs')]);
});

test('the log role of API Gateway stays when the front door goes', () => {
  const { 'front-door': door } = synth().templates;
  door!.hasResource('AWS::ApiGateway::Account', { DeletionPolicy: 'Retain' });
});

describe('APIs that share a host', () => {
  const second = { ...one, name: 'payments', basePath: 'payments', routes: { 'GET /': 'hello-2' } };
  const { templates } = synth({ apis: [{ ...one, basePath: 'orders' }, second] });

  test('share its custom domain and its stack', () => {
    expect(Object.keys(templates).filter((name) => name.startsWith('api-'))).toEqual(['api-pvt-api']);
    expect(only(templates['api-pvt-api'], 'AWS::ApiGateway::DomainName')).toMatchObject({
      DomainName: host,
      EndpointConfiguration: { Types: ['REGIONAL'] },
      SecurityPolicy: 'TLS_1_2',
    });
  });

  test('are told apart by base path', () => {
    const mappings = propertiesOf(templates['api-pvt-api'], 'AWS::ApiGateway::BasePathMapping');
    expect(mappings.map(({ BasePath }) => BasePath)).toEqual(['orders', 'payments']);
  });
});

test('an API for the whole host has a mapping without a base path, once its stage is there', () => {
  const [mapping] = Object.values(reference.findResources('AWS::ApiGateway::BasePathMapping'));
  expect(mapping!.Properties.BasePath).toBeUndefined();
  expect(mapping!.DependsOn).toEqual(Object.keys(reference.findResources('AWS::ApiGateway::Stage')));
});

describe('functions', () => {
  test('run on the current runtime with a log group of their own', () => {
    const [first] = propertiesOf(reference, 'AWS::Lambda::Function');
    expect(first).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogGroup: { Ref: expect.stringContaining('Logs') } },
    });
  });

  test('stand in the VPC only where they should', () => {
    const functions = { 'hello-1': { environment: { MODE: 'fast' } } };
    const { VpcConfig, Environment } = only(stackWith({}, { functions }), 'AWS::Lambda::Function');
    expect(VpcConfig).toBeUndefined();
    expect(Environment).toEqual({ Variables: { MODE: 'fast' } });
  });

  test('may be called by their own route of their own API only', () => {
    const sources = propertiesOf(reference, 'AWS::Lambda::Permission').map(({ Principal, SourceArn }) => [
      Principal,
      SourceArn['Fn::Join'][1].at(-1),
    ]);
    expect(sources).toEqual([
      ['apigateway.amazonaws.com', '/demo/GET/'],
      ['apigateway.amazonaws.com', '/demo/GET/test-resource'],
    ]);
  });

  test('that serve several hosts have a stack of their own, others stay with their host', () => {
    const apis = [
      one,
      {
        ...one,
        name: 'payments',
        host: 'pay.corp.example',
        routes: { 'GET /': 'hello-1', 'PUT /': 'hello-2' },
      },
    ];
    const { templates } = synth({ apis });
    const count = (name: string) => propertiesOf(templates[name], 'AWS::Lambda::Function').length;
    expect(['functions', 'api-pvt-api', 'api-pay'].map(count)).toEqual([1, 0, 1]);
  });

  test('may have the name of an API or of another construct', () => {
    const names = { Host: {}, orders: {} };
    const functions = Object.fromEntries(
      Object.keys(names).map((name) => [name, { entry: 'lambdas/hello-1/handler.ts' }]),
    );
    const template = stackWith({ routes: { 'GET /': 'Host', 'PUT /': 'orders' } }, { functions });
    template.resourceCountIs('AWS::Lambda::Function', 2);
  });
});

describe('the source of a permission', () => {
  const call = (method: string, path: string) => ({ functionName: 'f', method, path });

  test.each([
    ['GET', '/', 'prod/GET/'],
    ['ANY', '/orders', 'prod/*/orders'],
    ['GET', '/orders/{id}', 'prod/GET/orders/*'],
    ['ANY', '/{proxy+}', 'prod/*/*'],
  ])('of %s %s is %s', (method, path, source) => {
    expect(callSources('prod', [call(method, path)])).toEqual([source]);
  });

  test('is the whole stage for a function with many routes', () => {
    const calls = Array.from({ length: 6 }, (_, index) => call('GET', `/r${index}`));
    expect(callSources('prod', calls)).toEqual(['prod/*']);
  });
});

describe('an API from an OpenAPI file', () => {
  const template = stackWith({ routes: undefined, openapi: 'test/cases/stacks/orders.openapi.yaml' });
  const api = only(template, 'AWS::ApiGateway::RestApi');

  test('calls the named functions', () => {
    const uri = api.Body.paths['/orders/{id}'].get['x-amazon-apigateway-integration'].uri;
    expect(JSON.stringify(uri)).toMatch(/hello1.*\/invocations/);
    template.resourceCountIs('AWS::Lambda::Function', 3);
  });

  test('keeps the policy of the kit, not one of the file', () => {
    expect(api.Body).not.toHaveProperty('x-amazon-apigateway-policy');
    expect(api.Policy.Statement).toHaveLength(2);
  });

  test('may call its authorizer', () => {
    const sources = propertiesOf(template, 'AWS::Lambda::Permission').map(({ SourceArn }) =>
      SourceArn['Fn::Join'][1].at(-1),
    );
    expect(sources).toEqual(['/demo/GET/orders/*', '/demo/*/*', '/authorizers/*']);
  });
});

test.each([
  ['pay.corp.example', 'pay'],
  ['a.b.corp.example', 'a--b'],
  ['corp.example', 'apex'],
])('the stack of %s is named after "%s"', (name, label) => {
  expect(hostLabel(name, 'corp.example')).toBe(label);
});
