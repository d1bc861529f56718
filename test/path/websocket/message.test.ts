import { settle } from '../../../tools/path/3-load-balancer';
import { noFailures } from '../../../tools/path/state';
import { trace } from '../../../tools/path/trace';
import { leaveSocket } from '../../../tools/path/websocket/disconnect';
import { endsAt, lifeMs } from '../../../tools/path/websocket/limits';
import type { TestResource } from '../../helpers/assembly';
import { finish, hostOf, lambdaRoute, returned, said, socketModel, socketOf } from '../../helpers/websocket';

const model = socketModel();
const api = (RouteSelectionExpression: unknown): Record<string, TestResource> => ({
  Api: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: { ProtocolType: 'WEBSOCKET', RouteSelectionExpression },
  },
});

describe('a message takes the route', () => {
  const byDefault = socketModel(lambdaRoute('$default'));
  const routeKeyOf = (own: typeof model, data: string) => {
    let key: unknown;
    said(own, data, ({ event }) => {
      key = (event as { requestContext: { routeKey: string } }).requestContext.routeKey;
      return returned({ statusCode: 200 });
    });
    return key;
  };

  test.each([
    ['whose key the expression comes to', byDefault, '{"action":"say"}', 'say'],
    ['$default, where no route has the key', byDefault, '{"action":"sing"}', '$default'],
    ['$default, where the member is missing', byDefault, '{}', '$default'],
    ['$default, where it is no JSON', byDefault, 'hello', '$default'],
    ['$default, where it names a route of the gateway’s own', byDefault, '{"action":"$connect"}', '$default'],
    ['by a longer path', socketModel(api('$request.body.a[1]["b"]')), '{"a":[0,{"b":"say"}]}', 'say'],
    ['by the form in braces', socketModel(api('${request.body.action}')), '{"action":"say"}', 'say'],
    ['by a number as text', socketModel({ ...lambdaRoute('7') }), '{"action":7}', '7'],
  ])('%s', (_name, own, data, key) => {
    expect(routeKeyOf(own, data)).toBe(key);
  });

  test('that nobody knows, where the expression is not evaluated', () => {
    const done = said(socketModel(api('$request.body..action')), '{"action":"say"}');
    expect(done.verdicts).toEqual([
      expect.objectContaining({ code: 'SOCKET_ROUTE_NOT_KNOWN', outcome: 'unknown' }),
    ]);
  });
});

describe('what comes of a message', () => {
  test('is nothing for the client, unless the route has a response', () => {
    const answer = () => returned({ statusCode: 200, body: 'hello' });
    expect(said(model, '{"action":"say"}', answer).frames).toEqual([]);
    const answering = socketModel({
      ...lambdaRoute('say', { RouteResponseSelectionExpression: '$default' }),
      Response: {
        Type: 'AWS::ApiGatewayV2::RouteResponse',
        Properties: { ApiId: { Ref: 'Api' }, RouteId: { Ref: 'sayRoute' }, RouteResponseKey: '$default' },
      },
    });
    const done = said(answering, '{"action":"say"}', answer);
    expect([done.frames, done.verdicts.at(-1)?.code]).toEqual([['hello'], 'SOCKET_MESSAGE_ANSWERED']);
  });

  test('is Forbidden without a route', () => {
    const { frames, verdicts } = said(model, '{"action":"sing"}');
    expect(JSON.parse(frames[0]!)).toEqual({
      message: 'Forbidden',
      connectionId: 'Connection1234=',
      requestId: 'Message1=',
    });
    expect(verdicts[0]).toMatchObject({ code: 'SOCKET_ROUTE_NOT_FOUND', symptom: { kind: 'message' } });
  });

  test.each([
    ['Internal server error', { kind: 'failed', errorType: 'E', errorMessage: 'm' }],
    ['Internal server error', returned({ body: 'no status' })],
    ['Internal server error', { kind: 'timed-out', limit: 'function' }],
    ['Endpoint request timed out', { kind: 'timed-out', limit: 'gateway' }],
  ] as const)('is "%s" for %j', (message, result) => {
    expect(JSON.parse(said(model, '{"action":"say"}', () => result).frames[0]!)).toMatchObject({ message });
  });

  test('is the end, for one that is larger than a frame', () => {
    const done = said(model, JSON.stringify({ action: 'say', text: 'x'.repeat(33_000) }));
    expect(done.close?.code).toBe(1009);
    expect(done.verdicts[0]?.code).toBe('SOCKET_MESSAGE_TOO_LARGE');
  });

  test('is not known, where the integration has templates', () => {
    const integration = { ApiId: { Ref: 'Api' }, IntegrationType: 'MOCK' };
    const mock = socketModel({
      sayIntegration: { Type: 'AWS::ApiGatewayV2::Integration', Properties: integration },
    });
    expect(said(mock, '{"action":"say"}').verdicts.at(-1)?.code).toBe('SOCKET_INTEGRATION_NOT_MODELLED');
  });
});

describe('a connection', () => {
  test('ends after ten idle minutes, and after two hours at the latest', () => {
    expect(endsAt(0, 0)).toBe(600_000);
    expect(endsAt(0, lifeMs - 1)).toBe(lifeMs);
  });

  test('that is gone calls $disconnect with code and reason', () => {
    const own = socketModel(lambdaRoute('$disconnect'));
    let event: unknown;
    const ended = { code: 1005, reason: '', requestId: 'r', receivedAt: 1 };
    const verdicts = finish(leaveSocket(own, settle(own, noFailures), socketOf(own), ended), (invocation) => {
      event = invocation.event;
      return returned({ statusCode: 200 });
    });
    expect(event).toMatchObject({
      requestContext: {
        eventType: 'DISCONNECT',
        disconnectStatusCode: 1005,
        disconnectReason: 'Client-side close frame status not set',
      },
    });
    expect(verdicts.map(({ code }) => code)).toEqual(['FUNCTION_ANSWERED']);
    expect(
      finish(leaveSocket(model, settle(model, noFailures), socketOf(model), ended), () => returned({})),
    ).toEqual([]);
  });
});

describe('the trace of a WebSocket', () => {
  const walk = (send: readonly string[], own = model) =>
    trace(
      own,
      settle(own, noFailures),
      { from: 'internet', method: 'GET', url: `wss://${hostOf(own)}/live`, send },
      () => returned({ statusCode: 200 }),
    );

  test('goes over the handshake and the message', () => {
    const done = walk(['{"action":"say"}']);
    expect(done).toMatchObject({ outcome: 'pass', status: 101, messages: [] });
    expect(done.hops.filter(({ hop }) => hop === 'gateway')).toHaveLength(2);
  });

  test('stops at a message without a route, on a connection that stands', () => {
    expect(walk(['{"action":"sing"}'])).toMatchObject({
      outcome: 'stop',
      status: 101,
      symptom: { kind: 'message' },
      messages: [expect.stringContaining('Forbidden')],
    });
  });
});
