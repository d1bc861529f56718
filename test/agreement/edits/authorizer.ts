import type { EditableResource, Templates } from '../../faults/templates';
import type { Dice } from '../dice';
import { type Edit, toAll } from './edit';

const policy = (effect: string, resource: string) =>
  `exports.handler = async (event) => ({ principalId: 'p', context: { n: 1, t: 'a' }, policyDocument: { Version: '2012-10-17', Statement: [{ Effect: '${effect}', Action: 'execute-api:Invoke', Resource: ${resource} }] } });`;

const sources = [
  policy('Allow', `'*'`),
  policy('Allow', 'event.methodArn'),
  policy('Deny', 'event.methodArn'),
  policy('Allow', `event.methodArn + '/other'`),
  `exports.handler = async () => { throw new Error('Unauthorized'); };`,
  `exports.handler = async () => { throw new Error('no keys'); };`,
  `exports.handler = async () => 'Allow';`,
  `exports.handler = async () => ({ principalId: 'p' });`,
  policy('Allow', `'*'`).replace('{ n: 1,', '{ roles: [1],'),
];

const invocation = {
  'Fn::Sub':
    'arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${AuthorizerFunction.Arn}/invocations',
};

/** A scheme as OpenAPI has it: where the identity is, and how the authorizer is asked. */
function schemeOf(dice: Dice): Record<string, unknown> {
  const ttl = dice.pick([0, 0, 300]);
  return {
    type: 'apiKey',
    name: 'Authorization',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      authorizerUri: invocation,
      authorizerResultTtlInSeconds: ttl,
      ...dice.pick<Record<string, unknown>>([
        { type: 'token' },
        { type: 'token', identityValidationExpression: '^Bearer .+$' },
        { type: 'request', identitySource: 'method.request.header.Authorization' },
        { type: 'request', identitySource: 'method.request.querystring.a, context.httpMethod' },
      ]),
    },
  };
}

function protect({ stack, properties }: EditableResource, templates: Templates, dice: Dice): void {
  const [sample] = templates.all('AWS::Lambda::Function');
  if (!sample) return;
  templates.add(stack, 'AuthorizerFunction', 'AWS::Lambda::Function', {
    Runtime: sample.properties.Runtime,
    Role: 'arn:aws:iam::111122223333:role/authorizer',
    Handler: 'index.handler',
    Code: { ZipFile: dice.pick(sources) },
  });
  if (dice.roll() % 8 !== 7) {
    templates.add(stack, 'AuthorizerPermission', 'AWS::Lambda::Permission', {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['AuthorizerFunction', 'Arn'] },
      Principal: 'apigateway.amazonaws.com',
    });
  }
  const { Body } = properties;
  Body.components = { securitySchemes: { own: schemeOf(dice) } };
  for (const methods of Object.values<Record<string, Record<string, unknown>>>(Body.paths))
    for (const method of Object.values(methods)) method.security = [{ own: [] }];
}

export const authorizerEdits: Record<string, Edit> = {
  'an authorizer is put before an API': toAll('AWS::ApiGateway::RestApi', protect),
};
