import { isHeaderName, isHeaderValue } from '../headers';
import type { HeaderList } from '../hop';
import { readProxyResult } from '../lambda/result';

/** A function's answer as an HTTP response, before parameter mapping. */
export interface HttpResult {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array | string;
}

/** Text where the function names no type (from memory: captures). */
const defaultType = 'text/plain;charset=utf-8';

/** Reads what a function returned by the integration's payload format. A sentence: why it is malformed. */
export function readHttpResult(format: '1.0' | '2.0', payload: string): HttpResult | string {
  return format === '1.0' ? readFirst(payload) : readSecond(payload);
}

/** Format 1.0 assumes nothing: all that is no whole response is 500 (seed article; DG, doc). */
function readFirst(payload: string): HttpResult | string {
  const result = readProxyResult(payload);
  if (typeof result === 'string') return result;
  return finish(result.statusCode, result.headers, result.body, result.isBase64Encoded);
}

/**
 * Format 2.0: without a status code the answer is inferred, 200 and JSON, and all that was returned is the body
 * (aws-facts §8.3, doc). A text is the body as it is (DG, doc).
 */
function readSecond(payload: string): HttpResult | string {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return 'it returned no JSON';
  }
  if (!isObject(value) || value.statusCode === undefined) {
    const body = typeof value === 'string' ? value : JSON.stringify(value);
    return { status: 200, headers: [['content-type', 'application/json']], body };
  }
  const status = typeof value.statusCode === 'string' ? Number(value.statusCode) : value.statusCode;
  if (!Number.isInteger(status) || (status as number) < 100 || (status as number) > 599)
    return `statusCode ${JSON.stringify(value.statusCode)} is no HTTP status`;
  const { body, cookies = [], headers = {} } = value;
  if (body !== undefined && body !== null && typeof body !== 'string')
    return `body is ${Array.isArray(body) ? 'an array' : `of type ${typeof body}`}, not a string`;
  if (!isObject(headers)) return 'headers is not an object';
  if (!Array.isArray(cookies) || !cookies.every((cookie) => typeof cookie === 'string'))
    return 'cookies is not a list of strings';
  const pairs: [string, string][] = [];
  for (const [name, text] of Object.entries(headers)) {
    if (typeof text === 'object') return `headers.${name} is no string`;
    pairs.push([name, String(text)]);
  }
  for (const cookie of cookies as string[]) pairs.push(['set-cookie', cookie]);
  return finish(
    status as number,
    pairs,
    (body as string | null | undefined) ?? '',
    value.isBase64Encoded === true,
  );
}

function finish(
  status: number,
  headers: HeaderList,
  body: string,
  isBase64Encoded: boolean,
): HttpResult | string {
  const illegal = headers.find(([name, value]) => !isHeaderName(name) || !isHeaderValue(value));
  if (illegal) return `header ${JSON.stringify(illegal[0])} has characters that HTTP does not allow`;
  const isTyped = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status,
    headers: isTyped ? headers : [...headers, ['content-type', defaultType]],
    // Whatever the media type: HTTP APIs have no list of binary ones.
    body: isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
