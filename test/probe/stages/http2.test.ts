import type { IncomingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { type ProbeTarget, probe } from '../../../tools/probe';
import { serversOf } from '../helpers/issued';
import { gatewayHeaders } from '../helpers/servers';

const host = 'pvt-api.corp.example';
const { opened, issued } = serversOf([host]);

async function one(target: ProbeTarget, timeouts = {}) {
  const shared = { ca: issued.authority.cert, address: '127.0.0.1', http2: true };
  const { results } = await probe([{ ...shared, ...target }], { timeouts });
  return results[0]!;
}

const lower = Object.fromEntries(
  Object.entries(gatewayHeaders).map(([name, value]) => [name.toLowerCase(), value]),
);

test('is spoken where the server chooses it, with every phase', async () => {
  const seen: IncomingHttpHeaders[] = [];
  const port = await opened.http2(issued.leaf, (stream, headers) => {
    seen.push(headers);
    stream.respond({ ':status': 200, ...lower });
    stream.end('{"function":"hello-1"}');
  });
  const url = `https://${host}:${port}/a?b=c`;
  const result = await one({
    url,
    headers: { 'X-Api-Key': 'k' },
    expect: { body: { json: { function: 'hello-1' } } },
  });
  expect(result).toMatchObject({
    status: 200,
    httpVersion: '2',
    asExpected: true,
    code: 'FUNCTION_ANSWERED',
    tls: { alpn: 'h2' },
  });
  for (const phase of ['connect', 'tls', 'firstByte'] as const)
    expect(result.phases[phase]).toBeGreaterThan(0);
  expect(seen).toMatchObject([
    { ':method': 'GET', ':path': '/a?b=c', ':authority': `${host}:${port}`, 'x-api-key': 'k' },
  ]);
});

test('carries method and body, and a Host of the caller’s as its authority', async () => {
  const port = await opened.http2(issued.leaf, (stream, headers) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      stream.respond({ ':status': 201, ...lower });
      stream.end(`${headers[':method']} ${headers[':authority']} ${headers.host} ${Buffer.concat(chunks)}`);
    });
  });
  const body = { equals: 'POST other.corp.example undefined order' };
  const result = await one({
    url: `https://${host}:${port}/`,
    method: 'POST',
    headers: { Host: 'other.corp.example' },
    body: 'order',
    expect: { status: 201, body },
  });
  expect(result).toMatchObject({ asExpected: true, status: 201 });
});

test('gives way to HTTP/1.1 where the server does not choose it', async () => {
  const port = await opened.https(issued.leaf, (_request, response) => {
    response.writeHead(200, gatewayHeaders).end();
  });
  const result = await one({ url: `https://${host}:${port}/` });
  expect(result).toMatchObject({
    status: 200,
    httpVersion: '1.1',
    asExpected: true,
    tls: { alpn: 'http/1.1' },
  });
});

test('is not offered unless asked for', async () => {
  const port = await opened.http2(issued.leaf, (stream) =>
    stream.respond({ ':status': 500 }, { endStream: true }),
  );
  const result = await one({
    url: `https://${host}:${port}/`,
    http2: false,
    expect: { body: { equals: '1.1' } },
  });
  expect(result).toMatchObject({ asExpected: true, httpVersion: '1.1' });
});

const silent = (code: string) => ({ firstByte: code === 'RESPONSE_TIMED_OUT' ? 60 : 10_000 });

test.each<[string, (stream: ServerHttp2Stream) => void, string]>([
  ['a stream that is reset', (stream) => stream.close(2), 'RESET_AFTER_TLS'],
  ['a session that goes away', (stream) => stream.session?.destroy(undefined, 0), 'RESET_AFTER_TLS'],
  ['silence', () => {}, 'RESPONSE_TIMED_OUT'],
  [
    'a response that ends early',
    (stream) => {
      stream.respond({ ':status': 200, ...lower });
      stream.write('half', () => stream.session?.destroy());
    },
    'RESPONSE_ENDED_EARLY',
  ],
])('tells %s', async (_case, behave, code) => {
  const port = await opened.http2(issued.leaf, (stream) => {
    stream.on('error', () => {});
    behave(stream);
  });
  const result = await one({ url: `https://${host}:${port}/` }, silent(code));
  expect(result).toMatchObject({ code, outcome: 'stop', httpVersion: '2' });
});

test('tells a connection that is closed', async () => {
  const port = await opened.tls({ ...issued.leaf, ALPNProtocols: ['h2'] }, (socket) =>
    socket.once('data', () => socket.destroy()),
  );
  expect(await one({ url: `https://${host}:${port}/` })).toMatchObject({ code: 'RESET_AFTER_TLS' });
});

test('tells a peer that chooses h2 and speaks something else', async () => {
  const port = await opened.tls({ ...issued.leaf, ALPNProtocols: ['h2'] }, (socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n')),
  );
  expect(await one({ url: `https://${host}:${port}/` })).toMatchObject({ code: 'RESPONSE_NOT_HTTP' });
});
