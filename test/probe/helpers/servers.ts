import * as dgram from 'node:dgram';
import type { RequestListener } from 'node:http';
import * as http2 from 'node:http2';
import * as https from 'node:https';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import * as tls from 'node:tls';
import * as dnsPacket from 'dns-packet';
import type { Minted } from '../../helpers/certificates';

/** What a DNS server says to a question. */
export type DnsAnswer = (name: string, type: string, over: 'udp' | 'tcp') => dnsPacket.Packet | undefined;

/** Everything that was opened, closed at the end of each test. */
export class Opened {
  private readonly closers: (() => Promise<void>)[] = [];

  async close(): Promise<void> {
    for (const close of this.closers.splice(0).reverse()) await close();
  }

  /** Plain TCP; the listener decides what happens on a connection. @returns the port */
  tcp(onConnection: (socket: Socket) => void, host = '127.0.0.1'): Promise<number> {
    return this.listen(
      createServer((socket) => {
        socket.on('error', () => {});
        onConnection(socket);
      }),
      host,
    );
  }

  /** TLS; what comes after the handshake is the listener's. @returns the port */
  tls(options: tls.TlsOptions & Minted, onSession: (socket: tls.TLSSocket) => void): Promise<number> {
    const server = tls.createServer(options, (socket) => {
      socket.on('error', () => {});
      onSession(socket);
    });
    server.on('tlsClientError', () => {});
    return this.listen(server);
  }

  /** @returns the port */
  https(options: Minted, listener: RequestListener, host = '127.0.0.1', port = 0): Promise<number> {
    const server = https.createServer(options, listener);
    server.on('tlsClientError', () => {});
    return this.listen(server, host, port);
  }

  /** HTTP/2, and HTTP/1.1 for who does not offer h2. @returns the port */
  http2(
    options: Minted,
    onStream: (stream: http2.ServerHttp2Stream, headers: http2.IncomingHttpHeaders) => void,
  ) {
    const server = http2.createSecureServer({ ...options, allowHTTP1: true }, (request, response) => {
      if (request.httpVersion !== '2.0') response.writeHead(200, gatewayHeaders).end('1.1');
    });
    server
      .on('stream', onStream)
      .on('sessionError', () => {})
      .on('tlsClientError', () => {});
    return this.listen(server);
  }

  /**
   * A DNS server over UDP, and over TCP on the same port; `undefined` stays silent.
   * @returns `address:port`
   */
  async dns(answer: DnsAnswer): Promise<string> {
    const replyTo = (bytes: Buffer, over: 'udp' | 'tcp'): Buffer | undefined => {
      const query = dnsPacket.decode(bytes);
      const { name = '', type = 'A' } = query.questions?.[0] ?? {};
      const reply = answer(name, type, over);
      if (!reply) return undefined;
      const { id, questions } = query;
      const packet = { type: 'response', id, questions, flags: 0x180, ...reply };
      return dnsPacket.encode(packet as dnsPacket.Packet);
    };
    const port = await this.tcp((socket) => {
      socket.on('data', (chunk) => {
        for (let rest = chunk; rest.length > 2; rest = rest.subarray(2 + rest.readUInt16BE(0))) {
          const message = replyTo(rest.subarray(2, 2 + rest.readUInt16BE(0)), 'tcp');
          if (!message) continue;
          const length = Buffer.alloc(2);
          length.writeUInt16BE(message.length);
          socket.write(Buffer.concat([length, message]));
        }
      });
    });
    const socket = dgram.createSocket('udp4');
    socket.on('message', (bytes, peer) => {
      const message = replyTo(bytes, 'udp');
      if (message) socket.send(message, peer.port, peer.address);
    });
    await new Promise<void>((resolve) => socket.bind(port, '127.0.0.1', resolve));
    this.closers.push(() => new Promise((resolve) => socket.close(() => resolve())));
    return `127.0.0.1:${port}`;
  }

  /**
   * A SOCKS 5 proxy: names it knows lead to loopback ports, others get a reply code.
   * @returns the port, and what was asked for
   */
  async socks(
    routes: Readonly<
      Record<string, { readonly port: number; readonly address?: readonly number[] } | number>
    >,
  ): Promise<{ readonly port: number; readonly asked: string[] }> {
    const asked: string[] = [];
    const port = await this.tcp((socket) => {
      let greeted = false;
      socket.on('data', (chunk) => {
        if (!greeted) {
          greeted = true;
          socket.write(Buffer.from([5, 0]));
          return;
        }
        const named = chunk[3] === 3;
        const host = named
          ? chunk.subarray(5, 5 + (chunk[4] as number)).toString()
          : chunk.subarray(4, 8).join('.');
        asked.push(host);
        const route = routes[host] ?? 4;
        if (typeof route === 'number') {
          socket.end(Buffer.from([5, route, 0, 1, 0, 0, 0, 0, 0, 0]));
          return;
        }
        const far = connect(route.port, '127.0.0.1', () => {
          socket.removeAllListeners('data');
          socket.write(Buffer.from([5, 0, 0, 1, ...(route.address ?? [10, 20, 1, 7]), 0, 0]));
          socket.pipe(far).pipe(socket);
        });
        far.on('error', () => socket.destroy());
        socket.on('close', () => far.destroy());
      });
    });
    return { port, asked };
  }

  private listen(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
    const open = new Set<Socket>();
    server.on('connection', (socket: Socket) => {
      open.add(socket);
      socket.once('close', () => open.delete(socket));
    });
    this.closers.push(
      () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          for (const socket of open) socket.destroy();
        }),
    );
    return new Promise((resolve) =>
      server.listen(port, host, () => resolve((server.address() as AddressInfo).port)),
    );
  }
}

/** A response as API Gateway's proxy integration sends it. */
export const gatewayHeaders = {
  'Content-Type': 'application/json',
  'x-amzn-RequestId': '6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f',
  'x-amz-apigw-id': 'AbCdEfGhIjKlMnO=',
};
