import { statSync } from 'node:fs';
import { join } from 'node:path';
import { defineApi } from '../../stacks/api-definition';
import { guardDefinition, guardedRoutes, inputOf } from '../../stacks/api-guards';
import { authorizerSources, codeName, routeRights } from '../../stacks/authorizer-code';
import { loadConfig } from '../../stacks/config';
import type { ApiConfig, AuthorizerConfig } from '../../stacks/config-schema';
import { bundleHandlers } from '../../stacks/lambda-code';
import { synthesize } from '../../stacks/synthesize';
import { packageRoot } from '../../tools/root';

const example = (kind: string) =>
  loadConfig(join(packageRoot, 'docs', 'examples', `authorizer-${kind}`, 'hybrid.yaml'));

type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

function apiStack(kind: string): Resources {
  const { config, dir } = example(kind);
  const assembly = synthesize(config, { dir });
  return assembly.getStackByName(`${config.name}-api-orders`).template.Resources;
}

const ofType = (resources: Resources, type: string) =>
  Object.entries(resources).filter(([, resource]) => resource.Type === type);

describe('an API with an authorizer', () => {
  const resources = apiStack('jwt');
  const [, api] = ofType(resources, 'AWS::ApiGateway::RestApi')[0]!;
  const body = api.Properties.Body as {
    paths: Record<string, Record<string, { security?: unknown }>>;
    components: { securitySchemes: Record<string, Record<string, unknown>> };
  };

  test('declares it once', () => {
    expect(body.components.securitySchemes).toEqual({
      staff: {
        type: 'apiKey',
        name: 'Authorization',
        in: 'header',
        'x-amazon-apigateway-authtype': 'custom',
        'x-amazon-apigateway-authorizer': {
          type: 'token',
          authorizerUri: expect.anything(),
          authorizerResultTtlInSeconds: 300,
          identityValidationExpression: expect.stringContaining('earer'),
        },
      },
    });
  });

  test('asks it for every route but those that say none', () => {
    const secured = Object.entries(body.paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { security }]) => [`${method} ${path}`, security]),
    );
    expect(Object.fromEntries(secured)).toEqual({
      'get /orders': [{ staff: [] }],
      'post /orders': [{ staff: [] }],
      'get /orders/{id}': [{ staff: [] }],
      'get /me': [{ staff: [] }],
      'get /health': undefined,
    });
  });

  test('may call it as an authorizer, and by no route', () => {
    const [guard] = ofType(resources, 'AWS::Lambda::Function').find(([id]) => id.startsWith('Guard'))!;
    const sources = ofType(resources, 'AWS::Lambda::Permission')
      .filter(([, { Properties }]) => JSON.stringify(Properties.FunctionName).includes(guard))
      .map(([, { Properties }]) => JSON.stringify(Properties.SourceArn));
    expect(sources).toEqual([expect.stringMatching(/\/authorizers\/\*/)]);
  });

  test('gives its function no right but to write its log', () => {
    const [, policy] = ofType(resources, 'AWS::IAM::Policy').find(([id]) => id.startsWith('Guard'))!;
    expect(policy.Properties.PolicyDocument).toMatchObject({
      Statement: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'] }],
    });
  });
});

test('a function that fetches keys stands in the VPC, one that has them does not', () => {
  const { config, dir } = example('jwt');
  const { jwksFile: _, ...jwt } = config.authorizers.staff!.jwt!;
  const reaching = { ...config, authorizers: { staff: { ...config.authorizers.staff!, jwt } } };
  const guardIn = (own: typeof config) => {
    const { template } = synthesize(own, { dir }).getStackByName('authorizer-jwt-api-orders');
    return ofType(template.Resources, 'AWS::Lambda::Function').find(([id]) => id.startsWith('Guard'))![1];
  };
  expect(guardIn(reaching).Properties.VpcConfig).toBeDefined();
  expect(guardIn(config).Properties.VpcConfig).toBeUndefined();
});

describe('code of one’s own', () => {
  const api = {
    name: 'orders',
    host: 'orders.corp.example',
    authorizer: 'own',
    routes: { 'ANY /{proxy+}': 'orders', 'GET /open': { function: 'orders', authorizer: 'none' } },
  } as unknown as ApiConfig;
  const guard = (own: Partial<AuthorizerConfig>) =>
    guardDefinition(defineApi(api, '.'), api, { own: { function: 'guard', ...own } });
  const schemeOf = (own: Partial<AuthorizerConfig>) =>
    guard(own).document.components?.securitySchemes?.own as Record<string, unknown>;

  test('is a TOKEN authorizer on Authorization unless told otherwise', () => {
    expect(guard({})).toMatchObject({ authorizers: ['guard'], guards: [] });
    expect(schemeOf({})).toMatchObject({
      name: 'Authorization',
      'x-amazon-apigateway-authorizer': {
        type: 'token',
        authorizerUri: '${function:guard}',
        authorizerResultTtlInSeconds: 300,
      },
    });
  });

  test('may look at another header, and at its form', () => {
    const own = { identitySource: ['method.request.header.X-Token'], validation: '[a-z]+', ttlSeconds: 0 };
    expect(schemeOf(own)).toMatchObject({
      name: 'X-Token',
      'x-amazon-apigateway-authorizer': {
        identityValidationExpression: '[a-z]+',
        authorizerResultTtlInSeconds: 0,
      },
    });
  });

  test('may see the whole request, kept by what it names', () => {
    const identitySource = ['method.request.header.Authorization', 'context.path'];
    expect(schemeOf({ type: 'request', identitySource })).toMatchObject({
      'x-amazon-apigateway-authorizer': {
        type: 'request',
        identitySource: 'method.request.header.Authorization, context.path',
      },
    });
  });
});

test('the code of authorizers and APIs with hyphens is never that of others', () => {
  expect(codeName('c', 'a-b')).not.toBe(codeName('b-c', 'a'));
});

test('the routes of an authorizer are told to it as they stand in an ARN', () => {
  const api = {
    name: 'orders',
    scopes: ['read'],
    routes: {
      'GET /orders/{id}/lines': { function: 'a', authorizer: 'staff' },
      'ANY /files/{path+}': { function: 'a', authorizer: 'staff', scopes: [] },
      'GET /other': { function: 'a', authorizer: 'partners' },
      'GET /open': 'a',
    },
  } as unknown as ApiConfig;
  expect(guardedRoutes(api)).toHaveLength(3);
  expect(routeRights(api, 'staff')).toEqual([
    { method: 'GET', path: '/orders/*/lines', scopes: ['read'] },
    { method: '*', path: '/files/*', scopes: [] },
  ]);
});

test('the sources of rules are all that they look at, once each', () => {
  const rules = [
    { header: 'X-A', equals: ['1'] },
    { header: 'X-A', matches: '1' },
    { source: ['10.0.0.0/8'] },
    { forwardedFor: ['10.0.0.0/8'], proxies: 1 },
  ];
  expect(inputOf({ rules })).toEqual({
    type: 'request',
    sources: [
      'method.request.header.X-A',
      'context.identity.sourceIp',
      'method.request.header.X-Forwarded-For',
    ],
  });
});

test.each([
  ['jwt', 30],
  ['rules', 30],
  ['saml', 300], // an XML parser and XML signatures
])('the bundle of %s has at most %d KB', (kind, limit) => {
  const { config, dir } = example(kind);
  for (const folder of Object.values(bundleHandlers(authorizerSources(config, dir), dir)))
    expect(statSync(join(folder, 'index.js')).size).toBeLessThanOrEqual(limit * 1024);
});
