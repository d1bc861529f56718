import type { HeaderList } from '../../../tools/path/hop';
import { routeHttp } from '../../../tools/path/http-api/router';
import mappings from '../../cases/http-mapping.json';
import payloads from '../../cases/http-payload.json';
import routeCases from '../../cases/http-routes.json';
import { nextInvocation, returned, serveWith } from '../../helpers/gateway-model';
import { httpApiModel, publicRequest } from '../../helpers/http-api';
import { referenceModel } from '../../helpers/reference-template';

const one = { routes: { 'GET /': {} } };
const defaultHost = (model: ReturnType<typeof httpApiModel>) =>
  `${model.httpApis![0]!.id}.execute-api.eu-west-1.amazonaws.com`;

describe('which route a request takes', () => {
  const keys = [
    'GET /pets/dog/1',
    'GET /pets/dog/{id}',
    'GET /pets/{proxy+}',
    'ANY /{proxy+}',
    'ANY /both',
    'GET /both',
    '$default',
  ];
  const [api] = httpApiModel({ routes: Object.fromEntries(keys.map((key) => [key, {}])) }).httpApis!;

  test.each(routeCases)('$name', ({ request, route, parameters = {} }) => {
    const [method = '', path = ''] = request.split(' ');
    const routed = routeHttp(api!, method, path);
    expect(routed?.route.routeKey).toBe(route);
    expect({ ...routed?.pathParameters }).toEqual(parameters);
  });
});

describe('which HTTP API a request reaches', () => {
  test('by its custom domain and by its own address', () => {
    const model = httpApiModel(one);
    for (const host of ['partner.corp.example', defaultHost(model)]) {
      const served = serveWith(model, publicRequest({ host }), { hello: returned({ ok: true }) });
      expect(served.response?.status).toBe(200);
      expect(served.verdicts.map(({ code }) => code)).toEqual([
        'HTTP_ROUTE_FOUND',
        'HTTP_API_HAS_NO_POLICY',
        'AUTHORIZER_NONE',
        'FUNCTION_ANSWERED',
      ]);
    }
  });

  test.each([
    ['a path without a route is 404', one, {}, { path: '/none' }, 404, 'HTTP_ROUTE_NOT_FOUND'],
    ['a stage without a deployment is 404', one, { AutoDeploy: false }, {}, 404, 'HTTP_STAGE_NOT_DEPLOYED'],
  ])('%s', (_name, parts, stage, change, status, code) => {
    const served = serveWith(httpApiModel({ ...parts, stage }), publicRequest(change));
    expect(served.response?.status).toBe(status);
    expect(served.response?.body).toBe('{"message":"Not Found"}');
    expect(served.verdicts[0]?.code).toBe(code);
  });

  test('its own address answers 404 where it is switched off, and the custom domain goes on', () => {
    const model = httpApiModel({ ...one, api: { DisableExecuteApiEndpoint: true } });
    const own = serveWith(model, publicRequest({ host: defaultHost(model) }));
    expect([own.verdicts[0]?.code, own.response?.status]).toEqual(['DEFAULT_ENDPOINT_DISABLED', 404]);
    expect(serveWith(model, publicRequest(), { hello: returned('x') }).response?.status).toBe(200);
  });

  test('a named stage is the first segment of its own address', () => {
    const model = httpApiModel({ ...one, stage: { StageName: 'demo' } });
    const host = defaultHost(model);
    const event = nextInvocation(model, publicRequest({ host, path: '/demo' })).event;
    expect(event).toMatchObject({ rawPath: '/demo/', requestContext: { stage: 'demo' } });
    expect(serveWith(model, publicRequest({ host })).verdicts[0]?.code).toBe('STAGE_NOT_FOUND');
  });

  test('routes that are imported are not known', () => {
    const model = httpApiModel({ routes: {}, api: { Body: { paths: {} } } });
    expect(serveWith(model, publicRequest()).verdicts[0]?.code).toBe('HTTP_API_NOT_KNOWN');
  });
});

describe('who is let in', () => {
  test('without a signature IAM says 403 Forbidden', () => {
    const model = httpApiModel({ routes: { 'GET /': { route: { AuthorizationType: 'AWS_IAM' } } } });
    const served = serveWith(model, publicRequest());
    expect(served.verdicts.map(({ code }) => code)).toContain('IAM_SIGNATURE_MISSING');
    expect(served.response).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  });

  test('without a token a JWT authorizer says 401; with one nobody can tell', () => {
    const model = httpApiModel({ routes: { 'GET /': { route: { AuthorizationType: 'JWT' } } } });
    expect(serveWith(model, publicRequest()).response?.status).toBe(401);
    const headers: HeaderList = [['Authorization', 'Bearer x']];
    const served = serveWith(model, publicRequest({ headers }));
    expect(served.verdicts.map(({ code }) => code)).toContain('HTTP_AUTHORIZER_NOT_MODELLED');
    expect(served.response).toBeNull();
  });
});

describe('what a function returns', () => {
  test.each(payloads as unknown as PayloadCase[])('$name', (expected) => {
    const integration = { PayloadFormatVersion: expected.format };
    const model = httpApiModel({ routes: { 'GET /': { integration } } });
    const { response, verdicts } = serveWith(model, publicRequest(), { hello: returned(expected.returned) });
    expect(verdicts.at(-1)?.code).toBe(expected.code ?? 'FUNCTION_ANSWERED');
    expect(response?.status).toBe(expected.status);
    if (expected.code) expect(response?.body).toBe('{"message":"Internal Server Error"}');
    if (expected.body !== undefined) expect(Buffer.from(response!.body).toString()).toBe(expected.body);
    if (expected.type) expect(valuesOf(response!.headers, 'content-type')).toEqual([expected.type]);
    if (expected.cookies) expect(valuesOf(response!.headers, 'set-cookie')).toEqual(expected.cookies);
  });

  test.each([
    [{ kind: 'failed', errorType: 'Error', errorMessage: 'no' }, 500, 'FUNCTION_FAILED'],
    [{ kind: 'timed-out', limit: 'function' }, 500, 'FUNCTION_TIMED_OUT'],
    [{ kind: 'timed-out', limit: 'gateway' }, 503, 'INTEGRATION_TIMED_OUT'],
    [{ kind: 'too-large', bytes: 7e6 }, 500, 'FUNCTION_RESPONSE_TOO_LARGE'],
  ] as const)('%j is %i', (hello, status, code) => {
    const served = serveWith(httpApiModel(one), publicRequest(), { hello });
    expect([served.verdicts.at(-1)?.code, served.response?.status]).toEqual([code, status]);
  });

  test('a function that API Gateway may not invoke is 500', () => {
    const May = { Type: 'AWS::SNS::Topic' };
    const served = serveWith(httpApiModel({ ...one, more: { May } }), publicRequest());
    expect(served.verdicts.at(-1)?.code).toBe('FUNCTION_PERMISSION_MISSING');
    expect(served.response?.status).toBe(500);
  });
});

interface PayloadCase {
  readonly name: string;
  readonly format: string;
  readonly returned: unknown;
  readonly status: number;
  readonly type?: string;
  readonly body?: string;
  readonly cookies?: readonly string[];
  readonly code?: string;
}

function valuesOf(headers: HeaderList, name: string): string[] {
  return headers.filter(([own]) => own.toLowerCase() === name).map(([, value]) => value);
}

describe('response parameters by status', () => {
  test.each(mappings as unknown as MappingCase[])('$name', ({ answer, mapping, status, headers, code }) => {
    const ResponseParameters = Object.fromEntries(
      Object.entries(mapping).map(([own, changes]) => [
        own,
        {
          ResponseParameters: Object.entries(changes).map(([Destination, Source]) => ({
            Destination,
            Source,
          })),
        },
      ]),
    );
    const model = httpApiModel({ routes: { 'GET /': { integration: { ResponseParameters } } } });
    const served = serveWith(model, publicRequest(), { hello: returned(answer) });
    expect(served.verdicts.at(-1)?.code).toBe(code ?? 'FUNCTION_ANSWERED');
    expect(served.response?.status).toBe(code ? undefined : status);
    if (headers)
      expect(served.response!.headers.filter(([name]) => name.toLowerCase() === 'x-a')).toEqual(headers);
  });
});

interface MappingCase {
  readonly name: string;
  readonly answer: unknown;
  readonly mapping: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly status?: number;
  readonly headers?: HeaderList;
  readonly code?: string;
}

describe('the event', () => {
  const request = publicRequest({
    method: 'POST',
    path: '/orders/7',
    query: 'a=1&a=2&b=x%20y',
    headers: [
      ['Host', 'partner.corp.example'],
      ['Content-Type', 'application/json'],
      ['X-Two', 'one'],
      ['X-Two', 'two'],
      ['Cookie', 'c=1; d=2'],
    ],
    body: '{"n":1}',
  });
  const eventOf = (PayloadFormatVersion: string, more: Record<string, unknown> = {}) =>
    nextInvocation(
      httpApiModel({ routes: { 'POST /orders/{id}': { integration: { PayloadFormatVersion, ...more } } } }),
      request,
    ).event as Record<string, never>;

  test('of format 2.0 joins several values, and leaves out what is empty', () => {
    expect(eventOf('2.0')).toEqual({
      version: '2.0',
      routeKey: 'POST /orders/{id}',
      rawPath: '/orders/7',
      rawQueryString: 'a=1&a=2&b=x%20y',
      cookies: ['c=1', 'd=2'],
      headers: expect.objectContaining({
        'x-two': 'one,two',
        host: 'partner.corp.example',
        'x-forwarded-for': '203.0.113.1',
      }),
      queryStringParameters: { a: '1,2', b: 'x y' },
      requestContext: expect.objectContaining({
        domainName: 'partner.corp.example',
        http: expect.objectContaining({ method: 'POST', path: '/orders/7', sourceIp: '203.0.113.1' }),
        stage: '$default',
        timeEpoch: Date.UTC(2026, 2, 1, 12),
      }),
      pathParameters: { id: '7' },
      body: '{"n":1}',
      isBase64Encoded: false,
    });
  });

  test('of format 1.0 has lists of values, and null for what is empty', () => {
    expect(eventOf('1.0')).toMatchObject({
      version: '1.0',
      resource: '/orders/{id}',
      path: '/orders/7',
      httpMethod: 'POST',
      headers: { 'x-two': 'two', cookie: 'c=1; d=2' },
      multiValueHeaders: { 'x-two': ['one', 'two'] },
      queryStringParameters: { a: '2', b: 'x y' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      stageVariables: null,
      body: '{"n":1}',
    });
  });

  test('has what request parameters make of the request', () => {
    const RequestParameters = {
      'append:header.x-two': 'three',
      'overwrite:querystring.b': '${request.path.id}-$context'.replace('-$context', '-${context.httpMethod}'),
      'remove:querystring.a': "''",
      'overwrite:path': '/made/$request'.replace('$request', '${request.body.n}'),
    };
    expect(eventOf('2.0', { RequestParameters })).toMatchObject({
      rawPath: '/made/1',
      queryStringParameters: { b: '7-POST' },
      headers: { 'x-two': 'one,two,three' },
    });
  });

  test('has the body in base64 where the type is no text', () => {
    const form = {
      ...request,
      headers: [['Content-Type', 'application/x-www-form-urlencoded']] as HeaderList,
    };
    const model = httpApiModel({ routes: { 'POST /orders/{id}': {} } });
    expect(nextInvocation(model, form).event).toMatchObject({
      body: Buffer.from('{"n":1}').toString('base64'),
      isBase64Encoded: true,
    });
  });
});

describe('CORS', () => {
  const CorsConfiguration = {
    AllowOrigins: ['https://portal.corp.example'],
    AllowMethods: ['GET'],
    AllowHeaders: ['x-own'],
    MaxAge: 60,
  };
  const model = httpApiModel({ ...one, api: { CorsConfiguration } });
  const from = (origin: string): HeaderList => [
    ['Origin', origin],
    ['Access-Control-Request-Method', 'GET'],
  ];

  test('answers a preflight without a route', () => {
    const headers = from('https://portal.corp.example');
    const served = serveWith(model, publicRequest({ method: 'OPTIONS', headers }));
    expect(served.verdicts[0]?.code).toBe('HTTP_PREFLIGHT_ANSWERED');
    expect(served.response?.status).toBe(204);
    expect(served.response?.headers).toContainEqual(['access-control-allow-methods', 'GET']);
  });

  test('adds its headers for an allowed origin only', () => {
    const allowed = (origin: string) =>
      serveWith(model, publicRequest({ headers: from(origin) }), {
        hello: returned({ statusCode: 200, headers: { 'access-control-allow-origin': '*' } }),
      }).response!.headers.filter(([name]) => name === 'access-control-allow-origin');
    expect(allowed('https://portal.corp.example')).toEqual([
      ['access-control-allow-origin', 'https://portal.corp.example'],
    ]);
    expect(allowed('https://other.example')).toEqual([]);
  });
});

test('a route that calls an AWS service is HTTP_SERVICE_NOT_MODELLED', () => {
  const integration = { IntegrationSubtype: 'SQS-SendMessage' };
  const served = serveWith(httpApiModel({ routes: { 'GET /': { integration } } }), publicRequest());
  expect(served.verdicts.at(-1)?.code).toBe('HTTP_SERVICE_NOT_MODELLED');
});

test('through an interface endpoint, where private DNS leads, an HTTP API is 403', () => {
  const { endpoints } = referenceModel();
  for (const host of ['partner.corp.example', defaultHost(httpApiModel(one))]) {
    const served = serveWith(httpApiModel(one), publicRequest({ host, endpoint: endpoints[0] }));
    expect(served.verdicts[0]?.code).toBe('PUBLIC_API_THROUGH_ENDPOINT');
    expect(served.response).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  }
});
