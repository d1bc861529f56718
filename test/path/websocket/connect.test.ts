import type { GatewayRequest } from '../../../tools/path/exchange';
import { header } from '../../../tools/path/headers';
import { handshake, lambdaRoute, opened, returned, socketModel } from '../../helpers/websocket';

const codes = ({ verdicts }: ReturnType<typeof opened>) => verdicts.map(({ code }) => code);
const model = socketModel();

describe('a handshake', () => {
  test('opens the connection when $connect answers 2xx', () => {
    const done = opened(model);
    expect(codes(done)).toEqual([
      'SOCKET_ROUTE_FOUND',
      'POLICY_NOT_REQUIRED',
      'AUTHORIZER_NONE',
      'SOCKET_CONNECTED',
    ]);
    expect(done.response?.status).toBe(101);
    expect(done.socket?.connectionId).toBe('Connection1234=');
  });

  test('opens it by the custom domain too, whose mapping chooses the stage', () => {
    expect(opened(model, { host: 'ws.corp.example', path: '/' }).response?.status).toBe(101);
  });

  test('needs no $connect route', () => {
    const none = socketModel({ connectRoute: null });
    expect(codes(opened(none)).at(-1)).toBe('SOCKET_CONNECTED');
  });

  test('hands the subprotocol of the function’s answer on', () => {
    const answer = () => returned({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'chat' } });
    const { response } = opened(model, {}, answer);
    expect(header(response!.headers, 'sec-websocket-protocol')).toBe('chat');
  });

  test('shows the function the connection and the request', () => {
    let event: Record<string, unknown> = {};
    opened(model, { query: 'room=1' }, (invocation) => {
      event = invocation.event as typeof event;
      return returned({ statusCode: 200 });
    });
    expect(event).toMatchObject({
      headers: { 'X-Forwarded-For': '203.0.113.1' },
      queryStringParameters: { room: '1' },
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        connectionId: 'Connection1234=',
        connectedAt: 1_704_164_645_000,
        requestTime: '02/Jan/2024:03:04:05 +0000',
        stage: 'live',
        identity: { sourceIp: '203.0.113.1' },
      },
      isBase64Encoded: false,
    });
  });
});

describe('a handshake is refused', () => {
  const iam = lambdaRoute('$connect', { AuthorizationType: 'AWS_IAM' });
  const plain = handshake(model).headers.filter(([name]) => name !== 'Upgrade');
  const cases: [string, string, number | undefined, ReturnType<typeof opened>][] = [
    [
      'with the function’s own status',
      'SOCKET_CONNECT_REFUSED',
      409,
      opened(model, {}, () => returned({ statusCode: 409 })),
    ],
    ['unsigned, where $connect wants IAM', 'IAM_SIGNATURE_MISSING', 403, opened(socketModel(iam))],
    [
      'signed by somebody whom nobody knows here',
      'IAM_NOT_CHECKED',
      undefined,
      opened(socketModel(iam), {
        headers: [
          ...handshake(model).headers,
          [
            'Authorization',
            'AWS4-HMAC-SHA256 Credential=AKIA/20240102/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=00',
          ],
          ['X-Amz-Date', '20240102T030405Z'],
        ],
      }),
    ],
    [
      'by a Lambda authorizer, which is not evaluated',
      'SOCKET_AUTHORIZER_NOT_MODELLED',
      undefined,
      opened(socketModel(lambdaRoute('$connect', { AuthorizationType: 'CUSTOM', AuthorizerId: 'a' }))),
    ],
    [
      'when the function fails',
      'FUNCTION_FAILED',
      502,
      opened(model, {}, () => ({ kind: 'failed', errorType: 'Error', errorMessage: 'no' })),
    ],
    [
      'when the function returns nothing',
      'FUNCTION_RESPONSE_MALFORMED',
      502,
      opened(model, {}, () => returned(null)),
    ],
    [
      'when the function is slow',
      'INTEGRATION_TIMED_OUT',
      504,
      opened(model, {}, () => ({ kind: 'timed-out', limit: 'gateway' })),
    ],
    [
      'where the function may not be invoked',
      'FUNCTION_PERMISSION_MISSING',
      500,
      opened(socketModel({ Permission: null })),
    ],
    ['at a stage that is not there', 'STAGE_NOT_FOUND', 403, opened(model, { path: '/dead' })],
    ['by a URL that is too long', 'URL_TOO_LONG', 414, opened(model, { query: 'x'.repeat(5000) })],
    [
      'by POST, by whatever is not documented',
      'SOCKET_UPGRADE_MISSING',
      undefined,
      opened(model, { method: 'POST' }),
    ],
    [
      'as a plain request, by whatever is not documented',
      'SOCKET_UPGRADE_MISSING',
      undefined,
      opened(model, { headers: plain }),
    ],
    [
      'through an interface endpoint',
      'PUBLIC_API_THROUGH_ENDPOINT',
      403,
      opened(model, { endpoint: { id: 'vpce-1', where: {} } as unknown as GatewayRequest['endpoint'] }),
    ],
    [
      'at the default endpoint where that is off',
      'DEFAULT_ENDPOINT_DISABLED',
      403,
      opened(
        socketModel({
          Api: {
            Type: 'AWS::ApiGatewayV2::Api',
            Properties: {
              ProtocolType: 'WEBSOCKET',
              RouteSelectionExpression: '$request.body.action',
              DisableExecuteApiEndpoint: true,
            },
          },
        }),
      ),
    ],
    [
      'where $connect has no integration',
      'SOCKET_INTEGRATION_MISSING',
      500,
      opened(socketModel(lambdaRoute('$connect', { Target: undefined }))),
    ],
  ];

  test.each(cases)('%s', (_name, code, status, done) => {
    expect(codes(done)).toContain(code);
    expect([done.response?.status, done.socket]).toEqual([status, undefined]);
  });

  test('where the function posts back too early, nobody knows what it makes of the 410', () => {
    const posted = [
      {
        connectionId: 'Connection1234=',
        method: 'POST',
        data: 'hi',
        status: 200,
        verdict: { hop: 'integration', outcome: 'pass', code: 'POST_BACK_DELIVERED', because: '', where: [] },
      },
    ] as const;
    const done = opened(model, {}, () => ({ ...returned({ statusCode: 200 }), posted }));
    expect(done.verdicts.at(-1)).toMatchObject({ code: 'POST_BACK_GONE', outcome: 'unknown' });
    expect(done.response).toBeNull();
  });
});
