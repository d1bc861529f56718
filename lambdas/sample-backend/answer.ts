import type { ALBEvent, ALBResult } from 'aws-lambda';

type Multi = Readonly<Record<string, readonly string[]>>;

/** What arrived, for a caller who wants to see what became of a call on its way. */
export interface Received {
  readonly method: string;
  /** As on the wire. */
  readonly path: string;
  /** As on the wire: still percent-encoded. */
  readonly query: Multi;
  /** Lower-case names, every value. */
  readonly headers: Multi;
}

/**
 * What the sample backend says: GET / says hello, `?error` is refused with 403, POST / echoes; `?status=` and
 * `?location=` set those of the answer. Every other path and method shows what arrived.
 */
export function answer(event: ALBEvent): ALBResult {
  const received = receivedIn(event);
  const { method, path, query } = received;
  if (query.error !== undefined) return respond(event, 403, { error: 'Random error' });
  const status = Number(query.status?.[0] ?? 200);
  const location = query.location?.[0];
  const also: Record<string, string[]> = location ? { location: [decodeURIComponent(location)] } : {};
  if (method === 'POST' && path === '/') return echo(event, status, received, also);
  return respond(event, status, { message: 'Hello World!', ...received }, also);
}

/** The request of an event. */
export function receivedIn({
  httpMethod,
  path,
  headers,
  multiValueHeaders,
  queryStringParameters,
  multiValueQueryStringParameters,
}: ALBEvent): Received {
  return {
    method: httpMethod,
    path,
    query: multiple(multiValueQueryStringParameters, queryStringParameters),
    headers: multiple(multiValueHeaders, headers),
  };
}

/** A target group sends either the lists or single values; absent: the other of the two. */
function multiple(
  lists: Record<string, string[] | undefined> | undefined,
  single: Record<string, string | undefined> | undefined,
): Multi {
  const pairs: [string, string[]][] = lists
    ? Object.entries(lists).map(([name, values]) => [name, values ?? []])
    : Object.entries(single ?? {}).map(([name, value]) => [name, value === undefined ? [] : [value]]);
  return Object.fromEntries(pairs);
}

function echo(event: ALBEvent, status: number, { headers }: Received, also: Record<string, string[]>) {
  const type = headers['content-type']?.[0] ?? 'application/octet-stream';
  return finish(event, status, event.body ?? '', event.isBase64Encoded, { ...also, 'content-type': [type] });
}

/** A JSON answer. */
export function respond(event: ALBEvent, status: number, body: object, also: Record<string, string[]> = {}) {
  const headers = { ...also, 'content-type': ['application/json; charset=utf-8'] };
  return finish(event, status, JSON.stringify(body), false, headers);
}

function finish(
  event: ALBEvent,
  statusCode: number,
  body: string,
  isBase64Encoded: boolean,
  own: Record<string, string[]>,
): ALBResult {
  const headers: Record<string, string[]> = { ...own, 'x-powered-by': ['sample-backend'] };
  // Answered as asked: a target group reads one of the two only.
  const written = event.multiValueHeaders
    ? { multiValueHeaders: headers }
    : { headers: Object.fromEntries(Object.entries(headers).map(([name, [value]]) => [name, value!])) };
  return { statusCode, statusDescription: `${statusCode}`, isBase64Encoded, body, ...written };
}
