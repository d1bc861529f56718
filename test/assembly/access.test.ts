import { buildModel } from '../../tools/assembly';
import { isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestResource, type TestTemplate } from '../helpers/assembly';

const modelOf = (Resources: Record<string, TestResource>, more: Omit<TestTemplate, 'Resources'> = {}) =>
  buildModel(assemblyOf({ app: { Resources, ...more } }));

const allow = (Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource }],
});

describe('principals', () => {
  const role = (Properties: Record<string, unknown> = {}): TestResource => ({
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'reports', AssumeRolePolicyDocument: {}, ...Properties },
  });
  const policiesOf = (resources: Record<string, TestResource>) => {
    const policies = modelOf(resources).principals?.[0]?.policies ?? [];
    return isUnknown(policies)
      ? policies.reason
      : policies.map((one) => (isUnknown(one) ? one.reason : one.statements[0]?.resource?.[0]));
  };

  test('are roles and users, by ARN with their path', () => {
    const { principals } = modelOf({
      Role: role({ Path: '/teams/' }),
      User: { Type: 'AWS::IAM::User', Properties: { UserName: 'alice' } },
    });
    expect(principals?.map(({ arn, account }) => [arn, account])).toEqual([
      ['arn:aws:iam::111122223333:role/teams/reports', '111122223333'],
      ['arn:aws:iam::111122223333:user/alice', '111122223333'],
    ]);
  });

  test('have the policies inside them and those attached', () => {
    expect(
      policiesOf({
        Role: role({ Policies: [{ PolicyName: 'own', PolicyDocument: allow('one') }] }),
        Attached: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'p', Roles: [{ Ref: 'Role' }], PolicyDocument: allow('two') },
        },
      }),
    ).toEqual(['one', 'two']);
  });

  test('of users have those attached to users', () => {
    expect(
      policiesOf({
        User: { Type: 'AWS::IAM::User', Properties: { UserName: 'alice' } },
        Attached: {
          Type: 'AWS::IAM::Policy',
          Properties: { PolicyName: 'p', Users: [{ Ref: 'User' }], PolicyDocument: allow('one') },
        },
      }),
    ).toEqual(['one']);
  });

  test('with a policy of another template have an unknown one', () => {
    expect(policiesOf({ Role: role({ ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/x'] }) })).toEqual(
      ['managed policy arn:aws:iam::111122223333:policy/x is not in the templates'],
    );
  });

  test('with a permissions boundary are not known', () => {
    expect(policiesOf({ Role: role({ PermissionsBoundary: 'arn:aws:iam::aws:policy/x' }) })).toBe(
      'Role has a permissions boundary, which is not evaluated',
    );
  });

  const billing = 'arn:aws:iam::222233334444:role/billing';
  const callers = (...list: object[]) => ({
    Metadata: { HybridApi: { schemaVersion: 1, existing: { callers: list } } },
  });
  const api: TestResource = { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders' } };

  test('are callers of hybrid.yaml too, with what is said of their policies', () => {
    const model = modelOf(
      { Api: api },
      callers(
        { name: 'billing', arn: billing, mayInvoke: ['orders'] },
        { name: 'audit', arn: `${billing}2` },
      ),
    );
    const [first, second] = model.principals ?? [];
    expect(first).toMatchObject({
      name: 'billing',
      arn: billing,
      account: '222233334444',
      policies: [
        { statements: [{ resource: [`arn:aws:execute-api:eu-west-1:*:${model.restApis[0]?.id}/*`] }] },
      ],
    });
    expect(isUnknown(second?.policies)).toBe(true);
    expect(model.unknowns).toEqual([]);
  });

  test('are one where a caller is a role of the templates: its policies are the role’s', () => {
    const own = 'arn:aws:iam::111122223333:role/reports';
    const { principals } = modelOf({ Role: role() }, callers({ name: 'reports', arn: own }));
    expect(principals).toMatchObject([{ name: 'reports', arn: own, policies: [] }]);
  });
});

describe('usage plans', () => {
  const resources: Record<string, TestResource> = {
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders', ApiKeySourceType: 'AUTHORIZER' } },
    Made: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Name: 'acme', Enabled: true } },
    Fetched: {
      Type: 'AWS::ApiGateway::ApiKey',
      Properties: { Name: 'globex', Value: '{{resolve:secretsmanager:globex}}' },
    },
    Written: { Type: 'AWS::ApiGateway::ApiKey', Properties: { Name: 'initech', Value: 'a-value' } },
    Plan: {
      Type: 'AWS::ApiGateway::UsagePlan',
      Properties: {
        UsagePlanName: 'partners',
        ApiStages: [
          {
            ApiId: { Ref: 'Api' },
            Stage: 'prod',
            Throttle: { '/orders/GET': { RateLimit: 1, BurstLimit: 2 } },
          },
        ],
        Throttle: { RateLimit: 5, BurstLimit: 10 },
        Quota: { Limit: 100, Period: 'WEEK' },
      },
    },
    Member: {
      Type: 'AWS::ApiGateway::UsagePlanKey',
      Properties: { KeyId: { Ref: 'Made' }, KeyType: 'API_KEY', UsagePlanId: { Ref: 'Plan' } },
    },
  };

  test('have stages, limits and keys by their ids', () => {
    const { usagePlans, apiKeys, restApis } = modelOf(resources);
    expect(usagePlans).toMatchObject([
      {
        name: 'partners',
        stages: [
          {
            apiId: restApis[0]?.id,
            stage: 'prod',
            throttle: { '/orders/GET': { rateLimit: 1, burstLimit: 2 } },
          },
        ],
        throttle: { rateLimit: 5, burstLimit: 10 },
        quota: { limit: 100, offset: 0, period: 'WEEK' },
        keyIds: [apiKeys?.[0]?.id],
      },
    ]);
  });

  test('values of keys are known only where the template has them', () => {
    const { apiKeys } = modelOf(resources);
    expect(apiKeys?.map(({ name, enabled, value }) => [name, enabled, isUnknown(value) || value])).toEqual([
      ['acme', true, true],
      ['globex', false, true],
      ['initech', false, 'a-value'],
    ]);
  });

  test('an API may take keys from its authorizer', () => {
    expect(modelOf(resources).restApis[0]?.definition.apiKeySource).toBe('AUTHORIZER');
  });
});

test('a stage has limits for all methods, and for single ones', () => {
  const { stages } = modelOf({
    Api: { Type: 'AWS::ApiGateway::RestApi', Properties: { Name: 'orders' } },
    Stage: {
      Type: 'AWS::ApiGateway::Stage',
      Properties: {
        RestApiId: { Ref: 'Api' },
        StageName: 'prod',
        MethodSettings: [
          { ResourcePath: '/*', HttpMethod: '*', ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
          {
            ResourcePath: '/~1orders~1{id}',
            HttpMethod: 'GET',
            ThrottlingRateLimit: 1,
            ThrottlingBurstLimit: 2,
          },
        ],
      },
    },
  });
  expect(stages[0]).toMatchObject({
    throttle: { rateLimit: 10, burstLimit: 20 },
    methodThrottles: { '/orders/{id}/GET': { rateLimit: 1, burstLimit: 2 } },
  });
});
