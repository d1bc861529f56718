import type { GatewayRequest } from '../exchange';
import type { HttpResponse, Verdict } from '../hop';
import { stop } from '../verdict';
import { plainText } from './responses';

/** aws-facts §1.6 (doc): a private API's, then the other types'. */
const headerBytes = { private: 8000, other: 10240 };
const urlLength = { private: 8192, other: 10240 };
const bodyBytes = 10_485_760;

/**
 * Size limits, which come before everything else. What AWS answers when headers or URL are too large is not
 * documented (aws-facts §14.7); the statuses that HTTP has for it are used (RFC 6585 §5, RFC 9110 §15.5.15).
 * The body of 413 is the form that most captures show (aws-facts §1.4).
 */
export function checkLimits(request: GatewayRequest): Verdict | undefined {
  const kind = request.endpoint ? 'private' : 'other';
  let bytes = 0;
  for (const [name, value] of request.headers) bytes += name.length + value.length + 4;
  if (bytes > headerBytes[kind]) {
    const because = `the headers take ${bytes} bytes, of ${headerBytes[kind]}`;
    return refuse('HEADERS_TOO_LARGE', plainText(request, 431, 'Request Header Fields Too Large'), because);
  }
  const length =
    `https://${request.host}${request.path}`.length + (request.query ? request.query.length + 1 : 0);
  if (length > urlLength[kind]) {
    const because = `the URL has ${length} characters, of ${urlLength[kind]}`;
    return refuse('URL_TOO_LONG', plainText(request, 414, 'Request URI too long'), because);
  }
  const size = bodySize(request.body);
  if (size <= bodyBytes) return undefined;
  const response = plainText(request, 413, `HTTP content length exceeded ${bodyBytes} bytes.`);
  return refuse('REQUEST_TOO_LARGE', response, `the body has ${size} bytes, of ${bodyBytes}`);
}

/** Bytes of a body; text counts as UTF-8. */
export function bodySize(body: Uint8Array | string): number {
  if (typeof body !== 'string') return body.length;
  return body.length === 0 ? 0 : Buffer.byteLength(body);
}

function refuse(
  code: 'HEADERS_TOO_LARGE' | 'URL_TOO_LONG' | 'REQUEST_TOO_LARGE',
  response: HttpResponse,
  because: string,
): Verdict {
  return stop(code, { kind: 'response', response }, because);
}
