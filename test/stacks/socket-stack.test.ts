import { only, propertiesOf, synth } from '../helpers/synth';

const settings = (action: string, chat: Record<string, unknown> = {}) => ({
  backends: { lobby: { sample: true, nlb: true, vpcLink: 1 } },
  apis: [
    {
      name: 'chat',
      kind: 'websocket',
      host: 'chat.corp.example',
      stage: 'live',
      routes: {
        $connect: 'hello-1',
        [action]: { function: 'hello-2', postsBack: true, answers: true },
        $default: {
          backend: 'lobby',
          via: 'vpc-link',
          path: '/messages',
          postsBack: true,
          pass: { headers: { ConnectionId: 'context.connectionId' }, query: { source: "'ws'" } },
        },
      },
      ...chat,
    },
  ],
  functions: { 'hello-1': {}, 'hello-2': {} },
  expect: [],
});
const { templates, needs, violations } = synth(settings('say'), {
  validate: process.env.CDK_VALIDATION === undefined,
});
const chat = templates['api-chat'];
const v2 = (type: string) => `AWS::ApiGatewayV2::${type}`;
const deploymentOf = (template: typeof chat) => Object.keys(template!.findResources(v2('Deployment')))[0];

test('templates are clean', () => {
  expect(violations).toEqual([]);
});

test('$connect alone is authorized, by IAM unless the API says otherwise', () => {
  const authorizations = (template: typeof chat) =>
    Object.fromEntries(
      propertiesOf(template, v2('Route')).map(({ RouteKey, AuthorizationType }) => [
        RouteKey,
        AuthorizationType,
      ]),
    );
  expect(authorizations(chat)).toEqual({ $connect: 'AWS_IAM', say: 'NONE', $default: 'NONE' });
  const open = synth(settings('say', { authorization: 'none' })).templates['api-chat'];
  expect(authorizations(open).$connect).toBe('NONE');
});

test('a backend gets what is passed, and what it takes to post back', () => {
  const integration = propertiesOf(chat, v2('Integration')).find(
    (own) => own.IntegrationType === 'HTTP_PROXY',
  );
  expect(integration).toMatchObject({
    ConnectionType: 'VPC_LINK',
    IntegrationMethod: 'POST',
    RequestParameters: {
      'integration.request.header.ConnectionId': 'context.connectionId',
      'integration.request.header.x-api-id': 'context.apiId',
      'integration.request.header.x-stage': 'context.stage',
      'integration.request.header.x-event-type': 'context.eventType',
      'integration.request.querystring.source': "'ws'",
    },
  });
  expect(JSON.stringify(integration.IntegrationUri)).toContain('/messages');
  expect(needs['api-chat']).toEqual(expect.arrayContaining(['links', 'backends']));
});

test('a route with answers has a response', () => {
  expect(only(chat, v2('RouteResponse')).RouteResponseKey).toBe('$default');
});

test('only who posts back may, on this API’s stage', () => {
  const statements = propertiesOf(chat, 'AWS::IAM::Policy')
    .flatMap(({ PolicyDocument, Roles }) =>
      PolicyDocument.Statement.map((one: object) => ({ ...one, Roles })),
    )
    .filter(({ Action }) => Action === 'execute-api:ManageConnections');
  expect(statements).toHaveLength(2);
  for (const { Resource } of statements)
    expect(JSON.stringify(Resource)).toContain('/live/POST/@connections/*');
  const roles = JSON.stringify(statements.map(({ Roles }) => Roles));
  expect(roles).toContain('hello2');
  expect(roles).not.toContain('hello1');
});

test('a function may be called by its own routes', () => {
  const sources = propertiesOf(chat, 'AWS::Lambda::Permission').map(({ SourceArn }) =>
    JSON.stringify(SourceArn),
  );
  expect(sources.map((source) => /live\/[$\w]+/.exec(source)?.[0]).sort()).toEqual([
    'live/$connect',
    'live/say',
  ]);
});

test('a change of the routes is a new deployment, and no change is none', () => {
  expect(deploymentOf(synth(settings('say')).templates['api-chat'])).toBe(deploymentOf(chat));
  expect(deploymentOf(synth(settings('sing')).templates['api-chat'])).not.toBe(deploymentOf(chat));
});

test('the stage limits messages, keeps them out of its logs, and has an end to those', () => {
  expect(only(chat, v2('Stage'))).toMatchObject({
    StageName: 'live',
    DefaultRouteSettings: { DataTraceEnabled: false, LoggingLevel: 'ERROR', ThrottlingRateLimit: 100 },
  });
  expect(JSON.stringify(propertiesOf(chat, 'AWS::Logs::LogGroup'))).toContain('/aws/apigateway/');
});
