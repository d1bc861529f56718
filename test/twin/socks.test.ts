import fc from 'fast-check';
import { listenOnLoopback } from '../../tools/twin/ports';
import { createSocksServer } from '../../tools/twin/socks';
import { parseGreeting, parseRequest } from '../../tools/twin/socks-protocol';
import { closed, dial, fetchOnce, open, portOf, readUntil, secure, socksRequest } from './client';
import { closeTwins, host, serve } from './twin';

afterEach(closeTwins);

async function greeted(from = 'on-prem') {
  const twin = await serve({ limits: { handshakeMs: 2000 } });
  const socket = await open(portOf(twin.ready.vantages[from]?.socks ?? ''));
  socket.write(Buffer.from([5, 1, 0]));
  await readUntil(socket, (bytes) => bytes.length >= 2);
  return socket;
}

test.each([
  ['BIND', 2],
  ['UDP ASSOCIATE', 3],
  ['an unknown command', 9],
])('%s is not supported', async (_, command) => {
  const socket = await greeted();
  socket.write(socksRequest(host, 443, command));
  expect((await readUntil(socket, (bytes) => bytes.length >= 10))[1]).toBe(7);
});

test('an unknown address type is refused', async () => {
  const socket = await greeted();
  socket.write(Buffer.from([5, 1, 0, 9, 1, 1, 1]));
  expect((await readUntil(socket, (bytes) => bytes.length >= 10))[1]).toBe(8);
});

test('a client that insists on a password is refused', async () => {
  const { ready } = await serve();
  const socket = await open(portOf(ready.vantages['on-prem']?.socks ?? ''));
  socket.write(Buffer.from([5, 1, 2]));
  expect(await readUntil(socket, (bytes) => bytes.length >= 2)).toEqual(Buffer.from([5, 0xff]));
});

test.each([
  ['HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
  ['SOCKS4', Buffer.from([4, 1, 0, 80, 10, 0, 0, 1, 0])],
  ['no methods', Buffer.from([5, 0])],
])('%s instead of a greeting closes the connection', async (_, bytes) => {
  const { ready } = await serve();
  const socket = await open(portOf(ready.vantages['on-prem']?.socks ?? ''));
  const end = closed(socket);
  socket.write(bytes);
  await end;
});

test('a handshake that does not come closes the connection', async () => {
  const { ready } = await serve({ limits: { handshakeMs: 20 } });
  const socket = await open(portOf(ready.vantages['on-prem']?.socks ?? ''));
  const end = closed(socket);
  socket.write(Buffer.from([5]));
  await end;
});

test('a silence ends at the limit, without a reply', async () => {
  const { ready } = await serve({ limits: { silenceMs: 20 } });
  const { reply } = await dial(ready, 'other', '10.20.0.10');
  expect(reply).toBe(-1);
});

test('the request may come byte by byte', async () => {
  const { ready } = await serve();
  const socket = await open(portOf(ready.vantages['on-prem']?.socks ?? ''));
  const reading = readUntil(socket, (bytes) => bytes.length >= 12);
  for (const byte of [5, 1, 0, ...socksRequest(host, 443)]) socket.write(Buffer.from([byte]));
  expect((await reading)[3]).toBe(0);
  const client = await secure(ready, socket, { servername: host });
  expect(client.authorized).toBe(true);
});

test('a fault of the twin fails one connection and is told', async () => {
  const faults: unknown[] = [];
  const server = createSocksServer({
    dial: () => {
      throw new Error('fault');
    },
    onFault: (fault) => faults.push(fault),
  });
  const socket = await open(await listenOnLoopback(server));
  const reading = readUntil(socket, (bytes) => bytes.length >= 12);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), socksRequest(host, 443)]));
  expect((await reading)[3]).toBe(1);
  expect(faults).toHaveLength(1);
  server.close();
});

test('any name may be asked for', async () => {
  const { ready } = await serve();
  await fc.assert(
    fc.asyncProperty(fc.string({ minLength: 1, maxLength: 60 }), async (name) => {
      const { reply, socket } = await dial(
        ready,
        'on-prem',
        Buffer.from(name).toString('latin1').slice(0, 255),
      );
      socket.destroy();
      // 4 where the zone is known not to have it, 1 where no template tells.
      expect([1, 4]).toContain(reply);
    }),
    { numRuns: 50 },
  );
});

test('no bytes upset the parsers', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      for (const parse of [parseGreeting, parseRequest]) {
        const parsed = parse(Buffer.from(bytes));
        if (typeof parsed !== 'string') expect(parsed.used).toBeLessThanOrEqual(bytes.length);
      }
    }),
  );
});

test('garbage on the port leaves it serving', async () => {
  const { ready } = await serve();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 100 }), async (bytes) => {
      const socket = await open(portOf(ready.vantages['on-prem']?.socks ?? ''));
      const end = closed(socket);
      socket.end(Buffer.from(bytes));
      socket.destroySoon();
      await end;
    }),
    { numRuns: 50 },
  );
  expect((await fetchOnce(ready, 'on-prem', `https://${host}/`)).status).toBe(200);
});
