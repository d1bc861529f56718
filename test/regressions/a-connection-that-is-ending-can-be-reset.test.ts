import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, TLSSocket } from 'node:tls';
import { carrySession, resetSocket } from '../../tools/twin/connections';
import { mintCertificate } from '../helpers/certificates';

/** Both ends of a TLS session, and the TCP connection under the server's. */
async function pair(): Promise<{ raw: Socket; session: TLSSocket; client: TLSSocket; close: () => void }> {
  const leaf = await mintCertificate(['localhost']);
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const client = connectTls({ socket: connect(port, '127.0.0.1'), rejectUnauthorized: false });
  client.on('error', () => {}).resume();
  const [raw] = (await once(server, 'connection')) as [Socket];
  const secureContext = createSecureContext(leaf);
  const session = new TLSSocket(raw, { isServer: true, secureContext });
  session.on('error', () => {});
  await once(session, 'secure');
  return { raw, session, client, close: () => server.close() };
}

test('a connection whose TLS session is ending can be reset', async () => {
  const { raw, session, client, close } = await pair();
  const errors: unknown[] = [];
  raw.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code));
  carrySession(raw, session);

  session.end('last words');
  await new Promise((resolve) => setImmediate(resolve));
  resetSocket(raw);
  await once(client, 'close');

  expect(errors).toEqual([]);
  close();
});
