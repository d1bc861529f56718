import {
  type Failure,
  type FailureReason,
  type Form,
  type Incoming,
  isForwarded,
  type Pairs,
} from './exchange';
import { crossing, firstValue, withCaller } from './headers';
import { pathBelow, queryText, safePath } from './target';

type Multi = Readonly<Record<string, readonly string[] | undefined>> | null | undefined;
type Single = Readonly<Record<string, string | undefined>> | null | undefined;

/** What is read of a Lambda proxy event. */
export interface ProxyEvent {
  readonly httpMethod: string;
  readonly path: string;
  readonly resource: string;
  readonly pathParameters?: Single;
  readonly headers?: Single;
  readonly multiValueHeaders?: Multi;
  readonly queryStringParameters?: Single;
  readonly multiValueQueryStringParameters?: Multi;
  readonly body?: string | null;
  readonly isBase64Encoded?: boolean;
  readonly requestContext?: {
    readonly domainName?: string;
    readonly identity?: { readonly sourceIp?: string | null; readonly userAgent?: string | null };
  };
}

interface ProxyResult {
  readonly statusCode: number;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** Lambda's limit of a result (aws-facts §10, doc), less what the result is wrapped in. */
const resultBytes = 6 * 1024 * 1024 - 1024;

/** Everything passes: a Lambda proxy event in, a proxy result out. */
export const passthrough: Form<ProxyEvent> = {
  plan(event) {
    const { httpMethod, path, resource, pathParameters, requestContext } = event;
    if (!isForwarded(httpMethod)) return { reason: 'PROXY_CALL_REFUSED', detail: `method ${httpMethod}` };
    const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64') : (event.body ?? '');
    const headers = withCaller(pairsOf(event.multiValueHeaders, event.headers), {
      sourceAddress: requestContext?.identity?.sourceIp,
      userAgent: requestContext?.identity?.userAgent,
      host: requestContext?.domainName,
    });
    if (body.length > 0 && firstValue(headers, 'content-type') === undefined) {
      headers.push(['Content-Type', 'application/json']);
    }
    const query = queryText(pairsOf(event.multiValueQueryStringParameters, event.queryStringParameters));
    return {
      method: httpMethod,
      path: safePath(pathBelow(path, resource, pathParameters)) + query,
      headers,
      body,
    };
  },

  answer(_event, incoming) {
    const result = proxyResult(incoming);
    // A text takes at most six characters a byte in JSON; most results are far from the limit.
    const isLarge = result.body.length * 6 > resultBytes && jsonBytes(result) > resultBytes;
    return isLarge
      ? passthrough.fail({ reason: 'PROXY_RESPONSE_TOO_LARGE', detail: `${incoming.body.length} bytes` })
      : { returned: result };
  },

  fail: ({ reason }: Failure) => ({
    returned: {
      statusCode: failureStatus(reason),
      headers: { 'Content-Type': 'application/json' },
      body: failureBody(reason),
    },
  }),
};

/** What the caller reads instead of an answer of the backend. */
export function failureBody(reason: FailureReason): string {
  return JSON.stringify({ message: messages[failureStatus(reason)], reason });
}

const messages: Readonly<Record<number, string>> = {
  405: 'Method Not Allowed',
  502: 'Bad Gateway',
  504: 'Gateway Timeout',
};

/** What the caller gets instead of an answer of the backend. */
export function failureStatus(reason: FailureReason): number {
  if (reason === 'PROXY_CALL_REFUSED') return 405;
  return reason === 'PROXY_BACKEND_SLOW' ? 504 : 502;
}

/** Every header of an answer that may cross. @param hasBody one without a type is not called JSON */
export function answerHeaders(headers: Pairs, hasBody: boolean): Record<string, string[]> {
  const multiValueHeaders: Record<string, string[]> = {};
  for (const [name, value] of crossing(headers)) {
    multiValueHeaders[name] ??= [];
    multiValueHeaders[name].push(value);
  }
  const hasType = firstValue(headers, 'content-type') !== undefined;
  // Else the gateway would call it JSON: aws-facts §1.7 (doc)
  if (!hasType && hasBody) multiValueHeaders['Content-Type'] = ['application/octet-stream'];
  return multiValueHeaders;
}

function proxyResult({ status, headers, body }: Incoming): ProxyResult {
  const multiValueHeaders = answerHeaders(headers, body.length > 0);
  const text = asText(body);
  return text === undefined
    ? {
        statusCode: status,
        multiValueHeaders,
        body: Buffer.from(body).toString('base64'),
        isBase64Encoded: true,
      }
    : { statusCode: status, multiValueHeaders, body: text, isBase64Encoded: false };
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text of bytes that are UTF-8, which is shorter than their base64; undefined for others. */
function asText(body: Uint8Array): string | undefined {
  try {
    return strict.decode(body);
  } catch {
    return undefined;
  }
}

function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}

/** Every value, where the event has them all. */
function pairsOf(all: Multi, single: Single): Pairs {
  if (all)
    return Object.entries(all).flatMap(([name, values]) =>
      (values ?? []).map((value) => [name, value] as const),
    );
  return Object.entries(single ?? {}).map(([name, value]) => [name, value ?? ''] as const);
}
