import type { Fault } from './fault';
import type { Templates } from './templates';

const invocation = (id: string) => ({
  'Fn::Sub': `arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${id}.Arn}/invocations`,
});

/** Puts a TOKEN authorizer with this code in front of the first API. */
function authorizer(code: string, options: { readonly permission?: boolean } = {}) {
  return (templates: Templates): void => {
    const api = templates.one('AWS::ApiGateway::RestApi', (p) => p.Name === 'pvt-lambda-test-api');
    const { properties: model } = templates.one('AWS::Lambda::Function', (_p, id) => id.includes('hello1'));
    templates.add(api.stack, 'AuthorizerFunction', 'AWS::Lambda::Function', {
      Runtime: model.Runtime,
      Role: model.Role,
      Handler: 'index.handler',
      Code: { ZipFile: code },
    });
    if (options.permission !== false) {
      templates.add(api.stack, 'AuthorizerPermission', 'AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        FunctionName: { 'Fn::GetAtt': ['AuthorizerFunction', 'Arn'] },
        Principal: 'apigateway.amazonaws.com',
      });
    }
    const body = api.properties.Body;
    body.components = {
      securitySchemes: {
        token: {
          type: 'apiKey',
          name: 'Authorization',
          in: 'header',
          'x-amazon-apigateway-authtype': 'custom',
          'x-amazon-apigateway-authorizer': {
            type: 'token',
            authorizerUri: invocation('AuthorizerFunction'),
            authorizerResultTtlInSeconds: 0,
          },
        },
      },
    };
    for (const methods of Object.values<Record<string, Record<string, unknown>>>(body.paths)) {
      for (const method of Object.values(methods)) method.security = [{ token: [] }];
    }
  };
}

const policy = (effect: string, resource: string) =>
  `exports.handler = async (event) => ({ principalId: 'p', policyDocument: { Version: '2012-10-17', Statement: [{ Effect: '${effect}', Action: 'execute-api:Invoke', Resource: ${resource} }] } });`;

const token = { headers: [['Authorization', 'Bearer abc']] } as const;

export const authorizerFaults: readonly Fault[] = [
  {
    name: 'the token is missing',
    hop: 'authorizer',
    code: 'IDENTITY_SOURCE_MISSING',
    outcome: 'stop',
    seen: 401,
    change: authorizer(policy('Allow', `'*'`)),
  },
  {
    name: 'the authorizer denies',
    hop: 'authorizer',
    code: 'AUTHORIZER_DENIES',
    outcome: 'stop',
    seen: 403,
    call: token,
    change: authorizer(policy('Deny', 'event.methodArn')),
  },
  {
    name: 'the authorizer says Unauthorized',
    hop: 'authorizer',
    code: 'AUTHORIZER_REJECTS',
    outcome: 'stop',
    seen: 401,
    says: 'IDENTITY_SOURCE_MISSING',
    call: token,
    change: authorizer(`exports.handler = async () => { throw new Error('Unauthorized'); };`),
  },
  {
    name: 'the authorizer throws',
    hop: 'authorizer',
    code: 'AUTHORIZER_FAILED',
    outcome: 'stop',
    seen: 500,
    call: token,
    change: authorizer(`exports.handler = async () => { throw new Error('no keys'); };`),
  },
  {
    name: 'the authorizer puts an object into its context',
    hop: 'authorizer',
    code: 'AUTHORIZER_RESULT_INVALID',
    outcome: 'stop',
    seen: 500,
    says: 'AUTHORIZER_FAILED',
    call: token,
    change: authorizer(
      `exports.handler = async () => ({ principalId: 'p', context: { roles: ['a'] }, policyDocument: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' }] } });`,
    ),
  },
  {
    name: 'API Gateway may not call the authorizer',
    hop: 'authorizer',
    code: 'AUTHORIZER_PERMISSION_MISSING',
    outcome: 'stop',
    seen: 500,
    says: 'AUTHORIZER_FAILED',
    call: token,
    change: authorizer(policy('Allow', `'*'`), { permission: false }),
  },
  {
    name: 'the authorizer’s policy covers another method: the resource policy allows it all the same',
    hop: 'authorizer',
    code: 'AUTHORIZER_SILENT_POLICY_ALLOWS',
    outcome: 'pass',
    seen: 200,
    call: token,
    change: authorizer(policy('Allow', `event.methodArn + '/other'`)),
  },
];
