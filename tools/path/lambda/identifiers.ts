import type { GatewayRequest } from '../exchange';

const digits = '0123456789abcdefghijklmnopqrstuvwxyz';

/** Stand-in for an id that AWS allots and no template shows (a resource's, a deployment's): always the same. */
export function standInId(...parts: readonly string[]): string {
  let hash = 0x811c9dc5;
  for (const code of parts.join('\n')) hash = Math.imul(hash ^ code.codePointAt(0)!, 0x01000193) >>> 0;
  let id = '';
  for (let i = 0; i < 6; i++) {
    id += digits[hash % 36];
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0;
  }
  return id;
}

/** X-Ray's form: version, seconds in hexadecimal, 96 bits; the latter are taken from the request id. */
export function traceId(request: Pick<GatewayRequest, 'receivedAt' | 'requestId'>): string {
  const seconds = Math.floor((request.receivedAt ?? 0) / 1000)
    .toString(16)
    .padStart(8, '0');
  const unique = request.requestId
    .replace(/[^0-9a-f]/gi, '')
    .toLowerCase()
    .padEnd(24, '0')
    .slice(0, 24);
  return `Root=1-${seconds}-${unique}`;
}
