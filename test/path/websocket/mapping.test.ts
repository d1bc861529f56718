import { isUnknown } from '../../../tools/assembly/model';
import type { Happening } from '../../../tools/path/websocket/event';
import { mapParameters } from '../../../tools/path/websocket/mapping';
import { routeOf, targetOf } from '../../../tools/path/websocket/socket';
import { handshake, opened, said, socketModel, socketOf } from '../../helpers/websocket';

const integration = (RequestParameters: Record<string, unknown>, more = {}) => ({
  sayIntegration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'POST',
      IntegrationUri: 'http://backend.corp.example/',
      RequestParameters,
      ...more,
    },
  },
});

function mapped(source: unknown, happening: Happening) {
  const model = socketModel(integration({ 'integration.request.header.x': source }));
  const target = targetOf(model, socketOf(model))!;
  const own = routeOf(target, 'say')!.integration!;
  if (isUnknown(own)) throw new Error(own.reason);
  const request = handshake(model, { query: 'token=abc&list=1&list=2' });
  const socket = {
    ...socketOf(model),
    handshake: { ...request, headers: [...request.headers, ['X-Tenant', 'acme'] as const] },
  };
  return mapParameters(own, { target, socket, routeKey: 'say', happening });
}

const message = (data: string): Happening => ({
  kind: 'MESSAGE',
  message: { data, requestId: 'Message1=', messageId: 'Id1=', receivedAt: 1_704_164_646_000 },
});
const connect: Happening = { kind: 'CONNECT' };

test.each([
  ['context.connectionId', message('{}'), 'Connection1234='],
  ['context.stage', message('{}'), 'live'],
  ['context.identity.sourceIp', message('{}'), '203.0.113.1'],
  ["'static value'", message('{}'), 'static value'],
  ['route.request.body.order.lines[1]', message('{"order":{"lines":[1,"b"]}}'), 'b'],
  ['route.request.body.order', message('{"order":{"id":7}}'), '{"id":7}'],
  ['route.request.body', message('hello'), 'hello'],
  ['route.request.querystring.token', connect, 'abc'],
  ['route.request.multivaluequerystring.list', connect, '1,2'],
  ['route.request.header.x-tenant', connect, 'acme'],
])('%s is mapped', (source, happening, value) => {
  expect(mapped(source, happening)).toMatchObject({ headers: [['x', value]], unknowns: [] });
});

test.each([
  ['a header of the handshake, in a message', 'route.request.header.x-tenant', message('{}')],
  ['a member that the message lacks', 'route.request.body.other', message('{}')],
  ['a message, in the handshake', 'route.request.body.order', connect],
])('%s leaves its parameter out', (_name, source, happening) => {
  expect(mapped(source, happening)).toMatchObject({ headers: [], unknowns: [] });
});

test.each([['context.nothing'], ['method.request.header.x'], ['route.request.body..x'], [{ 'Fn::Own': 1 }]])(
  '%j is not known',
  (source) => {
    expect(mapped(source, message('{}')).unknowns).toHaveLength(1);
  },
);

describe('a private integration', () => {
  const codeOf = (parameters: Record<string, unknown>, more = {}) =>
    said(socketModel(integration(parameters, more)), '{"action":"say"}').verdicts.at(-1)?.code;

  test('needs a VPC link, whose load balancer is in the templates', () => {
    expect(codeOf({})).toBe('BACKEND_ON_THE_INTERNET');
    expect(codeOf({}, { ConnectionType: 'VPC_LINK', ConnectionId: 'elsewhere' })).toBe('BACKEND_NOT_KNOWN');
  });

  test('is not called with a parameter that nobody knows', () => {
    const link = { ConnectionType: 'VPC_LINK', ConnectionId: 'elsewhere' };
    expect(codeOf({ 'integration.request.header.x': 'context.nothing' }, link)).toBe(
      'SOCKET_MAPPING_NOT_KNOWN',
    );
    expect(opened(socketModel()).response?.status).toBe(101);
  });
});
