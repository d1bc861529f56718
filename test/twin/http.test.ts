import { closed, exchange, fetchOnce, get, parseAnswer, readUntil, session } from './client';
import { closeTwins, host, serve, until } from './twin';

afterEach(closeTwins);

const hostLine = `Host: ${host}\r\n`;

test('a connection serves many requests', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const first = await exchange(client, get(host, '/1'));
  const second = await exchange(client, get(host, '/2'));
  expect([first, second].map(({ body }) => JSON.parse(body).path)).toEqual(['/1', '/2']);
});

test('pipelined requests are answered in order', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const reading = readUntil(client, (bytes) => bytes.toString().split('"path"').length === 4);
  client.write(get(host, '/1') + get(host, '/2') + get(host, '/3'));
  const text = (await reading).toString();
  expect([...text.matchAll(/"path":"([^"]+)"/g)].map((match) => match[1])).toEqual(['/1', '/2', '/3']);
});

test('HEAD gets the headers without a body', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const answer = await exchange(client, `HEAD /x HTTP/1.1\r\n${hostLine}\r\n`, true);
  expect(answer).toMatchObject({ status: 200, body: '' });
  expect(answer.head).not.toMatch(/content-length|transfer-encoding/i);
  expect((await exchange(client, get(host))).status).toBe(200);
});

test('what AWS does not document is answered 501 with the reason', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const request = `POST / HTTP/1.1\r\n${hostLine}Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n`;
  const answer = await exchange(client, request);
  expect(answer.status).toBe(501);
  expect(JSON.parse(answer.body)).toMatchObject({ twin: 'not known', hop: 'integration' });
});

test('Expect: 100-continue is answered before the body', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const head = `POST / HTTP/1.1\r\n${hostLine}Content-Length: 3\r\nExpect: 100-continue\r\n\r\n`;
  expect((await exchange(client, head)).status).toBe(100);
  expect(JSON.parse((await exchange(client, 'abc')).body).body).toBe('abc');
});

test('headers over 8,000 bytes are refused by the gateway’s own rule', async () => {
  const { ready } = await serve();
  const answer = await fetchOnce(ready, 'on-prem', `https://${host}/`, `X-Long: ${'x'.repeat(8000)}\r\n`);
  expect(answer.status).toBe(431);
  expect(answer.head).toContain('x-amzn-RequestId');
});

test('a URL over 8,192 characters is refused by the gateway’s own rule', async () => {
  const { ready } = await serve();
  const answer = await fetchOnce(ready, 'on-prem', `https://${host}/${'x'.repeat(8192)}`);
  expect(answer.status).toBe(414);
});

test('headers beyond any measure end the connection with an answer', async () => {
  const { ready } = await serve();
  const answer = await fetchOnce(ready, 'on-prem', `https://${host}/`, `X-Long: ${'x'.repeat(300_000)}\r\n`);
  expect(answer.status).toBe(431);
});

test('an announced body over 10 MB is refused before it is sent', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const head = `POST / HTTP/1.1\r\n${hostLine}Content-Length: 10485761\r\nExpect: 100-continue\r\n\r\n`;
  const answer = await exchange(client, head);
  expect(answer.status).toBe(413);
  expect(answer.head).toMatch(/connection: close/i);
});

test('a chunked body that grows over 10 MB is refused', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const chunk = `100000\r\n${'x'.repeat(0x100000)}\r\n`;
  const reading = readUntil(client, (bytes) => bytes.includes('exceeded'));
  client.write(`POST / HTTP/1.1\r\n${hostLine}Transfer-Encoding: chunked\r\n\r\n`);
  for (let index = 0; index < 11; index += 1) client.write(chunk);
  expect(parseAnswer(await reading).status).toBe(413);
});

test.each([
  ['no HTTP at all', 'garbage\r\n\r\n'],
  ['a header without a name', `GET / HTTP/1.1\r\n: x\r\n\r\n`],
  ['two lengths', `POST / HTTP/1.1\r\n${hostLine}Content-Length: 1\r\nContent-Length: 2\r\n\r\n`],
  [
    'a length and chunks',
    `POST / HTTP/1.1\r\n${hostLine}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
  ],
  ['a bad chunk', `POST / HTTP/1.1\r\n${hostLine}Transfer-Encoding: chunked\r\n\r\nzz\r\n`],
  ['a null byte', `GET / HTTP/1.1\r\nHost: a\0b\r\n\r\n`],
])('%s gets 400 and the connection closes', async (_, bytes) => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const end = closed(client);
  expect((await exchange(client, bytes)).status).toBe(400);
  client.resume();
  expect(await end).toBeUndefined();
});

test('a request without Host names no API', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const answer = await exchange(client, 'GET / HTTP/1.1\r\n\r\n');
  expect(answer).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
});

test('a client that is slow with its headers is answered 408', async () => {
  const { ready } = await serve({ limits: { headersMs: 30, requestMs: 60, checkMs: 10 } });
  const client = await session(ready, 'on-prem', host);
  expect((await exchange(client, 'GET / HTTP/1.1\r\nHos')).status).toBe(408);
});

test('a client that goes away in the middle of a body leaves nothing behind', async () => {
  const { ready, journal } = await serve();
  const client = await session(ready, 'on-prem', host);
  client.write(`POST / HTTP/1.1\r\n${hostLine}Content-Length: 1000\r\n\r\npart`);
  await until(() => journal.some((entry) => entry.kind === 'connection'));
  client.destroy();
  const after = await fetchOnce(ready, 'on-prem', `https://${host}/after`);
  expect(after.status).toBe(200);
});

test('a client that has ended its side still gets its answer', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const reading = readUntil(client, (bytes) => bytes.includes('"path"'));
  client.end(get(host, '/half'));
  expect(parseAnswer(await reading).status).toBe(200);
});
