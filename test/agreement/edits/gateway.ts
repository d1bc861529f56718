import { type Edit, toAll, toOne } from './edit';

const code = (source: string) => ({ Code: { ZipFile: source }, Handler: 'index.handler' });
const answer = (result: string) => code(`exports.handler = async (event) => (${result});`);

/** What functions do wrong, and what API Gateway makes of it. */
const variants = [
  code('exports.handler = async () => { throw new TypeError("no such field"); };'),
  code('exports.handler = async () => { throw "text"; };'),
  code('exports.main = async () => ({ statusCode: 200 });'),
  code('syntax error'),
  code('exports.handler = async () => process.exit(1);'),
  { ...code('exports.handler = () => new Promise(() => setInterval(() => {}, 1000));'), Timeout: 1 },
  code('exports.handler = (event, context, done) => done(null, { statusCode: 201, body: "created" });'),
  answer('"hello"'),
  answer('null'),
  answer('undefined'),
  answer('{ statusCode: 200, body: { message: 1 } }'),
  answer('{ statusCode: "204" }'),
  answer('{ statusCode: 304 }'),
  answer('{ statusCode: 999, body: "odd" }'),
  answer('{ statusCode: 99, body: "low" }'),
  answer('{ statusCode: "two hundred", body: "word" }'),
  answer('{ statusCode: 404, body: "not here" }'),
  answer('{ statusCode: 503 }'),
  answer('{ body: "no status" }'),
  answer('{ statusCode: 200, body: 42 }'),
  answer('{ statusCode: 200, body: "aGk=", isBase64Encoded: true }'),
  answer('{ statusCode: 200, body: "ä€😀", headers: { "x-a": 1, "x-b": true, "x-c": null } }'),
  answer('{ statusCode: 200, headers: { "bad name": "x" }, body: "h" }'),
  answer('{ statusCode: 200, headers: { "x-nl": "a\\nb" }, body: "h" }'),
  answer('{ statusCode: 200, headers: { "content-length": "1" }, body: "hello" }'),
  answer(
    '{ statusCode: 200, headers: { "transfer-encoding": "chunked", connection: "close" }, body: "hello" }',
  ),
  answer('{ statusCode: 200, multiValueHeaders: { "set-cookie": ["a=1", "b=2"] }, body: "c" }'),
  answer('{ statusCode: 200, body: "x", surprise: 1 }'),
  answer('{ statusCode: 200, body: JSON.stringify(event.requestContext.identity.vpceId ?? null) }'),
];

export const gatewayEdits: Record<string, Edit> = {
  'a function does something else': toAll('AWS::Lambda::Function', ({ properties }, _templates, dice) => {
    Object.assign(properties, dice.pick(variants));
  }),
  'a function has no code here': toOne('AWS::Lambda::Function', ({ properties }, _templates, dice) => {
    Object.assign(properties, dice.pick([{ Runtime: 'python3.13' }, { Code: { ImageUri: 'image' } }]));
  }),
  'a permission changes': toAll('AWS::Lambda::Permission', (resource, templates, dice) => {
    const { properties } = resource;
    dice.pick([
      () => templates.remove(resource),
      () => Object.assign(properties, { Principal: 'events.amazonaws.com' }),
      () => Object.assign(properties, { SourceArn: undefined }),
      () => Object.assign(properties, { SourceAccount: '444455556666' }),
      () => Object.assign(properties, { Action: dice.pick(['lambda:*', 'lambda:GetFunction']) }),
    ])();
  }),
  'the APIs keep their default names, and the endpoint admits everybody': (templates, dice) => {
    for (const { properties } of templates.all('AWS::ApiGateway::RestApi')) {
      properties.DisableExecuteApiEndpoint = false;
      properties.Body['x-amazon-apigateway-endpoint-configuration'].disableExecuteApiEndpoint = false;
    }
    for (const { properties } of templates.all('AWS::EC2::SecurityGroupIngress'))
      Object.assign(properties, { CidrIp: '0.0.0.0/0', SourceSecurityGroupId: undefined });
    for (const { properties } of templates.all('AWS::EC2::VPCEndpoint'))
      properties.PrivateDnsEnabled = dice.pick([true, true, false]);
  },
  'a mapping has several levels': toAll('AWS::ApiGateway::BasePathMapping', (resource, templates, dice) => {
    const { properties, stack, logicalId } = resource;
    templates.add(stack, `${logicalId}Deep`, 'AWS::ApiGatewayV2::ApiMapping', {
      DomainName: properties.DomainName,
      ApiId: properties.RestApiId,
      Stage: properties.Stage,
      ApiMappingKey: dice.pick(['orders/latest', 'ord', 'v1/orders']),
    });
    if (dice.roll() % 2) templates.remove(resource);
  }),
  'a stage changes': toOne('AWS::ApiGateway::Stage', (resource, templates, dice) => {
    dice.pick([
      () => Object.assign(resource.properties, { StageName: 'live' }),
      () => Object.assign(resource.properties, { Variables: { colour: 'blue' } }),
      () => templates.remove(resource),
    ])();
  }),
  'a mapping changes': toAll('AWS::ApiGateway::BasePathMapping', (resource, templates, dice) => {
    const { properties } = resource;
    dice.pick([
      () => templates.remove(resource),
      () => Object.assign(properties, { BasePath: dice.pick(['v1', 'v2', 'orders', '', '(none)']) }),
      () => Object.assign(properties, { Stage: dice.pick(['live', undefined, 'prod', 'demo']) }),
      () => Object.assign(properties, { RestApiId: 'abcdef1234' }),
    ])();
  }),
  'a domain changes': toOne('AWS::ApiGateway::DomainName', (resource, templates, dice) => {
    const { properties } = resource;
    dice.pick([
      () => templates.remove(resource),
      () => Object.assign(properties, { DomainName: dice.pick(['*.corp.example', 'x.corp.example']) }),
      () => Object.assign(properties, { EndpointConfiguration: { Types: [dice.pick(['PRIVATE', 'EDGE'])] } }),
    ])();
  }),
  'an API changes': toOne('AWS::ApiGateway::RestApi', ({ properties }, _templates, dice) => {
    const { Body } = properties;
    dice.pick([
      () => delete Body.paths[dice.pick([...Object.keys(Body.paths), '/'])],
      () => Object.assign(properties, { EndpointConfiguration: { Types: ['REGIONAL'] } }),
      () => {
        properties.DisableExecuteApiEndpoint = false;
        Body['x-amazon-apigateway-endpoint-configuration'].disableExecuteApiEndpoint = false;
      },
      () =>
        Object.assign(properties, { BinaryMediaTypes: dice.pick([['*/*'], ['application/octet-stream']]) }),
      () => Object.assign(properties, { Policy: undefined }),
    ])();
  }),
  'a method changes': toAll('AWS::ApiGateway::RestApi', ({ properties }, _templates, dice) => {
    const items = Object.values<Record<string, Record<string, unknown>>>(properties.Body.paths);
    const methods = items.flatMap((item) => Object.values(item));
    if (methods.length === 0) return;
    const method = dice.pick(methods);
    const integration = method['x-amazon-apigateway-integration'] as Record<string, unknown>;
    dice.pick([
      () =>
        Object.assign(integration, {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
        }),
      () => Object.assign(integration, { type: 'http_proxy', uri: 'https://backend.corp.example/' }),
      () =>
        Object.assign(integration, {
          uri: 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:111122223333:function:other/invocations',
        }),
      () => Object.assign(integration, { credentials: 'arn:aws:iam::111122223333:role/gateway' }),
      () => Object.assign(method, { security: [{ api_key: [] }] }),
      () => Object.assign(method, { 'x-amazon-apigateway-auth': { type: 'AWS_IAM' } }),
      () => delete method['x-amazon-apigateway-integration'],
    ])();
  }),
  'a gateway response is customised': toAll(
    'AWS::ApiGateway::RestApi',
    ({ properties }, _templates, dice) => {
      properties.Body['x-amazon-apigateway-gateway-responses'] = {
        [dice.pick(['DEFAULT_4XX', 'DEFAULT_5XX', 'MISSING_AUTHENTICATION_TOKEN', 'ACCESS_DENIED'])]: {
          ...(dice.roll() % 2 ? { statusCode: dice.pick([404, '418', 599]) } : {}),
          responseParameters: {
            'gatewayresponse.header.x-own': "'yes'",
            'gatewayresponse.header.x-asked': 'method.request.querystring.a',
          },
          responseTemplates: {
            'application/json':
              '{"own":$context.error.messageString,"path":"$context.path","stage":"$context.stage"}',
          },
        },
      };
    },
  ),
};
