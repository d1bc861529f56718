import { type ProbeTarget, probe } from '../../tools/probe';
import { serversOf } from './helpers/issued';
import { gatewayHeaders } from './helpers/servers';

const host = 'pvt-api.corp.example';
const { opened, issued } = serversOf([host]);

async function one(target: Omit<ProbeTarget, 'ca'>, timeouts = {}) {
  const address = target.proxy || target.resolver ? undefined : '127.0.0.1';
  const report = await probe([{ ca: issued.authority.cert, address, ...target }], { timeouts });
  expect(report.results).toHaveLength(1);
  return report.results[0]!;
}

const answer = (status: number, body: string, headers: Record<string, string> = gatewayHeaders) =>
  opened.https(issued.leaf, (_request, response) => {
    response.writeHead(status, headers).end(body);
  });

describe('a whole exchange', () => {
  test('passes, with every phase, the status and the facts of the certificate', async () => {
    const port = await answer(200, '{"function":"hello-1"}');
    const result = await one({
      url: `https://pvt-api.corp.example:${port}/`,
      name: 'root',
      vantage: 'on-prem',
    });
    expect(result).toMatchObject({
      name: 'root',
      vantage: 'on-prem',
      method: 'GET',
      address: '127.0.0.1',
      status: 200,
      outcome: 'pass',
      hop: 'integration',
      code: 'FUNCTION_ANSWERED',
      confidence: 'high',
      expected: null,
      asExpected: true,
      tls: {
        subject: 'CN=pvt-api.corp.example',
        names: ['pvt-api.corp.example'],
        issuer: 'CN=Test authority',
        daysLeft: 29,
        protocol: 'TLSv1.3',
      },
    });
    const { resolve, connect, tls, firstByte, total } = result.phases;
    expect(resolve).toBe(0);
    for (const phase of [connect, tls, firstByte]) expect(phase).toBeGreaterThan(0);
    expect(total).toBeGreaterThanOrEqual(connect! + tls! + firstByte!);
  });

  test('sends method, path and query, headers and body as given', async () => {
    const seen: unknown[] = [];
    const port = await opened.https(issued.leaf, (request, response) => {
      let body = '';
      request.on('data', (chunk) => {
        body += chunk;
      });
      request.on('end', () => {
        const { host, 'x-api-key': key } = request.headers;
        seen.push([request.method, request.url, host, key, body]);
        response.writeHead(201, gatewayHeaders).end();
      });
    });
    await one({
      url: `https://pvt-api.corp.example:${port}/orders?a=1&a=%20`,
      method: 'POST',
      headers: { Host: 'pvt-api.corp.example', 'X-Api-Key': 'k' },
      body: '{"n":1}',
    });
    expect(seen).toEqual([['POST', '/orders?a=1&a=%20', 'pvt-api.corp.example', 'k', '{"n":1}']]);
  });

  test('calls plain HTTP without a TLS phase', async () => {
    const port = await opened.tcp((socket) =>
      socket.once('data', () =>
        socket.end('HTTP/1.1 200 OK\r\nx-amz-apigw-id: a\r\nContent-Length: 0\r\n\r\n'),
      ),
    );
    const result = await one({ url: `http://127.0.0.1:${port}/` });
    expect(result).toMatchObject({ status: 200, tls: null, phases: { tls: 0 }, asExpected: true });
  });

  test('keeps the first 64 KB of a body and counts the rest', async () => {
    const port = await answer(200, `${'x'.repeat(70_000)}END`);
    const target = { url: `https://pvt-api.corp.example:${port}/` };
    expect((await one({ ...target, expect: { body: 'xxx' } })).asExpected).toBe(true);
    expect((await one({ ...target, expect: { body: 'END' } })).asExpected).toBe(false);
  });
});

describe('expectations', () => {
  test('a status that differs is a stop at the integration', async () => {
    const port = await answer(404, '{}');
    const result = await one({ url: `https://pvt-api.corp.example:${port}/`, expect: { status: 200 } });
    expect(result).toMatchObject({
      outcome: 'stop',
      hop: 'integration',
      code: 'RESPONSE_UNEXPECTED',
      because: 'expected HTTP 200, got 404',
      asExpected: false,
    });
  });

  test('a function’s own error is a pass of the path', async () => {
    const port = await answer(503, '{}');
    expect(await one({ url: `https://pvt-api.corp.example:${port}/` })).toMatchObject({
      outcome: 'pass',
      asExpected: true,
    });
  });

  test.each([
    [{ status: 200, body: 'hello' }, true],
    [{ body: { equals: '{"function":"hello-1","n":[1,2]}' } }, true],
    [{ body: { matches: 'hello-\\d' } }, true],
    [{ body: { json: { function: 'hello-1' } } }, true],
    [{ body: { json: { function: 'hello-2' } } }, false],
    [{ body: { equals: 'hello' } }, false],
  ])('the expectation %j is met: %s', async (expected, met) => {
    const port = await answer(200, '{"function":"hello-1","n":[1,2]}');
    const result = await one({ url: `https://pvt-api.corp.example:${port}/`, expect: expected });
    expect(result.asExpected).toBe(met);
  });

  test('a refusal that is expected is as expected, and still names the hop', async () => {
    const port = await answer(403, '{"message":"Missing Authentication Token"}', {
      ...gatewayHeaders,
      'x-amzn-ErrorType': 'MissingAuthenticationTokenException',
    });
    const expected = { status: 403, body: 'Missing Authentication Token' };
    expect(await one({ url: `https://pvt-api.corp.example:${port}/`, expect: expected })).toMatchObject({
      outcome: 'stop',
      hop: 'gateway',
      asExpected: true,
    });
  });

  test('unreachable is met by a refused connection', async () => {
    const port = await opened.tcp(() => {});
    await opened.close();
    const result = await one({ url: `https://pvt-api.corp.example:${port}/`, expect: 'unreachable' });
    expect(result).toMatchObject({ code: 'LISTENER_NOT_FOUND', hop: 'load-balancer', asExpected: true });
  });

  test('unreachable is not met by any answer', async () => {
    const port = await answer(200, '{}');
    const result = await one({ url: `https://pvt-api.corp.example:${port}/`, expect: 'unreachable' });
    expect(result).toMatchObject({ because: 'expected no answer, got HTTP 200', asExpected: false });
  });

  test('unreachable is met by a name that the resolver can’t find out, not by a resolver that is not there', async () => {
    const resolver = await opened.dns(() => ({ flags: 0x182 }));
    const target = { url: `https://${host}/`, resolver, expect: 'unreachable' } as const;
    expect((await one(target)).asExpected).toBe(true);
    await opened.close();
    expect(await one(target)).toMatchObject({ outcome: 'unknown', hop: 'dns', asExpected: false });
  });

  test('unreachable is unknown, not met, when the proxy is not there', async () => {
    const port = await opened.tcp(() => {});
    await opened.close();
    const proxy = `socks5h://127.0.0.1:${port}`;
    const result = await one({ url: 'https://pvt-api.corp.example/', proxy, expect: 'unreachable' });
    expect(result).toMatchObject({
      outcome: 'unknown',
      hop: null,
      code: 'PROBE_PROXY_FAILED',
      asExpected: false,
    });
  });
});

describe('the order of results', () => {
  test('is that of the targets, whichever answers first', async () => {
    const port = await answer(200, '');
    const silent = await opened.tcp(() => {});
    const ports = [silent, port, silent, port];
    const targets = ports.map((to) => ({
      url: `https://pvt-api.corp.example:${to}/`,
      address: '127.0.0.1',
      ca: issued.authority.cert,
    }));
    const { results } = await probe(targets, { concurrency: 4, timeouts: { tls: 30 } });
    expect(results.map((result) => result.status)).toEqual([null, 200, null, 200]);
  });

  test('every address of a name is called, and the one that fails is told apart', async () => {
    const port = await answer(200, '{}');
    const resolver = await opened.dns((name) => ({
      answers: ['127.0.0.1', '127.0.0.2'].map((data) => ({ type: 'A', name, ttl: 60, data })),
    }));
    const target = { url: `https://pvt-api.corp.example:${port}/`, resolver, ca: issued.authority.cert };
    const { results } = await probe([target]);
    expect(results.map(({ address, code, ttl }) => ({ address, code, ttl }))).toEqual([
      { address: '127.0.0.1', code: 'FUNCTION_ANSWERED', ttl: 60 },
      { address: '127.0.0.2', code: 'LISTENER_NOT_FOUND', ttl: 60 },
    ]);
    expect((await probe([target], { allAddresses: false })).results).toHaveLength(1);
  });
});

test('an abort ends at once with what is known', async () => {
  const port = await answer(200, '');
  const controller = new AbortController();
  const silent = await opened.tcp(() => controller.abort());
  const targets = [port, silent].map((to) => ({
    url: `https://pvt-api.corp.example:${to}/`,
    address: '127.0.0.1',
    ca: issued.authority.cert,
  }));
  const { results } = await probe(targets, { signal: controller.signal, concurrency: 1 });
  expect(results.map(({ outcome, code }) => [outcome, code])).toEqual([
    ['pass', 'FUNCTION_ANSWERED'],
    ['unknown', 'PROBE_INTERRUPTED'],
  ]);
});

test('targets that cannot be called are all named before the first packet', async () => {
  const targets = [
    { url: 'pvt-api.corp.example' },
    { url: 'https://a.example/', proxy: 'http://proxy:3128' },
    { url: 'https://a.example/', resolver: 'dns.corp.example' },
    { url: 'https://a.example/', address: 'b.example' },
    { url: 'https://a.example/', headers: { Connection: 'upgrade' } },
    { url: 'https://a.example/', method: 'CONNECT' },
    { url: 'https://a.example/', proxy: 'socks5h://proxy' },
    { url: 'https://a.example/', ca: 'no-such-authority.pem' },
  ];
  await expect(probe(targets)).rejects.toMatchObject({
    problems: [
      { code: 'PROBE_BAD_URL' },
      { code: 'PROBE_PROXY_UNSUPPORTED' },
      { code: 'PROBE_BAD_RESOLVER' },
      { code: 'PROBE_BAD_ADDRESS' },
      { code: 'PROBE_BAD_HEADER' },
      { code: 'PROBE_BAD_METHOD' },
      { code: 'PROBE_BAD_PROXY' },
      { code: 'PROBE_BAD_CA' },
    ],
  });
});

test.each([
  ['messages for a call without a WebSocket', { url: 'https://a.example/', send: ['hello'] }],
  ['an expected message of one', { url: 'https://a.example/', expect: { message: 'hello' } }],
  ['a WebSocket by POST', { url: 'wss://a.example/', method: 'POST' }],
])('%s is refused before the first packet', async (_name, target) => {
  await expect(probe([target])).rejects.toMatchObject({ problems: [{ code: 'PROBE_NOT_A_SOCKET' }] });
});
