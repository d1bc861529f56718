import { buildModel } from '../../tools/assembly';
import type { Model } from '../../tools/assembly/model';
import { settle } from '../../tools/path/3-load-balancer';
import type { GatewayRequest, Invocation, InvocationResult } from '../../tools/path/exchange';
import type { HeaderList } from '../../tools/path/hop';
import { noFailures } from '../../tools/path/state';
import { connectSocket } from '../../tools/path/websocket/connect';
import { receiveMessage } from '../../tools/path/websocket/message';
import type { Opened, Received, Socket, Step } from '../../tools/path/websocket/socket';
import { assemblyOf, type TestResource } from './assembly';

const resource = (Type: string, Properties: Record<string, unknown> = {}): TestResource => ({
  Type,
  Properties,
});

/** The route `key` with a Lambda integration of its own. */
export function lambdaRoute(key: string, more: Record<string, unknown> = {}): Record<string, TestResource> {
  const id = key.replace(/\W/g, '');
  return {
    [`${id}Integration`]: resource('AWS::ApiGatewayV2::Integration', {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: {
        'Fn::Sub': 'arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${Echo.Arn}/invocations',
      },
    }),
    [`${id}Route`]: resource('AWS::ApiGatewayV2::Route', {
      ApiId: { Ref: 'Api' },
      RouteKey: key,
      Target: { 'Fn::Sub': `integrations/\${${id}Integration}` },
      ...more,
    }),
  };
}

/** A WebSocket API with one function, in its template; `null` takes a resource away. */
export function socketModel(change: Record<string, TestResource | null> = {}): Model {
  const all: Record<string, TestResource | null> = {
    Api: resource('AWS::ApiGatewayV2::Api', {
      Name: 'chat',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: '$request.body.action',
    }),
    Stage: resource('AWS::ApiGatewayV2::Stage', {
      ApiId: { Ref: 'Api' },
      StageName: 'live',
      AutoDeploy: true,
    }),
    Role: resource('AWS::IAM::Role', { RoleName: 'echo' }),
    Policy: resource('AWS::IAM::Policy', {
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: 'execute-api:ManageConnections',
            Resource: {
              'Fn::Sub': 'arn:aws:execute-api:${AWS::Region}:${AWS::AccountId}:${Api}/live/*/@connections/*',
            },
          },
        ],
      },
    }),
    Echo: resource('AWS::Lambda::Function', {
      FunctionName: 'echo',
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 5,
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    }),
    Permission: resource('AWS::Lambda::Permission', {
      FunctionName: 'echo',
      Action: 'lambda:InvokeFunction',
      Principal: 'apigateway.amazonaws.com',
    }),
    Domain: resource('AWS::ApiGatewayV2::DomainName', {
      DomainName: 'ws.corp.example',
      DomainNameConfigurations: [{ CertificateArn: 'arn:certificate', EndpointType: 'REGIONAL' }],
    }),
    Mapping: resource('AWS::ApiGatewayV2::ApiMapping', {
      ApiId: { Ref: 'Api' },
      DomainName: 'ws.corp.example',
      Stage: 'live',
    }),
    ...lambdaRoute('$connect'),
    ...lambdaRoute('say'),
    ...change,
  };
  const Resources = Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, TestResource] => entry[1] !== null),
  );
  return buildModel(assemblyOf({ app: { Resources } }));
}

export const hostOf = (model: Model): string =>
  `${model.webSocketApis![0]!.id}.execute-api.eu-west-1.amazonaws.com`;

/** A handshake at the public front. */
export function handshake(model: Model, change: Partial<GatewayRequest> = {}): GatewayRequest {
  const host = change.host ?? hostOf(model);
  const headers: HeaderList = [
    ['Host', host],
    ['Upgrade', 'websocket'],
    ['Connection', 'Upgrade'],
  ];
  return {
    sourceAddress: '203.0.113.1',
    sni: host,
    host,
    method: 'GET',
    path: '/live',
    query: '',
    headers,
    body: '',
    receivedAt: Date.UTC(2024, 0, 2, 3, 4, 5),
    requestId: 'request-1',
    extendedRequestId: 'Connection1234=',
    ...change,
  };
}

export const returned = (payload: unknown): InvocationResult => ({
  kind: 'returned',
  payload: JSON.stringify(payload),
});

/** Runs a step to its end; every function call is answered by `answer`. */
export function finish<T>(step: Step<T>, answer: (invocation: Invocation) => InvocationResult): T {
  let current = step;
  while (!current.done) current = current.resume(answer(current.invocation));
  return current.value;
}

const fine = () => returned({ statusCode: 200 });

export function opened(
  model: Model,
  change: Partial<GatewayRequest> = {},
  answer: (invocation: Invocation) => InvocationResult = fine,
): Opened {
  return finish(connectSocket(model, settle(model, noFailures), handshake(model, change))!, answer);
}

/** What comes of one message on a connection that stands. */
export function said(
  model: Model,
  data: string,
  answer: (invocation: Invocation) => InvocationResult = fine,
): Received {
  const message = { data, requestId: 'Message1=', messageId: 'Id1=', receivedAt: 1_704_164_646_000 };
  return finish(receiveMessage(model, settle(model, noFailures), socketOf(model), message), answer);
}

export function socketOf(model: Model): Socket {
  const request = handshake(model);
  return {
    connectionId: request.extendedRequestId,
    apiId: model.webSocketApis![0]!.id,
    stageName: 'live',
    connectedAt: request.receivedAt,
    handshake: request,
  };
}
