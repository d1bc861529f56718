import { once } from 'node:events';
import type { Server } from 'node:net';
import type { Caller } from './caller';
import type { Connections } from './connections';
import { startDnsServer } from './dns-server';
import { createSocksServer, type SocksOptions } from './socks';

/** The two loopback ports of a caller. */
export interface Ports {
  readonly socks: number;
  readonly dns: number;
  close(): void;
}

/** Opens a SOCKS5 port and a DNS port that stand in the caller's network. */
export async function openPorts(
  caller: Caller,
  connections: Connections,
  limits: Omit<SocksOptions, 'dial'>,
): Promise<Ports> {
  const server = createSocksServer({ dial: caller.dial, ...limits });
  server.on('connection', (socket) => connections.add(socket));
  const dns = await startDnsServer(caller.resolve);
  return {
    socks: await listenOnLoopback(server),
    dns: dns.port,
    close() {
      server.close();
      dns.close();
    },
  };
}

/** Listens on any free port of 127.0.0.1, and tells which. */
export async function listenOnLoopback(server: Server): Promise<number> {
  // Hundreds of clients may knock at once.
  server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 });
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}
