import { buildModel } from '../../tools/assembly';
import { isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestEnvironment, type TestResource } from '../helpers/assembly';

const modelOf = (Resources: Record<string, TestResource>, environment?: TestEnvironment) =>
  buildModel(assemblyOf({ app: { Resources } }, environment));
const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});

describe('a policy', () => {
  const policyOf = (Policy: unknown) =>
    modelOf({ Api: resource('AWS::ApiGateway::RestApi', { Policy }) }).restApis[0]?.definition.policy;
  const statement = {
    Effect: 'Deny',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*/GET/a',
    Condition: { Bool: { 'aws:SecureTransport': false } },
  };

  test('has lists everywhere, full ARNs, texts for values, and each statement’s place', () => {
    const [api] = modelOf({
      Api: resource('AWS::ApiGateway::RestApi', { Policy: { Statement: statement } }),
    }).restApis;
    expect(api?.definition.policy).toMatchObject({
      version: '2008-10-17',
      statements: [
        {
          effect: 'Deny',
          principal: '*',
          action: ['execute-api:Invoke'],
          resource: [`arn:aws:execute-api:eu-west-1:111122223333:${api?.id}/*/GET/a`],
          condition: { Bool: { 'aws:SecureTransport': ['false'] } },
          where: { logicalId: 'Api', property: 'Properties.Policy.Statement' },
        },
      ],
    });
  });

  test('as JSON text is the same as an object', () => {
    const document = { Version: '2012-10-17', Statement: [statement] };
    expect(policyOf(JSON.stringify(document))).toEqual(policyOf(document));
  });

  test('in an OpenAPI document is the API’s', () => {
    const body = { openapi: '3.0.1', paths: {}, 'x-amazon-apigateway-policy': { Statement: [statement] } };
    const policy = modelOf({ Api: resource('AWS::ApiGateway::RestApi', { Body: body }) }).restApis[0]
      ?.definition.policy;
    expect(policy).toMatchObject({ statements: [{ effect: 'Deny' }] });
  });

  test('with an unknown statement is unknown, with an unknown value only there', () => {
    const unknown = { 'Fn::Own': 1 };
    expect(isUnknown(policyOf({ Statement: [statement, unknown] }))).toBe(true);
    const Condition = { StringEquals: { 'aws:SourceVpce': [unknown, 'vpce-1'] } };
    expect(policyOf({ Statement: [{ ...statement, Condition }] })).toMatchObject({
      statements: [
        { condition: { StringEquals: { 'aws:SourceVpce': [{ reason: expect.any(String) }, 'vpce-1'] } } },
      ],
    });
  });
});
