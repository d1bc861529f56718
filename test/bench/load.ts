import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { connect as connectTls } from 'node:tls';

export interface Load {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly milliseconds: number;
  /** `127.0.0.1:port`; then TLS to the host, unverified. @default plain HTTP to 127.0.0.1 */
  readonly socks?: string;
}

/** Keep-alive GET requests, one at a time on each connection: responses a second. */
export async function generate(load: Load): Promise<number> {
  const sockets = await Promise.all(Array.from({ length: load.connections }, () => open(load)));
  const request = `GET ${load.path} HTTP/1.1\r\nHost: ${load.host}\r\n\r\n`;
  let count = 0;
  let counting = false;
  const failed = new Promise<never>((_resolve, reject) => {
    for (const socket of sockets) {
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('the server closed a connection')));
    }
  });
  for (const socket of sockets) {
    let missing = -1;
    socket.on('data', (chunk: Buffer) => {
      if (missing < 0) {
        const head = chunk.indexOf('\r\n\r\n');
        const length = /content-length: (\d+)/i.exec(chunk.subarray(0, head).toString('latin1'))?.[1];
        if (head < 0 || length === undefined || !chunk.subarray(0, 12).includes('200')) {
          socket.destroy(new Error(`unexpected response: ${chunk.subarray(0, 200).toString('latin1')}`));
          return;
        }
        missing = head + 4 + Number(length);
      }
      missing -= chunk.length;
      if (missing > 0) return;
      missing = -1;
      if (counting) count++;
      socket.write(request);
    });
    socket.write(request);
  }
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => setTimeout(resolve, milliseconds));
  await Promise.race([wait(1000), failed]);
  counting = true;
  const started = performance.now();
  await Promise.race([wait(load.milliseconds), failed]);
  const rate = (count / (performance.now() - started)) * 1000;
  failed.catch(() => {});
  for (const socket of sockets) socket.destroy();
  return rate;
}

async function open({ host, port, socks }: Load): Promise<Socket> {
  if (!socks) return opened(connect({ host: '127.0.0.1', port, noDelay: true }), 'connect');
  const proxy = await opened(
    connect({ host: '127.0.0.1', port: Number(socks.split(':')[1]), noDelay: true }),
    'connect',
  );
  proxy.write(Buffer.from([5, 1, 0]));
  await opened(proxy, 'data');
  const name = Buffer.from(host);
  proxy.write(
    Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, Buffer.from([port >> 8, port & 255])]),
  );
  await opened(proxy, 'data');
  return opened(connectTls({ socket: proxy, servername: host, rejectUnauthorized: false }), 'secureConnect');
}

function opened<T extends Socket>(socket: T, event: string): Promise<T> {
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.once(event, () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
