import type { Pairs } from './exchange';

/** Of one connection only (RFC 9110 §7.6.1), and what the client library writes itself. */
const hopByHop = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const sendable = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Headers that may cross: without those of one connection, without what HTTP cannot carry (a line break among it). */
export function crossing(headers: Pairs): [string, string][] {
  const named = new Set<string>();
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== 'connection') continue;
    for (const one of value.split(',')) named.add(one.trim().toLowerCase());
  }
  return headers
    .filter(([name, value]) => {
      const key = name.toLowerCase();
      return !hopByHop.has(key) && !named.has(key) && token.test(name) && sendable.test(value);
    })
    .map(([name, value]) => [name, value]);
}

const forwarded = new Set(['x-forwarded-for', 'x-forwarded-host']);

export interface Caller {
  readonly sourceAddress?: string | null;
  readonly userAgent?: string | null;
  /** Name that the caller asked for. */
  readonly host?: string | null;
}

/**
 * Adds who the call is from. The gateway has appended the source to X-Forwarded-For already where it passed the
 * header on; it is appended where not, and what came is never replaced.
 */
export function withCaller(headers: Pairs, { sourceAddress, userAgent, host }: Caller): [string, string][] {
  const chain = headers
    .filter(([name]) => name.toLowerCase() === 'x-forwarded-for')
    .flatMap(([, value]) => value.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
  if (sourceAddress && chain.at(-1) !== sourceAddress) chain.push(sourceAddress);
  const rest = headers.filter(([name]) => !forwarded.has(name.toLowerCase()));
  const has = (wanted: string) => rest.some(([name]) => name.toLowerCase() === wanted);
  const list: [string, string][] = rest.map(([name, value]) => [name, value]);
  if (chain.length) list.push(['X-Forwarded-For', chain.join(', ')]);
  if (host) list.push(['X-Forwarded-Host', host]);
  if (userAgent && !has('user-agent')) list.push(['User-Agent', userAgent]);
  return crossing(list);
}

/** The first value of a header; undefined: it isn't there. */
export function firstValue(headers: Pairs, lowerCaseName: string): string | undefined {
  return headers.find(([name]) => name.toLowerCase() === lowerCaseName)?.[1];
}
