import { randomUUID } from 'node:crypto';
import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { HttpResponse, Verdict } from '../path/hop';

/** Writes the path's answer as it is; adds the length and, where `close`, the end of the connection. */
export function writeResponse(outgoing: ServerResponse, response: HttpResponse, close: boolean): void {
  if (outgoing.destroyed) return;
  const headers: string[] = [];
  let hasLength = false;
  for (const [name, value] of response.headers) {
    if (name.length === 14 && name.toLowerCase() === 'content-length') hasLength = true;
    headers.push(name, value);
  }
  if (!hasLength && outgoing.req.method !== 'HEAD' && response.status !== 204 && response.status !== 304) {
    headers.push('Content-Length', String(Buffer.byteLength(response.body)));
  }
  if (close) headers.push('Connection', 'close');
  else if (outgoing.shouldKeepAlive) headers.push('Connection', 'keep-alive');
  outgoing.writeHead(response.status, headers);
  outgoing.end(response.body);
}

/** The path could not tell what AWS would answer: the twin says so instead of guessing. */
export function unknownResponse(verdicts: readonly Verdict[]): HttpResponse {
  const verdict = verdicts.find((candidate) => candidate.outcome === 'unknown');
  const body = JSON.stringify({
    twin: 'not known',
    hop: verdict?.hop,
    code: verdict?.code,
    because: verdict?.because,
  });
  return { status: 501, headers: [['Content-Type', 'application/json']], body };
}

/** A fault of this program: the client gets what API Gateway gives for its own. */
export function answerFault(outgoing: ServerResponse): void {
  const body = '{"message":"Internal server error"}';
  if (outgoing.headersSent) outgoing.destroy();
  else writeResponse(outgoing, { status: 500, headers: [['Content-Type', 'application/json']], body }, true);
}

/** Statuses for what is no HTTP request that a handler could see. Which ones AWS uses is not documented. */
const parserStatuses: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers bytes that are no HTTP request, and closes. */
export function answerMalformed(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = parserStatuses[error.code ?? ''] ?? 400;
  const body = JSON.stringify({ message: STATUS_CODES[status] });
  socket.end(
    [
      `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
      `x-amzn-RequestId: ${randomUUID()}`,
      'x-amzn-ErrorType: BadRequestException',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
