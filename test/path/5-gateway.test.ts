import { selectMethod } from '../../tools/path/5-gateway';
import cases from '../cases/gateway.json';
import {
  api,
  definition,
  gatewayModel,
  requestTo,
  serveWith,
  type TestRequest,
} from '../helpers/gateway-model';

interface GatewayCase {
  readonly name: string;
  readonly request: TestRequest;
  readonly code: string;
  readonly outcome: string;
  readonly method?: string;
  readonly basePath?: string;
  readonly proxyPath?: string;
  readonly pathParameters?: Record<string, string>;
  readonly status?: number;
  readonly body?: string;
  readonly errorType?: string;
}

const model = gatewayModel();

describe('hop 5', () => {
  test.each(cases as unknown as GatewayCase[])('$name', (expected) => {
    const request = requestTo(model, expected.request);
    const { verdict, match } = selectMethod(model, request);
    expect({ hop: verdict.hop, code: verdict.code, outcome: verdict.outcome }).toEqual({
      hop: 'gateway',
      code: expected.code,
      outcome: expected.outcome,
    });
    expect(match && `${match.method.httpMethod} ${match.resourcePath}`).toBe(expected.method);
    if (expected.basePath !== undefined) expect(match?.basePath).toBe(expected.basePath);
    if (expected.proxyPath !== undefined) expect(match?.proxyPath).toBe(expected.proxyPath);
    if (expected.pathParameters) expect(match?.pathParameters).toEqual(expected.pathParameters);
    if (expected.outcome !== 'stop') return;
    const { response } = serveWith(model, request);
    expect(response?.status).toBe(expected.status);
    if (expected.body !== undefined) expect(response?.body).toBe(expected.body);
    if (expected.errorType)
      expect(response?.headers).toContainEqual(['x-amzn-ErrorType', expected.errorType]);
  });
});

test('a refusal carries both ids, its type and its media type', () => {
  const { response } = serveWith(model, requestTo(model, { host: 'nobody.example' }));
  expect(response?.headers).toEqual([
    ['x-amzn-RequestId', '4f2a7c1e-9b3d-4e5f-8a6b-7c8d9e0f1a2b'],
    ['x-amz-apigw-id', 'ZxY1pE2_joEFabc='],
    ['x-amzn-ErrorType', 'ForbiddenException'],
    ['Content-Type', 'application/json'],
  ]);
});

test('the throttle of the stage is part of the verdict', () => {
  const { verdict } = selectMethod(model, requestTo(model));
  expect(verdict.because).toContain('throttled at 100/s with a burst of 50');
});

describe('limits', () => {
  const sized = (bytes: number) => [['x-pad', 'a'.repeat(bytes - 'x-pad'.length - 4)]] as const;

  test('8,000 bytes of headers are accepted through an endpoint', () => {
    expect(selectMethod(model, requestTo(model, { headers: sized(8000) })).verdict.code).toBe('METHOD_FOUND');
  });

  test('8,001 bytes of headers are refused', () => {
    const { response, verdicts } = serveWith(model, requestTo(model, { headers: sized(8001) }));
    expect([verdicts[0]?.code, response?.status]).toEqual(['HEADERS_TOO_LARGE', 431]);
  });

  test('a public API takes 10,240 bytes of headers', () => {
    const change = { host: 'pub.corp.example', front: 'public', headers: sized(10_240) } as const;
    expect(selectMethod(model, requestTo(model, change)).verdict.code).toBe('METHOD_FOUND');
  });

  test('a URL over 8,192 characters is refused', () => {
    const { response, verdicts } = serveWith(model, requestTo(model, { query: 'a'.repeat(8192) }));
    expect([verdicts[0]?.code, response?.status]).toEqual(['URL_TOO_LONG', 414]);
  });

  test('a URL of 8,192 characters is accepted', () => {
    const query = 'a'.repeat(8192 - 'https://pvt-api.corp.example/?'.length);
    expect(selectMethod(model, requestTo(model, { query })).verdict.code).toBe('METHOD_FOUND');
  });

  test('a body over 10 MB is refused in plain text', () => {
    const { response } = serveWith(model, requestTo(model, { body: new Uint8Array(10_485_761) }));
    expect(response?.status).toBe(413);
    expect(response?.body).toBe('HTTP content length exceeded 10485760 bytes.');
    expect(response?.headers).toContainEqual(['Content-Type', 'text/plain']);
  });

  test('a body of 10 MB passes hop 5', () => {
    const { verdict } = selectMethod(model, requestTo(model, { body: new Uint8Array(10_485_760) }));
    expect(verdict.code).toBe('METHOD_FOUND');
  });
});

describe('gateway responses', () => {
  const withResponses = (...gatewayResponses: ReturnType<typeof response>[]) =>
    gatewayModel({
      apis: [
        api({
          id: 'api1234567',
          name: 'orders',
          stage: 'demo',
          definition: definition({ gatewayResponses }),
        }),
      ],
    });
  const response = (responseType: string, change: object) => ({
    where: { stack: 'corp', logicalId: 'Response' },
    responseType,
    headers: {},
    templates: {},
    ...change,
  });
  const missing = { path: '/nothing', headers: [['Origin', 'https://app.corp.example']] } as const;

  test('the own response of a type wins over the default of its class', () => {
    const own = withResponses(
      response('DEFAULT_4XX', { status: 418 }),
      response('MISSING_AUTHENTICATION_TOKEN', { status: 404 }),
    );
    expect(serveWith(own, requestTo(own, missing)).response?.status).toBe(404);
  });

  test('a default without status keeps the status of the error', () => {
    const own = withResponses(response('DEFAULT_4XX', { headers: { 'x-by': "'us'" } }));
    const { response: answer } = serveWith(own, requestTo(own, missing));
    expect(answer?.status).toBe(403);
    expect(answer?.headers).toContainEqual(['x-by', 'us']);
    expect(answer?.body).toBe('{"message":"Missing Authentication Token"}');
  });

  test('headers may be fixed or taken from the request', () => {
    const own = withResponses(
      response('DEFAULT_4XX', {
        headers: {
          'gatewayresponse.header.Access-Control-Allow-Origin': 'method.request.header.Origin',
          'gatewayresponse.header.x-request': 'context.requestId',
        },
      }),
    );
    const { headers } = serveWith(own, requestTo(own, missing)).response!;
    expect(headers).toContainEqual(['Access-Control-Allow-Origin', 'https://app.corp.example']);
    expect(headers).toContainEqual(['x-request', '4f2a7c1e-9b3d-4e5f-8a6b-7c8d9e0f1a2b']);
  });

  test('a template is filled in by plain substitution', () => {
    const template =
      '{"error":$context.error.messageString,"type":"$context.error.responseType","at":"$context.path"}';
    const own = withResponses(response('DEFAULT_4XX', { templates: { 'application/json': template } }));
    expect(serveWith(own, requestTo(own, missing)).response?.body).toBe(
      '{"error":"Missing Authentication Token","type":"MISSING_AUTHENTICATION_TOKEN","at":"/nothing"}',
    );
  });

  test('the template of the accepted media type is taken', () => {
    const own = withResponses(
      response('DEFAULT_4XX', {
        templates: { 'application/json': '{}', 'text/html': '<p>$context.error.message</p>' },
      }),
    );
    const { response: answer } = serveWith(
      own,
      requestTo(own, { path: '/nothing', headers: [['Accept', 'text/html']] }),
    );
    expect(answer?.body).toBe('<p>Missing Authentication Token</p>');
    expect(answer?.headers).toContainEqual(['Content-Type', 'text/html']);
  });

  test('nothing is customised before an API is found', () => {
    const own = withResponses(response('DEFAULT_4XX', { status: 404 }));
    expect(serveWith(own, requestTo(own, { host: 'nobody.example' })).response?.status).toBe(403);
  });
});
