import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import type { ReadyFile } from '../../tools/twin';

const opened = new Set<Socket>();

/** Closes every socket that a test left open. */
export function closeClients(): void {
  for (const socket of opened) socket.destroy();
  opened.clear();
}

export function portOf(address: string): number {
  return Number(address.split(':')[1]);
}

/** A plain connection to a loopback port. */
export async function open(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true });
  opened.add(socket);
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Waits for the end of a connection; the error's code where it was no orderly one. */
export function closed(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    let code: string | undefined;
    socket.on('error', (error: NodeJS.ErrnoException) => {
      code = error.code;
    });
    socket.once('end', () => socket.end());
    socket.once('close', () => resolve(code));
    socket.resume();
  });
}

/** Reads until the bytes satisfy, or the socket ends. */
export function readUntil(socket: Socket, isEnough: (bytes: Buffer) => boolean): Promise<Buffer> {
  return new Promise((resolve) => {
    let bytes: Buffer = Buffer.alloc(0);
    const done = () => {
      socket.off('data', take).off('end', done).off('close', done);
      socket.pause();
      resolve(bytes);
    };
    const take = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (isEnough(bytes)) done();
    };
    socket.on('data', take);
    socket.once('end', done);
    socket.once('close', done);
    socket.resume();
  });
}

export interface Dialed {
  /** SOCKS reply code. */
  readonly reply: number;
  /** BND.ADDR: what was really dialed. */
  readonly address: string;
  readonly socket: Socket;
}

export function socksRequest(host: string, port: number, command = 1): Buffer {
  const address = isIP(host)
    ? Buffer.from([1, ...host.split('.').map(Number)])
    : Buffer.from([3, host.length, ...Buffer.from(host)]);
  return Buffer.from([5, command, 0, ...address, port >> 8, port & 255]);
}

/** CONNECT through a vantage. Resolves with the server's reply; never, where the far end is silent. */
export async function dial(ready: ReadyFile, from: string, host: string, port = 443): Promise<Dialed> {
  const socket = await open(portOf(ready.vantages[from]?.socks ?? ''));
  socket.write(Buffer.from([5, 1, 0]));
  await readUntil(socket, (bytes) => bytes.length >= 2);
  socket.write(socksRequest(host, port));
  const bytes = await readUntil(socket, (got) => got.length >= 10);
  return { reply: bytes[1] ?? -1, address: bytes.subarray(4, 8).join('.'), socket };
}

/** TLS over a dialed connection, verified against the twin's authority unless told otherwise. */
export async function secure(
  ready: ReadyFile,
  socket: Socket,
  options: ConnectionOptions,
): Promise<TLSSocket> {
  const client = connectTls({ ca: readFileSync(ready.ca), ...options, socket });
  // The upper socket closes the lower one; the other way round Node.js 20 may free what it still reads.
  opened.delete(socket);
  opened.add(client);
  await once(client, 'secureConnect');
  client.on('error', () => {});
  return client;
}

/** A verified session to a name as a client of that vantage has it. */
export async function session(ready: ReadyFile, from: string, host: string): Promise<TLSSocket> {
  const { socket, reply } = await dial(ready, from, host);
  if (reply !== 0) throw new Error(`SOCKS reply ${reply}`);
  return secure(ready, socket, { servername: host });
}

export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** Writes raw bytes and reads one response with a Content-Length (or up to the end). */
export async function exchange(client: Socket, request: string | Buffer, isHead = false): Promise<Answer> {
  const reading = readUntil(client, (bytes) => isComplete(bytes, isHead));
  client.write(request);
  return parseAnswer(await reading);
}

export function parseAnswer(bytes: Buffer): Answer {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  return {
    status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0),
    head: text.slice(0, end),
    body: text.slice(end + 4),
  };
}

function isComplete(bytes: Buffer, isHead: boolean): boolean {
  const text = bytes.toString('latin1');
  const end = text.indexOf('\r\n\r\n');
  if (end < 0 || /^HTTP\/1\.1 100/.test(text)) return end >= 0;
  const length = Number(/^content-length: (\d+)/im.exec(text)?.[1] ?? 0);
  return isHead || bytes.length >= end + 4 + length;
}

export function get(host: string, path = '/', headers = ''): string {
  return `GET ${path} HTTP/1.1\r\nHost: ${host}\r\n${headers}\r\n`;
}

/** One GET over a connection of its own. */
export async function fetchOnce(ready: ReadyFile, from: string, url: string, headers = ''): Promise<Answer> {
  const { host, pathname, search } = new URL(url);
  const client = await session(ready, from, host);
  const answer = await exchange(client, get(host, pathname + search, headers));
  client.destroy();
  return answer;
}
