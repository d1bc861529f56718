import { isHeaderName, isHeaderValue } from '../headers';
import type { HttpResponse } from '../hop';
import { serverHeader } from './answers';

/** Not used by the load balancer: it writes them itself (ALB guide, respond to the load balancer; doc). */
const ignored = new Set(['connection', 'transfer-encoding', 'content-length']);

/** The response that a function's result makes; a sentence: why it is malformed, which gives 502. */
export function readResult(payload: string, multiValue: boolean): HttpResponse | string {
  const result = parse(payload);
  if (typeof result === 'string') return result;
  const { statusCode, body, isBase64Encoded } = result;
  const status = typeof statusCode === 'string' ? Number(statusCode) : statusCode;
  if (!Number.isInteger(status) || (status as number) < 100 || (status as number) > 599)
    return `statusCode ${JSON.stringify(statusCode)} is no HTTP status`;
  if (body !== undefined && body !== null && typeof body !== 'string') return 'body is not a string';
  const headers = headersOf(result, multiValue);
  if (typeof headers === 'string') return headers;
  const has = (name: string) => headers.some(([own]) => own.toLowerCase() === name);
  const text = (body as string | null | undefined) ?? '';
  return {
    status: status as number,
    headers: [
      ...(has('server') ? [] : [serverHeader]),
      // What a function leaves out. (captures)
      ...(has('content-type') ? [] : [['Content-Type', 'application/octet-stream'] as const]),
      ...headers,
    ],
    body: isBase64Encoded === true ? Buffer.from(text, 'base64') : text,
  };
}

function parse(payload: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(payload);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
    return `it returned ${value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`}`;
  } catch {
    return 'it returned no JSON';
  }
}

/** Only the form that the target group is set to is read (ALB guide, multi-value headers; doc). */
function headersOf(result: Record<string, unknown>, multiValue: boolean): [string, string][] | string {
  const map = multiValue ? result.multiValueHeaders : result.headers;
  if (map === undefined || map === null) return [];
  if (typeof map !== 'object' || Array.isArray(map)) return 'its headers are no object';
  const pairs: [string, string][] = [];
  for (const [name, value] of Object.entries(map)) {
    if (ignored.has(name.toLowerCase())) continue;
    const values = multiValue ? value : [value];
    if (!Array.isArray(values)) return `multiValueHeaders.${name} is no list`;
    for (const one of values) {
      const text = String(one);
      if (!isHeaderName(name) || !isHeaderValue(text))
        return `header ${JSON.stringify(name)} has characters that HTTP does not allow`;
      pairs.push([name, text]);
    }
  }
  return pairs;
}
