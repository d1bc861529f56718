import type { Match } from '../5-gateway';
import type { GatewayRequest } from '../exchange';
import { ids } from '../gateway/responses';
import { header, isHeaderName, isHeaderValue } from '../headers';
import type { HttpResponse } from '../hop';
import { isBinary } from './binary';
import { traceId } from './identifiers';

/** What a function may return to a proxy integration. */
export interface ProxyResult {
  readonly statusCode: number;
  /** In order, with the values of both header maps. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

const known = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Reads what a function returned. A sentence: why it is not a proxy response, which AWS answers with 502.
 * aws-facts §10 (doc): the five fields, a string body, anything else is malformed.
 */
export function readProxyResult(payload: string): ProxyResult | string {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return 'it returned no JSON';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return `it returned ${value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`}`;
  }
  const result = value as Record<string, unknown>;
  const extra = Object.keys(result).find((key) => !known.has(key));
  if (extra !== undefined) return `field "${extra}" is none of a proxy response`;
  const statusCode = readStatus(result.statusCode);
  if (statusCode === undefined) {
    return result.statusCode === undefined
      ? 'statusCode is missing'
      : `statusCode ${JSON.stringify(result.statusCode)} is no HTTP status`;
  }
  const { body, isBase64Encoded } = result;
  if (body !== undefined && body !== null && typeof body !== 'string') {
    return `body is ${Array.isArray(body) ? 'an array' : `of type ${typeof body}`}, not a string`;
  }
  const headers = mergeHeaders(result.headers ?? {}, result.multiValueHeaders ?? {});
  if (typeof headers === 'string') return headers;
  // Inferred: what HTTP has no way to say is malformed, like all that is no proxy response.
  const illegal = headers.find(([name, value]) => !isHeaderName(name) || !isHeaderValue(value));
  if (illegal) return `header ${JSON.stringify(illegal[0])} has characters that HTTP does not allow`;
  return { statusCode, headers, body: body ?? '', isBase64Encoded: isBase64Encoded === true };
}

/** A number, or digits in a string. */
function readStatus(value: unknown): number | undefined {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  return Number.isInteger(status) && (status as number) >= 100 && (status as number) <= 599
    ? (status as number)
    : undefined;
}

type Pair = readonly [string, string];

/** Multi-value headers first; a single value is added unless it is among them: aws-facts §10 (doc) */
function mergeHeaders(single: unknown, several: unknown): Pair[] | string {
  if (!isMap(single)) return 'headers is not an object';
  if (!isMap(several)) return 'multiValueHeaders is not an object';
  const pairs: Pair[] = [];
  for (const [name, values] of Object.entries(several)) {
    if (!Array.isArray(values)) return `multiValueHeaders.${name} is not an array`;
    for (const value of values) {
      const text = headerText(value);
      if (text === undefined) return `a value of multiValueHeaders.${name} is no string`;
      pairs.push([name, text]);
    }
  }
  for (const [name, value] of Object.entries(single)) {
    const text = headerText(value);
    if (text === undefined) return `headers.${name} is no string`;
    if (!pairs.some(([own, its]) => own === name && its === text)) pairs.push([name, text]);
  }
  return pairs;
}

/** Strings and booleans pass; AWS refuses other values. (secondary) */
function headerText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Response headers that come back under another name: aws-facts §1.7 (doc). */
const remapped = new Set([
  'authorization',
  'connection',
  'content-md5',
  'date',
  'max-forwards',
  'server',
  'user-agent',
  'www-authenticate',
]);

/** Those that are dropped behind a Lambda function; Content-Length is the server's to write. */
const dropped = new Set([
  'content-length',
  'expect',
  'host',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

/** Headers that API Gateway sets itself. */
const own = new Set(['x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id']);

/** The response that the client gets for a function's valid result. */
export function proxyResponse(request: GatewayRequest, match: Match, result: ProxyResult): HttpResponse {
  const headers: [string, string][] = [...ids(request), ['X-Amzn-Trace-Id', traceId(request)]] as [
    string,
    string,
  ][];
  let contentType = false;
  for (const [name, value] of result.headers) {
    const key = name.toLowerCase();
    if (dropped.has(key) || own.has(key)) continue;
    if (key === 'content-type') contentType = true;
    headers.push([remapped.has(key) ? `X-Amzn-Remapped-${name}` : name, value]);
  }
  // Always there: aws-facts §1.7 (doc)
  if (!contentType) headers.push(['Content-Type', 'application/json']);
  // Only the first type of Accept is looked at: aws-facts §1.7 (doc)
  const decodes =
    result.isBase64Encoded && isBinary(match.definition.binaryMediaTypes, header(request.headers, 'accept'));
  return {
    status: result.statusCode,
    headers,
    body: decodes ? Buffer.from(result.body, 'base64') : result.body,
  };
}
