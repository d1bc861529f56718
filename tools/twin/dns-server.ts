import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { answerDns, type Resolve } from './dns-message';

/** Ports that UDP and TCP both have free are common; this many tries is far more than ever needed. */
const tries = 20;
/** RFC 7766 §6.2.3: idle TCP sessions are closed after seconds, not minutes. */
const tcpIdleMs = 10_000;

export interface DnsServer {
  readonly port: number;
  close(): void;
}

/** Serves DNS on one loopback port, UDP and TCP. */
export async function startDnsServer(resolve: Resolve): Promise<DnsServer> {
  const sockets = new Set<Socket>();
  const { tcp, udp, port } = await bindBoth((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveDnsOverTcp(socket, resolve);
  });
  udp.on('message', (message, peer) => {
    const answer = answerDns(message, resolve, 'udp');
    if (answer) udp.send(answer, peer.port, peer.address, () => {});
  });
  udp.on('error', () => {});
  return {
    port,
    close() {
      udp.close();
      tcp.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** DNS over a TCP connection: each message after its length (RFC 1035 §4.2.2). */
export function serveDnsOverTcp(socket: Socket, resolve: Resolve): void {
  let received: Buffer = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.setTimeout(tcpIdleMs, () => socket.destroy());
  socket.on('end', () => socket.end());
  socket.on('data', (chunk: Buffer) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
      const end = 2 + received.readUInt16BE(0);
      const answer = answerDns(received.subarray(2, end), resolve, 'tcp');
      received = received.subarray(end);
      if (!answer) {
        socket.destroy();
        return;
      }
      const length = Buffer.alloc(2);
      length.writeUInt16BE(answer.length);
      socket.write(Buffer.concat([length, answer]));
    }
  });
  socket.resume();
}

async function bindBoth(
  onConnection: (socket: Socket) => void,
): Promise<{ tcp: Server; udp: UdpSocket; port: number }> {
  for (let attempt = 1; ; attempt += 1) {
    const tcp = createServer({ noDelay: true, allowHalfOpen: true }, onConnection);
    tcp.listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    const { port } = tcp.address() as { port: number };
    const udp = createSocket('udp4');
    try {
      udp.bind(port, '127.0.0.1');
      await once(udp, 'listening');
      return { tcp, udp, port };
    } catch (error) {
      udp.close();
      tcp.close();
      if (attempt === tries) throw error;
    }
  }
}
