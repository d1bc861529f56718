import { isIPv6 } from 'node:net';

/** The messages of SOCKS5 (RFC 1928), as far as a server without authentication needs them. */

export const socksReplies = {
  succeeded: 0,
  generalFailure: 1,
  notAllowed: 2,
  networkUnreachable: 3,
  hostUnreachable: 4,
  refused: 5,
  commandNotSupported: 7,
  addressTypeNotSupported: 8,
} as const;

export type SocksReply = (typeof socksReplies)[keyof typeof socksReplies];

export interface SocksRequest {
  readonly command: number;
  /** A name as given, or an address. */
  readonly host: string;
  readonly isName: boolean;
  readonly port: number;
}

/** `more`: bytes are missing. `garbage`: this is no SOCKS5. */
export type Parsed<T> = { readonly value: T; readonly used: number } | 'more' | 'garbage';

/** The client's greeting; the value tells whether it accepts "no authentication". */
export function parseGreeting(bytes: Buffer): Parsed<boolean> {
  if (bytes.length >= 1 && bytes[0] !== 5) return 'garbage';
  if (bytes.length < 2) return 'more';
  const count = bytes[1] ?? 0;
  if (count === 0) return 'garbage';
  if (bytes.length < 2 + count) return 'more';
  return { value: bytes.subarray(2, 2 + count).includes(0), used: 2 + count };
}

export function parseRequest(bytes: Buffer): Parsed<SocksRequest | 'unknown-address-type'> {
  if (bytes.length >= 1 && bytes[0] !== 5) return 'garbage';
  if (bytes.length < 5) return 'more';
  const type = bytes[3];
  const length = type === 1 ? 4 : type === 4 ? 16 : type === 3 ? 1 + (bytes[4] ?? 0) : undefined;
  if (length === undefined) return { value: 'unknown-address-type', used: bytes.length };
  const used = 4 + length + 2;
  if (bytes.length < used) return 'more';
  const address = bytes.subarray(4, 4 + length);
  const host =
    type === 1
      ? address.join('.')
      : type === 4
        ? formatIpv6(address)
        : address.subarray(1).toString('latin1');
  if (host === '') return 'garbage';
  const value = { command: bytes[1] ?? 0, host, isName: type === 3, port: bytes.readUInt16BE(used - 2) };
  return { value, used };
}

function formatIpv6(address: Buffer): string {
  const groups = Array.from({ length: 8 }, (_, index) => address.readUInt16BE(index * 2).toString(16));
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1);
}

/** A reply; `address` is what was dialed, so that a client can tell which of a name's addresses it got. */
export function formatReply(reply: SocksReply, address = '0.0.0.0', port = 0): Buffer {
  const isSix = isIPv6(address);
  const bytes = isSix ? Buffer.alloc(16) : Buffer.from(address.split('.').map(Number));
  return Buffer.concat([
    Buffer.from([5, reply, 0, isSix ? 4 : 1]),
    bytes,
    Buffer.from([port >> 8, port & 255]),
  ]);
}
