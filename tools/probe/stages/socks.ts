import { isIPv4, isIPv6, type Socket } from 'node:net';
import { KitError } from '../../kit-error';
import { dial } from './connect';
import { type Bounds, bounded, fromSocketError, StageFailure } from './failure';

export interface SocksProxy {
  readonly host: string;
  readonly port: number;
  /** `socks5h`: the proxy resolves names. */
  readonly resolves: boolean;
}

/**
 * `socks5h://host:port` or `socks5://host:port`.
 * @throws KitError PROBE_PROXY_UNSUPPORTED, PROBE_BAD_PROXY
 */
export function parseProxy(text: string): SocksProxy {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) {
    throw new KitError({
      code: 'PROBE_PROXY_UNSUPPORTED',
      what: `"${text}" is an HTTP proxy, which hides the stages that the probe measures`,
      where: '--proxy',
      fix: 'use a SOCKS proxy, e.g. socks5h://127.0.0.1:1080, or run the probe behind the proxy',
    });
  }
  const resolves = url?.protocol === 'socks5h:';
  if (!url || !(resolves || url.protocol === 'socks5:') || !url.hostname || !url.port || url.username) {
    throw new KitError({
      code: 'PROBE_BAD_PROXY',
      what: `"${text}" is not socks5h://host:port or socks5://host:port without credentials`,
      where: '--proxy',
      fix: 'write e.g. socks5h://127.0.0.1:1080',
    });
  }
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port), resolves };
}

/** RFC 1928 §6: what the proxy met on its side. 5 is a refusal of the peer, not of the proxy. */
const replies: Readonly<Record<number, () => StageFailure>> = {
  1: () => new StageFailure('proxy', 'SOCKS_FAILURE', 'the SOCKS proxy reports a general failure'),
  2: () => new StageFailure('proxy', 'SOCKS_NOT_ALLOWED', 'the SOCKS proxy does not allow the connection'),
  3: () => new StageFailure('no-route', 'ENETUNREACH', 'network unreachable, says the SOCKS proxy'),
  4: () => new StageFailure('no-route', 'EHOSTUNREACH', 'host unreachable, says the SOCKS proxy'),
  5: () => new StageFailure('refused', 'ECONNREFUSED', 'connection refused, says the SOCKS proxy'),
  6: () => new StageFailure('timeout', 'ETIMEDOUT', 'time ran out, says the SOCKS proxy'),
};

/**
 * A connection through a SOCKS5 proxy, and the address that the proxy dialled (`null` where it keeps it).
 * @param target an IP address, or a name for the proxy to resolve
 * @throws StageFailure; `proxy` when the proxy itself is at fault
 */
export async function dialThrough(
  bounds: Bounds,
  ms: number,
  proxy: SocksProxy,
  target: { readonly host: string; readonly port: number },
): Promise<{ readonly socket: Socket; readonly address: string | null }> {
  const started = performance.now();
  const socket = await dial(bounds, ms, proxy.host, proxy.port).catch((failure: StageFailure) => {
    if (failure.kind === 'interrupted') throw failure;
    throw new StageFailure('proxy', failure.code, `${proxy.host}:${proxy.port}: ${failure.message}`);
  });
  const left = ms - (performance.now() - started);
  return bounded(bounds, left, (settle) => {
    let received = Buffer.alloc(0);
    let greeted = false;
    const end = (outcome: StageFailure | { readonly socket: Socket; readonly address: string | null }) => {
      socket.off('data', read).off('error', fail).off('end', closed).pause();
      settle(outcome);
    };
    const fail = (error: Error): void => end(proxyFault(fromSocketError(error)));
    const closed = (): void =>
      end(new StageFailure('proxy', 'SOCKS_CLOSED', 'the SOCKS proxy closed the connection'));
    const read = (chunk: Buffer): void => {
      received = Buffer.concat([received, chunk]);
      if (!greeted) {
        if (received.length < 2) return;
        if (received[0] !== 5 || received[1] !== 0) {
          end(notSocks(received));
          return;
        }
        greeted = true;
        received = received.subarray(2);
        socket.write(connectRequest(target.host, target.port));
      }
      const reply = readReply(received);
      if (reply === undefined) return;
      if (reply instanceof StageFailure) {
        end(reply);
        return;
      }
      const rest = received.subarray(reply.length);
      end({ socket, address: reply.address });
      if (rest.length > 0) socket.unshift(rest);
    };
    socket.on('data', read).on('error', fail).on('end', closed);
    socket.write(Buffer.from([5, 1, 0]));
    return () => socket.destroy();
  });
}

function proxyFault(failure: StageFailure): StageFailure {
  return new StageFailure('proxy', failure.code, failure.message);
}

function notSocks(bytes: Buffer): StageFailure {
  return bytes[0] === 5
    ? new StageFailure('proxy', 'SOCKS_AUTH', 'the SOCKS proxy asks for credentials')
    : new StageFailure('proxy', 'SOCKS_VERSION', 'the proxy does not speak SOCKS 5');
}

function connectRequest(host: string, port: number): Buffer {
  const tail = Buffer.from([port >> 8, port & 255]);
  if (isIPv4(host)) return Buffer.concat([Buffer.from([5, 1, 0, 1, ...host.split('.').map(Number)]), tail]);
  if (isIPv6(host)) return Buffer.concat([Buffer.from([5, 1, 0, 4]), ipv6Bytes(host), tail]);
  const name = Buffer.from(host, 'latin1');
  return Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, tail]);
}

/** Undefined while bytes are missing. */
function readReply(
  bytes: Buffer,
): { readonly address: string | null; readonly length: number } | StageFailure | undefined {
  if (bytes.length < 2) return undefined;
  const code = bytes[1] as number;
  if (bytes[0] !== 5) return notSocks(bytes);
  if (code !== 0)
    return replies[code]?.() ?? new StageFailure('proxy', `SOCKS_${code}`, `the SOCKS proxy answers ${code}`);
  if (bytes.length < 5) return undefined;
  const kind = bytes[3];
  const size = kind === 1 ? 4 : kind === 4 ? 16 : kind === 3 ? (bytes[4] as number) + 1 : -1;
  if (size < 0) return notSocks(Buffer.from([0]));
  if (bytes.length < 4 + size + 2) return undefined;
  const bound = bytes.subarray(4, 4 + size);
  const address = kind === 1 ? bound.join('.') : kind === 4 ? ipv6Text(bound) : null;
  return { address: address === '0.0.0.0' || address === '::' ? null : address, length: 4 + size + 2 };
}

function ipv6Bytes(text: string): Buffer {
  // URL expands every IPv6 form (IPv4 tails, zones excluded) to hexadecimal groups.
  const [head = '', tail] = new URL(`http://[${text}]`).hostname.slice(1, -1).split('::');
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = tail === undefined ? [] : new Array<number>(8 - before.length - after.length).fill(0);
  return Buffer.from([...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 255]));
}

function ipv6Text(bytes: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}
