import type { LinkTemplate } from '../../helpers/vpc-link';
import { callLink, linkModel } from '../../helpers/vpc-link';

/** The template's link and load balancer with an HTTP API in front. */
function httpModel(
  integration: Record<string, unknown> = {},
  change: (resources: LinkTemplate) => void = () => {},
) {
  return linkModel((all) => {
    const api = { ApiId: { Ref: 'Http' } };
    all.Http = { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'partner', ProtocolType: 'HTTP' } };
    all.Root = {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ...api, StageName: '$default', AutoDeploy: true },
    };
    all.Blue = {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ...api, StageName: 'blue', AutoDeploy: true },
    };
    all.To = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: {
        ...api,
        IntegrationType: 'HTTP_PROXY',
        IntegrationMethod: 'ANY',
        IntegrationUri: { Ref: 'Listener' },
        ConnectionType: 'VPC_LINK',
        ConnectionId: { Ref: 'Link' },
        PayloadFormatVersion: '1.0',
        ...integration,
      },
    };
    all.Every = {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ...api,
        RouteKey: 'ANY /{proxy+}',
        Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'To' }]] },
      },
    };
    change(all);
  });
}

function call(
  model: ReturnType<typeof httpModel>,
  path = '/items/7',
  ...rest: [Parameters<typeof callLink>[2]?]
) {
  const host = `${model.httpApis![0]!.id}.execute-api.eu-west-1.amazonaws.com`;
  return callLink(model, { host, path, query: 'p=1', headers: [['X-Own', 'kept']] }, ...rest);
}

describe('what the backend of an HTTP API gets', () => {
  test('path, query, headers and the caller’s Host', () => {
    const { event, response, verdict } = call(httpModel());
    expect([verdict?.code, response?.status]).toEqual(['BACKEND_ANSWERED', 200]);
    expect(event).toMatchObject({ path: '/items/7', queryStringParameters: { p: '1' } });
    expect(event?.headers).toMatchObject({
      'x-own': 'kept',
      host: expect.stringContaining('.execute-api.'),
      forwarded: expect.stringContaining('for=203.0.113.1'),
    });
  });

  test('a named stage in the path, and a mapping that takes it out', () => {
    expect(call(httpModel(), '/blue/items').event?.path).toBe('/blue/items');
    const model = httpModel({ RequestParameters: { 'overwrite:path': '$request.path' } });
    expect(call(model, '/blue/items').event?.path).toBe('/items');
  });
});

describe('what its caller gets', () => {
  const answer = { kind: 'returned', payload: '{"statusCode":500,"headers":{"x-why":"db"}}' } as const;

  test('the backend’s answer with the response parameters for its status', () => {
    const changes = [
      { Destination: 'overwrite:statuscode', Source: '503' },
      { Destination: 'remove:header.x-why', Source: "''" },
    ];
    const model = httpModel({ ResponseParameters: { 500: { ResponseParameters: changes } } });
    const { response, verdict } = call(model, '/items', answer);
    expect([verdict?.outcome, response?.status]).toEqual(['pass', 503]);
    expect(verdict?.because).toContain('response parameters make 503');
    expect(response?.headers.map(([name]) => name)).not.toContain('x-why');
  });

  test.each([
    [
      'a group that lets nothing in',
      (all: LinkTemplate) => {
        all.BackGroup!.Properties.SecurityGroupIngress = [];
      },
      'LINK_NETWORK_BLOCKED',
    ],
    [
      'TLS to a listener without',
      (all: LinkTemplate) => {
        all.To!.Properties.TlsConfig = { ServerNameToVerify: 'orders.internal.example' };
      },
      'LINK_CERTIFICATE_MISMATCH',
    ],
  ])('503 for %s', (_name, change, code) => {
    const { verdict, response } = call(httpModel({}, change));
    expect([verdict?.code, response?.status]).toEqual([code, 503]);
    expect(response?.body).toBe('{"message":"Service Unavailable"}');
  });

  test('503 for a backend that takes too long', () => {
    const { verdict, response } = call(httpModel(), '/items', { kind: 'timed-out', limit: 'gateway' });
    expect([verdict?.code, response?.status]).toEqual(['INTEGRATION_TIMED_OUT', 503]);
  });

  test('nobody knows what for a URL on the internet', () => {
    const { verdict, response } = call(
      httpModel({ ConnectionType: 'INTERNET', IntegrationUri: 'https://api.example/' }),
    );
    expect([verdict?.code, response]).toEqual(['BACKEND_ON_THE_INTERNET', null]);
  });
});
