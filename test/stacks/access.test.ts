import { propertiesOf, synth } from '../helpers/synth';

const functions = { orders: { entry: 'lambdas/hello-1/handler.ts' } };

const api = (change: object) => ({
  functions,
  apis: [{ name: 'orders', host: 'orders.corp.example', routes: { 'GET /': 'orders' }, ...change }],
  expect: [],
});

type Statement = { Sid: string; Principal: unknown; Resource: unknown; Condition?: object };

function policyOf(change: object): Record<string, Statement> {
  const { templates } = synth(api(change));
  const [{ Policy }] = propertiesOf(templates['api-orders'], 'AWS::ApiGateway::RestApi');
  return Object.fromEntries((Policy.Statement as Statement[]).map((one) => [one.Sid, one]));
}

const everything = 'execute-api:/*';

describe('the resource policy', () => {
  test('without IAM allows anybody, through the endpoint', () => {
    const policy = policyOf({});
    expect(Object.keys(policy)).toEqual(['AnyCaller', 'ThroughTheseEndpointsOnly']);
    expect(policy.AnyCaller).toMatchObject({ Principal: '*', Resource: everything });
  });

  test('with IAM allows its own account, and nobody anonymous', () => {
    const policy = policyOf({ authorization: 'iam' });
    expect(Object.keys(policy)).toEqual(['SignedCallers', 'ThroughTheseEndpointsOnly']);
    expect(JSON.stringify(policy.SignedCallers?.Principal)).toContain(':root');
    expect(policy.SignedCallers?.Resource).toBe(everything);
  });

  test('with named principals allows exactly these', () => {
    const role = 'arn:aws:iam::222233334444:role/billing';
    const policy = policyOf({ authorization: 'iam', allowPrincipals: [role, '333344445555'] });
    const principals = JSON.stringify(policy.SignedCallers?.Principal);
    expect(principals).toContain(role);
    expect(principals).toContain(':iam::333344445555:root');
    expect(principals).not.toContain('AWS::AccountId');
  });

  test('of an API that is open in part has both, each for its routes', () => {
    const routes = {
      'GET /': 'orders',
      'ANY /orders/{id}': { function: 'orders', authorization: 'iam' },
    };
    const policy = policyOf({ routes });
    expect(policy.AnyCaller?.Resource).toBe('execute-api:/prod/GET/');
    expect(policy.SignedCallers?.Resource).toBe('execute-api:/prod/*/orders/*');
  });

  test('denies what comes neither through an endpoint nor from a VPC that is allowed', () => {
    const policy = policyOf({ allowEndpoints: ['vpce-0a1b2c3d'], allowVpcs: ['vpc-0a1b2c3d'] });
    expect(policy.ThroughTheseEndpointsOnly?.Condition).toEqual({
      StringNotEquals: {
        'aws:SourceVpce': [expect.anything(), 'vpce-0a1b2c3d'],
        'aws:SourceVpc': ['vpc-0a1b2c3d'],
      },
    });
  });
});

test('a route says whom it asks: by a signature, an API key, or both', () => {
  const { templates } = synth({
    ...api({
      apiKey: true,
      apiKeySource: 'authorizer',
      routes: {
        'GET /': { function: 'orders', authorization: 'iam' },
        'GET /open': { function: 'orders', apiKey: false },
      },
    }),
    usagePlans: { partners: { apis: ['orders'], keys: ['acme'] } },
  });
  const [{ Body }] = propertiesOf(templates['api-orders'], 'AWS::ApiGateway::RestApi');
  expect(Body.paths['/'].get.security).toEqual([{ sigv4: [], api_key: [] }]);
  expect(Body.paths['/open'].get).not.toHaveProperty('security');
  expect(Body['x-amazon-apigateway-api-key-source']).toBe('AUTHORIZER');
  expect(Object.keys(Body.components.securitySchemes)).toEqual(['sigv4', 'api_key']);
});

describe('usage plans', () => {
  const { templates, needs, violations } = synth(
    {
      ...api({ apiKey: true }),
      apiKeys: { globex: { secret: 'partners/globex' }, initech: { enabled: false } },
      usagePlans: {
        partners: {
          apis: ['orders'],
          keys: ['acme', 'globex', 'initech'],
          throttle: { rateLimit: 5, burstLimit: 10 },
          quota: { limit: 100, period: 'week' },
        },
      },
    },
    { validate: true },
  );
  const plans = templates['usage-plans'];

  test('have their limits and the stage, and come after it', () => {
    expect(propertiesOf(plans, 'AWS::ApiGateway::UsagePlan')).toEqual([
      expect.objectContaining({
        ApiStages: [{ ApiId: expect.anything(), Stage: 'prod' }],
        Throttle: { RateLimit: 5, BurstLimit: 10 },
        Quota: { Limit: 100, Period: 'WEEK' },
      }),
    ]);
    expect(needs['usage-plans']).toContain('api-orders');
  });

  test('have keys whose values stand in no template', () => {
    const keys = propertiesOf(plans, 'AWS::ApiGateway::ApiKey').map(({ Name, Value, Enabled }) => ({
      Name,
      Value,
      Enabled,
    }));
    expect(keys).toEqual([
      { Name: 'acme', Value: undefined, Enabled: true },
      { Name: 'globex', Value: '{{resolve:secretsmanager:partners/globex:SecretString}}', Enabled: true },
      { Name: 'initech', Value: undefined, Enabled: false },
    ]);
    expect(propertiesOf(plans, 'AWS::ApiGateway::UsagePlanKey')).toHaveLength(3);
  });

  test('break no rule', () => {
    expect(violations).toEqual([]);
  });

  test('are absent where no plan is', () => {
    expect(Object.keys(synth(api({})).templates)).not.toContain('usage-plans');
  });
});
