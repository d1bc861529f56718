import { KitError } from '../../kit-error';
import { remember } from '../cache';

/** Where a URL leads, in the pieces that hops read; nothing is decoded or re-encoded. */
export interface UrlParts {
  readonly plainText: boolean;
  /** `ws:` or `wss:`: the client asks for a WebSocket. */
  readonly webSocket: boolean;
  /** As written, without port. */
  readonly host: string;
  readonly port: number;
  /** `host`, or `host:port` where the port is not the scheme's own: what a client sends as `Host`. */
  readonly authority: string;
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
}

/** Distinct URLs kept parsed; then the cache starts afresh. */
const keptUrls = 2_000;

const parsed = new Map<string, UrlParts>();

/** @throws KitError CALL_URL_INVALID */
export function parseUrl(url: string): UrlParts {
  if (parsed.size > keptUrls) parsed.clear();
  return remember(parsed, url, () => parseOnce(url));
}

function parseOnce(url: string): UrlParts {
  const match = /^(https?|wss?):\/\/([^/?#:@\s]+)(?::(\d{1,5}))?(\/[^?#\s]*)?(?:\?([^#\s]*))?(?:#.*)?$/i.exec(
    url,
  );
  if (!match) {
    throw new KitError({
      code: 'CALL_URL_INVALID',
      what: `"${url}" is no absolute https:, http: or wss: URL`,
      where: 'the call',
      fix: 'write it as https://host/path',
    });
  }
  const [, scheme = '', host = '', port, path = '/', query = ''] = match;
  const plainText = /^(http|ws)$/i.test(scheme);
  const usual = plainText ? 80 : 443;
  const number = port === undefined ? usual : Number(port);
  const authority = number === usual ? host : `${host}:${number}`;
  return { plainText, webSocket: /^ws/i.test(scheme), host, port: number, authority, path, query };
}
