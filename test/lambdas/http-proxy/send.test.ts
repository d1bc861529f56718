import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { PassThrough } from 'node:stream';
import { type Outgoing, readSettings } from '../../../lambdas/http-proxy/core/exchange';
import { Client, failureOf } from '../../../lambdas/http-proxy/send';

const servers: (Server | TcpServer)[] = [];
const clients: Client[] = [];

async function listen(server: Server | TcpServer): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

function clientOf(port: number, limits: { connectMs?: string; responseMs?: string; protocol?: string } = {}) {
  const client = new Client(
    readSettings({
      HTTP_PROXY_BACKEND: `${limits.protocol ?? 'http'}://127.0.0.1:${port}`,
      HTTP_PROXY_CONNECT_MS: limits.connectMs,
      HTTP_PROXY_RESPONSE_MS: limits.responseMs,
    }),
  );
  clients.push(client);
  return client;
}

const call = (change: Partial<Outgoing> = {}): Outgoing => ({
  method: 'GET',
  path: '/',
  headers: [],
  body: '',
  ...change,
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const server of servers.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const http = (answer: RequestListener) => listen(createServer(answer));

test('a connection is used again by the next call', async () => {
  const ports = new Set<number | undefined>();
  const client = clientOf(
    await http((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('ok');
    }),
  );
  for (let count = 0; count < 5; count++) await client.send(call(), 1000);
  expect(ports.size).toBe(1);
});

test('the request is what was planned, and the host is the backend', async () => {
  const port = await http((request, response) => {
    const { method, url, rawHeaders } = request;
    const parts: Buffer[] = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () =>
      response.end(JSON.stringify({ method, url, rawHeaders, body: String(Buffer.concat(parts)) })),
    );
  });
  const outgoing = call({
    method: 'POST',
    path: '//evil.example/?a=1&a=2',
    headers: [
      ['X-Own', '1'],
      ['X-Own', '2'],
    ],
    body: 'grün',
  });
  const answer = await clientOf(port).send(outgoing, 1000);
  expect(JSON.parse(String('body' in answer && Buffer.from(answer.body)))).toEqual({
    method: 'POST',
    url: '//evil.example/?a=1&a=2',
    rawHeaders: [
      'Host',
      `127.0.0.1:${port}`,
      'X-Own',
      '1',
      'X-Own',
      '2',
      'Content-Length',
      '5',
      'Connection',
      'keep-alive',
    ],
    body: 'grün',
  });
});

test('a redirect is the answer, not a way', async () => {
  const port = await http((_request, response) =>
    response.writeHead(302, { location: 'http://evil.example/' }).end(),
  );
  const answer = await clientOf(port).send(call(), 1000);
  expect(answer).toMatchObject({
    status: 302,
    headers: expect.arrayContaining([['location', 'http://evil.example/']]),
  });
});

test('every value of a repeated header comes back', async () => {
  const port = await http((_request, response) =>
    response
      .writeHead(200, [
        ['Set-Cookie', 'a'],
        ['Set-Cookie', 'b'],
      ] as never)
      .end(),
  );
  const answer = await clientOf(port).send(call(), 1000);
  expect('headers' in answer && answer.headers.filter(([name]) => name === 'Set-Cookie')).toHaveLength(2);
});

describe('a streamed answer', () => {
  const collect = () => {
    const heads: unknown[] = [];
    const stream = new PassThrough();
    const bytes = (async () => {
      let count = 0;
      for await (const chunk of stream) count += chunk.length;
      return count;
    })();
    const sink = (head: object) => {
      heads.push(head);
      return stream;
    };
    return { heads, bytes, stream, sink };
  };

  test('goes on as it comes, larger than a function returns', async () => {
    const port = await http((_request, response) => response.end(Buffer.alloc(8 * 1024 * 1024)));
    const { heads, bytes, sink } = collect();
    expect(await clientOf(port).send(call(), 5000, sink)).toMatchObject({ status: 200 });
    expect(heads).toEqual([expect.objectContaining({ status: 200 })]);
    expect(await bytes).toBe(8 * 1024 * 1024);
  });

  test('that falls silent is PROXY_BACKEND_SLOW after its beginning', async () => {
    const port = await http((_request, response) => response.write('a'));
    const { heads, bytes, stream, sink } = collect();
    const slow = { reason: 'PROXY_BACKEND_SLOW' };
    expect(await clientOf(port, { responseMs: '50' }).send(call(), 5000, sink)).toMatchObject(slow);
    expect(heads).toHaveLength(1);
    stream.end();
    expect(await bytes).toBe(1);
  });
});

describe('there is always an end', () => {
  test('PROXY_BACKEND_REFUSED where nobody listens', async () => {
    const port = await http(() => {});
    const gone = servers.pop() as Server;
    await new Promise((resolve) => gone.close(resolve));
    expect(await clientOf(port).send(call(), 1000)).toMatchObject({ reason: 'PROXY_BACKEND_REFUSED' });
  });

  test('PROXY_BACKEND_SLOW where the answer does not come in time', async () => {
    const port = await http(() => {});
    const slow = { reason: 'PROXY_BACKEND_SLOW' };
    expect(await clientOf(port, { responseMs: '30' }).send(call(), 1000)).toMatchObject(slow);
    expect(await clientOf(port).send(call(), 30)).toMatchObject(slow);
  });

  test('PROXY_BACKEND_SLOW where it begins and does not end', async () => {
    const port = await http((_request, response) => response.write('a'));
    const slow = { reason: 'PROXY_BACKEND_SLOW' };
    expect(await clientOf(port, { responseMs: '50' }).send(call(), 1000)).toMatchObject(slow);
  });

  test('PROXY_BACKEND_RESET where it hangs up', async () => {
    const port = await http((request) => request.socket.destroy());
    expect(await clientOf(port).send(call(), 1000)).toMatchObject({ reason: 'PROXY_BACKEND_RESET' });
  });

  test('PROXY_BACKEND_RESET where it hangs up in the middle', async () => {
    const port = await http((request, response) => {
      response.writeHead(200, { 'content-length': '10' });
      response.write('a', () => request.socket.destroy());
    });
    expect(await clientOf(port).send(call(), 1000)).toMatchObject({ reason: 'PROXY_BACKEND_RESET' });
  });

  test('PROXY_BACKEND_MALFORMED where it is no HTTP', async () => {
    const port = await listen(createTcpServer((socket) => socket.resume().end('SSH-2.0-x\r\n')));
    expect(await clientOf(port).send(call(), 1000)).toMatchObject({ reason: 'PROXY_BACKEND_MALFORMED' });
  });

  test('PROXY_BACKEND_TLS where it speaks no TLS', async () => {
    const port = await http((_request, response) => response.end());
    const client = clientOf(port, { protocol: 'https' });
    expect(await client.send(call(), 1000)).toMatchObject({ reason: 'PROXY_BACKEND_TLS' });
  });

  test('PROXY_RESPONSE_TOO_LARGE where it does not stop', async () => {
    const port = await http((_request, response) => response.end(Buffer.alloc(7 * 1024 * 1024)));
    expect(await clientOf(port).send(call(), 5000)).toMatchObject({ reason: 'PROXY_RESPONSE_TOO_LARGE' });
  });

  test('a call after a failed one works', async () => {
    let count = 0;
    const port = await http((request, response) => {
      count += 1;
      if (count === 1) request.socket.destroy();
      else response.end('ok');
    });
    const client = clientOf(port);
    await client.send(call(), 1000);
    expect(await client.send(call(), 1000)).toMatchObject({ status: 200 });
  });
});

test.each([
  ['EHOSTUNREACH', 'PROXY_BACKEND_SILENT'],
  ['ETIMEDOUT', 'PROXY_BACKEND_SILENT'],
  ['ENOTFOUND', 'PROXY_BACKEND_NOT_RESOLVED'],
  ['CERT_HAS_EXPIRED', 'PROXY_BACKEND_TLS'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'PROXY_BACKEND_TLS'],
  ['HPE_INVALID_CONSTANT', 'PROXY_BACKEND_MALFORMED'],
  ['EWHATEVER', 'PROXY_BACKEND_RESET'],
])('%s means %s', (code, reason) => {
  expect(failureOf(Object.assign(new Error('x'), { code }))).toMatchObject({ reason });
});
