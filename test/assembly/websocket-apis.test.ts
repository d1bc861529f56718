import { buildModel } from '../../tools/assembly';
import { isUnknown } from '../../tools/assembly/model';
import { assemblyOf, type TestResource } from '../helpers/assembly';

const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});

function resourcesOf(change: Record<string, TestResource> = {}): Record<string, TestResource> {
  return {
    Api: resource('AWS::ApiGatewayV2::Api', {
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
    Say: resource('AWS::ApiGatewayV2::Integration', {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: 'http://backend.corp.example/say',
      ConnectionType: 'VPC_LINK',
      ConnectionId: { Ref: 'Link' },
      RequestParameters: { 'integration.request.header.connectionId': 'context.connectionId' },
    }),
    Link: resource('AWS::ApiGateway::VpcLink', { Name: 'link', TargetArns: ['arn:nlb'] }),
    SayRoute: resource('AWS::ApiGatewayV2::Route', {
      ApiId: { Ref: 'Api' },
      RouteKey: 'say',
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Say' }]] },
    }),
    Deployment1: resource('AWS::ApiGatewayV2::Deployment', { ApiId: { Ref: 'Api' } }),
    Stage: resource('AWS::ApiGatewayV2::Stage', {
      ApiId: { Ref: 'Api' },
      StageName: 'live',
      DeploymentId: { Ref: 'Deployment1' },
      DefaultRouteSettings: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
    }),
    ...change,
  };
}

const modelOf = (change?: Record<string, TestResource>, before?: Record<string, TestResource>) =>
  buildModel(assemblyOf({ app: { Resources: resourcesOf(change) } }), {
    deployed: before && assemblyOf({ app: { Resources: resourcesOf(before) } }),
  });
const apiOf = (...given: Parameters<typeof modelOf>) => modelOf(...given).webSocketApis![0]!;

describe('a WebSocket API', () => {
  test('has routes with integrations by their ids, and the VPC link they go through', () => {
    const model = modelOf();
    const [api] = model.webSocketApis!;
    expect(api).toMatchObject({ name: 'chat', stages: [{ name: 'live', stale: false }] });
    expect(api!.stages[0]!.throttle).toEqual({ rateLimit: 10, burstLimit: 20 });
    expect(api!.definition.routes).toEqual([
      expect.objectContaining({
        routeKey: 'say',
        authorization: 'NONE',
        answers: false,
        integration: expect.objectContaining({
          type: 'HTTP_PROXY',
          httpMethod: 'POST',
          vpcLinkId: model.vpcLinks![0]!.id,
          requestParameters: { 'integration.request.header.connectionId': 'context.connectionId' },
          timeoutMs: 29_000,
        }),
      }),
    ]);
  });

  test('is none of the HTTP APIs, which have the same resource type', () => {
    const http = resource('AWS::ApiGatewayV2::Api', { Name: 'chat', ProtocolType: 'HTTP' });
    expect(modelOf({ Api: http }).webSocketApis).toEqual([]);
  });

  test('answers on a route with a route response for $default', () => {
    const SayRoute = resource('AWS::ApiGatewayV2::Route', {
      ApiId: { Ref: 'Api' },
      RouteKey: 'say',
      RouteResponseSelectionExpression: '$default',
    });
    const Response = resource('AWS::ApiGatewayV2::RouteResponse', {
      ApiId: { Ref: 'Api' },
      RouteId: { Ref: 'SayRoute' },
      RouteResponseKey: '$default',
    });
    expect(apiOf({ SayRoute, Response }).definition.routes[0]).toMatchObject({ answers: true });
    expect(apiOf({ SayRoute }).definition.routes[0]).toMatchObject({ answers: false });
  });

  test('has an unknown integration where the target is not in the templates', () => {
    const SayRoute = resource('AWS::ApiGatewayV2::Route', {
      ApiId: { Ref: 'Api' },
      RouteKey: 'say',
      Target: 'integrations/elsewhere',
    });
    expect(isUnknown(apiOf({ SayRoute }).definition.routes[0]?.integration)).toBe(true);
  });

  test('goes on serving what was deployed until there is a new deployment', () => {
    const api = apiOf({}, { SayRoute: resource('AWS::SNS::Topic') });
    expect(api.stages[0]).toMatchObject({ stale: true, serves: { routes: [] } });
    const Deployment1 = resource('AWS::ApiGatewayV2::Deployment', {
      ApiId: { Ref: 'Api' },
      Description: 'b',
    });
    expect(apiOf({ Deployment1 }, { SayRoute: resource('AWS::SNS::Topic') }).stages[0]?.stale).toBe(false);
  });
});

describe('who a function is', () => {
  const Role = resource('AWS::IAM::Role', { RoleName: 'echo' });
  const Echo = resource('AWS::Lambda::Function', {
    FunctionName: 'echo',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
  });
  const policy = (Resource: unknown) =>
    resource('AWS::IAM::Policy', {
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: { 'Fn::GetAtt': ['Nobody', 'Arn'] } },
          { Effect: 'Allow', Action: 'execute-api:ManageConnections', Resource },
        ],
      },
    });

  test('is its role, with the statements that may speak of APIs and no others', () => {
    const model = modelOf({
      Role,
      Echo,
      Policy: policy('arn:aws:execute-api:eu-west-1:111122223333:a/b/*'),
    });
    const identity = model.functions[0]!.identity!;
    expect(identity.roleArn).toBe('arn:aws:iam::111122223333:role/echo');
    expect(identity.accessKeyId).toMatch(/^ASIA[A-Z0-9]{16}$/);
    expect(identity.policies).toEqual([
      expect.objectContaining({
        statements: [expect.objectContaining({ action: ['execute-api:ManageConnections'] })],
      }),
    ]);
    expect(model.unknowns.filter(({ where }) => where.logicalId === 'Policy')).toEqual([]);
  });

  test('may do nobody knows what by a policy that is not in the templates', () => {
    const managed = resource('AWS::IAM::Role', {
      RoleName: 'echo',
      ManagedPolicyArns: [
        'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
        'arn:aws:iam::aws:policy/AmazonAPIGatewayInvokeFullAccess',
      ],
    });
    const [only, ...more] = modelOf({ Role: managed, Echo }).functions[0]!.identity!.policies;
    expect([isUnknown(only), more]).toEqual([true, []]);
  });
});
