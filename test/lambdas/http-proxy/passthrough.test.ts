import type { Incoming, Outgoing, Settings } from '../../../lambdas/http-proxy/core/exchange';
import { readSettings } from '../../../lambdas/http-proxy/core/exchange';
import { type ProxyEvent, passthrough } from '../../../lambdas/http-proxy/core/passthrough';

const settings: Settings = readSettings({ HTTP_PROXY_BACKEND: 'http://10.20.3.4:8080' });

function eventOf(change: Partial<ProxyEvent> = {}): ProxyEvent {
  return {
    httpMethod: 'GET',
    path: '/shop/orders/7',
    resource: '/{proxy+}',
    pathParameters: { proxy: 'orders/7' },
    multiValueHeaders: {},
    multiValueQueryStringParameters: null,
    body: null,
    isBase64Encoded: false,
    requestContext: {
      domainName: 'api.corp.example',
      identity: { sourceIp: '10.20.0.9', userAgent: 'curl/8' },
    },
    ...change,
  };
}

const plan = (change: Partial<ProxyEvent> = {}) => passthrough.plan(eventOf(change), settings) as Outgoing;
const sent = ({ headers }: Outgoing, name: string) =>
  headers.filter(([own]) => own.toLowerCase() === name).map(([, value]) => value);

describe('the path of a call', () => {
  test.each<readonly [string, Partial<ProxyEvent>, string]>([
    ['loses the base path of the custom domain', {}, '/orders/7'],
    [
      'keeps the spelling of the caller',
      { path: '/shop/a%2Fb/c%20d', pathParameters: { proxy: 'a/b/c d' } },
      '/a%2Fb/c%20d',
    ],
    ['is the root', { path: '/shop', resource: '/', pathParameters: null }, '/'],
    [
      'has its parameters',
      { path: '/orders/7', resource: '/orders/{id}', pathParameters: { id: '7' } },
      '/orders/7',
    ],
    ['keeps its last slash', { path: '/shop/orders/', pathParameters: { proxy: 'orders' } }, '/orders/'],
    [
      'is put together where it does not fit its resource',
      { path: '/x', resource: '/orders/{id}', pathParameters: { id: 'a b/c' } },
      '/orders/a%20b%2Fc',
    ],
    [
      'is no other host',
      { path: '//evil.example/x', pathParameters: { proxy: '/evil.example/x' } },
      '//evil.example/x',
    ],
    [
      'is no absolute URL',
      {
        path: 'http://evil.example/',
        resource: '/{proxy+}',
        pathParameters: { proxy: 'http://evil.example/' },
      },
      '/http://evil.example/',
    ],
    [
      'has no line break',
      { path: '/a\r\nHost: evil', pathParameters: { proxy: 'a\r\nHost: evil' } },
      '/a%0D%0AHost:%20evil',
    ],
  ])('%s', (_, change, path) => {
    expect(plan(change).path).toBe(path);
  });

  test('is followed by every value of the query, encoded again', () => {
    const query = { tag: ['a b', 'ü&='], one: [''] };
    expect(plan({ multiValueQueryStringParameters: query }).path).toBe(
      '/orders/7?tag=a%20b&tag=%C3%BC%26%3D&one=',
    );
  });
});

describe('the headers of a call', () => {
  test('are sent each with every value, but those of one connection', () => {
    const outgoing = plan({
      multiValueHeaders: {
        'X-Own': ['1', '2'],
        Connection: ['X-Mine, close'],
        'X-Mine': ['gone'],
        'Keep-Alive': ['5'],
        TE: ['trailers'],
        'Proxy-Authorization': ['Basic x'],
        Upgrade: ['h2c'],
        'Transfer-Encoding': ['chunked'],
        'Content-Length': ['7'],
        Host: ['evil.example'],
      },
    });
    expect(sent(outgoing, 'x-own')).toEqual(['1', '2']);
    expect(outgoing.headers.map(([name]) => name)).toEqual([
      'X-Own',
      'X-Own',
      'X-Forwarded-For',
      'X-Forwarded-Host',
      'User-Agent',
    ]);
    expect(sent(outgoing, 'x-forwarded-host')).toEqual(['api.corp.example']);
  });

  test('tell who calls: the source is appended once, what came is kept', () => {
    expect(sent(plan(), 'x-forwarded-for')).toEqual(['10.20.0.9']);
    const came = { 'X-Forwarded-For': ['192.0.2.1, 10.10.0.5', '10.20.0.9'] };
    expect(sent(plan({ multiValueHeaders: came }), 'x-forwarded-for')).toEqual([
      '192.0.2.1, 10.10.0.5, 10.20.0.9',
    ]);
    const other = { 'x-forwarded-for': ['192.0.2.1'] };
    expect(sent(plan({ multiValueHeaders: other }), 'x-forwarded-for')).toEqual(['192.0.2.1, 10.20.0.9']);
  });

  test('keep the agent that the caller names', () => {
    expect(sent(plan({ multiValueHeaders: { 'User-Agent': ['ledger/4'] } }), 'user-agent')).toEqual([
      'ledger/4',
    ]);
    expect(sent(plan(), 'user-agent')).toEqual(['curl/8']);
  });

  test('are left out where HTTP cannot carry them', () => {
    const headers = { 'X-Bad': ['a\r\nEvil: 1'], 'Bad Name': ['x'], 'X-Good': ['ok'] };
    expect(plan({ multiValueHeaders: headers }).headers.map(([name]) => name)).toEqual([
      'X-Good',
      'X-Forwarded-For',
      'X-Forwarded-Host',
      'User-Agent',
    ]);
  });

  test('get a content type with a body that has none', () => {
    expect(sent(plan({ httpMethod: 'POST', body: '{}' }), 'content-type')).toEqual(['application/json']);
    expect(sent(plan({ httpMethod: 'POST' }), 'content-type')).toEqual([]);
  });
});

test('a body in base64 is sent as bytes', () => {
  const bytes = Buffer.from([0, 255, 13, 10]);
  const { body } = plan({ httpMethod: 'POST', body: bytes.toString('base64'), isBase64Encoded: true });
  expect(Buffer.from(body).equals(bytes)).toBe(true);
});

test('a method that is none of the seven is not handed on', () => {
  const failure = passthrough.plan(eventOf({ httpMethod: 'CONNECT' }), settings);
  expect(failure).toEqual({ reason: 'PROXY_CALL_REFUSED', detail: 'method CONNECT' });
});

describe('an answer', () => {
  const answer = (change: Partial<Incoming>) => {
    const incoming = { status: 200, headers: [], body: Buffer.from('x'), ...change };
    return (passthrough.answer(eventOf(), incoming) as { returned: Record<string, unknown> }).returned;
  };

  test('keeps status, repeated headers and text', () => {
    expect(
      answer({
        status: 418,
        headers: [
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
          ['Connection', 'keep-alive, X-Hop'],
          ['X-Hop', 'gone'],
          ['Content-Type', 'text/plain'],
        ],
        body: Buffer.from('grün'),
      }),
    ).toEqual({
      statusCode: 418,
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'], 'Content-Type': ['text/plain'] },
      body: 'grün',
      isBase64Encoded: false,
    });
  });

  test('that is no text comes in base64', () => {
    const body = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
    expect(answer({ body, headers: [['content-type', 'image/png']] })).toMatchObject({
      body: body.toString('base64'),
      isBase64Encoded: true,
    });
  });

  test('without a content type is not called JSON', () => {
    expect(answer({}).multiValueHeaders).toEqual({ 'Content-Type': ['application/octet-stream'] });
    expect(answer({ body: Buffer.alloc(0) }).multiValueHeaders).toEqual({});
  });

  test('larger than a function’s result is 502, and says so', () => {
    const result = answer({ body: Buffer.alloc(5_000_000, 0xff) });
    expect(result).toMatchObject({ statusCode: 502 });
    expect(JSON.parse(String(result.body)).reason).toBe('PROXY_RESPONSE_TOO_LARGE');
    expect(answer({ body: Buffer.alloc(5_000_000, 'a') })).toMatchObject({ statusCode: 200 });
  });
});

test.each([
  ['PROXY_BACKEND_SILENT', 502],
  ['PROXY_BACKEND_SLOW', 504],
  ['PROXY_CALL_REFUSED', 405],
] as const)('%s is answered with %i and its reason, nothing of the backend', (reason, status) => {
  const { returned } = passthrough.fail({ reason, detail: '10.20.3.4 is secret' }) as {
    returned: { statusCode: number; body: string };
  };
  expect(returned.statusCode).toBe(status);
  expect(JSON.parse(returned.body).reason).toBe(reason);
  expect(returned.body).not.toContain('10.20');
});

test.each(['', 'ftp://a:1', 'http://a', 'http://user@a:1', 'http://a:1/x'])(
  '"%s" is no backend',
  (backend) => {
    expect(() => readSettings({ HTTP_PROXY_BACKEND: backend })).toThrow('HTTP_PROXY_BACKEND');
  },
);
