import { randomBytes, randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Endpoint } from '../assembly/model';
import type { FunctionRunner } from '../functions';
import type { GatewayRequest, Progress } from '../path/exchange';
import type { HeaderList, HttpResponse, Verdict } from '../path/hop';
import { serve } from '../path/serve';
import type { Arrival } from './connections';
import type { Journal } from './journal';
import type { LiveChain } from './live-chain';
import { hasBody, readBody } from './request-body';

export interface GatewayOptions {
  readonly chain: LiveChain;
  readonly runner: FunctionRunner;
  readonly journal?: Journal;
}

/** A session that reached API Gateway. */
export interface Session {
  readonly arrival: Arrival;
  readonly sni: string | null;
  /** Absent at the public front. Looked up per request: a reload may have changed it. */
  readonly endpointId?: string;
}

/** API Gateway's HTTP side: hands each request to the path, calls the functions that it asks for, writes the answer. */
export class Gateway {
  constructor(readonly options: GatewayOptions) {}

  handle(session: Session, incoming: IncomingMessage, outgoing: ServerResponse): void {
    const receivedAt = Date.now();
    incoming.on('error', () => {});
    outgoing.on('error', () => {});
    if (!hasBody(incoming)) {
      this.#proceed(this.#requestOf(session, incoming, '', receivedAt), session, outgoing, false);
      return;
    }
    readBody(incoming, (body, isCutShort) => {
      if (body === undefined) return;
      this.#proceed(this.#requestOf(session, incoming, body, receivedAt), session, outgoing, isCutShort);
    });
  }

  #requestOf(
    { arrival, sni, endpointId }: Session,
    incoming: IncomingMessage,
    body: Uint8Array | string,
    receivedAt: number,
  ): GatewayRequest {
    const url = incoming.url ?? '/';
    const mark = url.indexOf('?');
    return {
      endpoint: endpointId === undefined ? undefined : this.#endpoint(endpointId),
      sourceAddress: arrival.sourceAddress,
      sni,
      host: (incoming.headers.host ?? '').replace(/:\d+$/, ''),
      method: incoming.method ?? 'GET',
      path: mark < 0 ? url : url.slice(0, mark),
      query: mark < 0 ? '' : url.slice(mark + 1),
      headers: pairs(incoming.rawHeaders),
      body,
      receivedAt,
      requestId: randomUUID(),
      extendedRequestId: extendedId(),
    };
  }

  #endpoint(id: string): Endpoint | undefined {
    return this.options.chain.model.endpoints.find((endpoint) => endpoint.id === id);
  }

  #proceed(request: GatewayRequest, session: Session, outgoing: ServerResponse, isCutShort: boolean): void {
    const { model, state } = this.options.chain;
    const step = (progress: Progress): void => {
      if (progress.done) {
        const response = progress.response ?? unknownResponse(progress.verdicts);
        write(outgoing, response, isCutShort);
        this.#record(request, session, response.status, progress.verdicts);
        return;
      }
      const { functionArn, event, timeoutMs } = progress.invocation;
      this.options.runner
        .invoke(functionArn, event, timeoutMs)
        .then((result) => step(progress.resume(result)))
        .catch((error: unknown) => fail(outgoing, error, this.options.journal));
    };
    try {
      step(serve(model, state, request));
    } catch (error) {
      fail(outgoing, error, this.options.journal);
    }
  }

  #record(request: GatewayRequest, { arrival }: Session, status: number, verdicts: readonly Verdict[]): void {
    this.options.journal?.({
      kind: 'request',
      from: arrival.journey.from,
      method: request.method,
      url: `https://${request.host}${request.path}`,
      status,
      milliseconds: Date.now() - request.receivedAt,
      hops: [...arrival.journey.hops, ...verdicts],
    });
  }
}

function pairs(raw: readonly string[]): HeaderList {
  const list: [string, string][] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    list.push([raw[index] as string, raw[index + 1] as string]);
  }
  return list;
}

/** In the form of AWS's: fifteen base64 characters and one of padding. */
function extendedId(): string {
  return `${randomBytes(12).toString('base64').slice(0, 15).replaceAll('/', '-')}=`;
}

function write(outgoing: ServerResponse, response: HttpResponse, close: boolean): void {
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
function unknownResponse(verdicts: readonly Verdict[]): HttpResponse {
  const verdict = verdicts.find((candidate) => candidate.outcome === 'unknown');
  const body = JSON.stringify({
    twin: 'not known',
    hop: verdict?.hop,
    code: verdict?.code,
    because: verdict?.because,
  });
  return { status: 501, headers: [['Content-Type', 'application/json']], body };
}

/** A fault of this program: the client gets what API Gateway gives for its own, the operator the reason. */
function fail(outgoing: ServerResponse, error: unknown, journal: Journal | undefined): void {
  journal?.({ kind: 'twin', line: `fault: ${error instanceof Error ? error.stack : String(error)}` });
  const body = '{"message":"Internal server error"}';
  if (outgoing.headersSent) outgoing.destroy();
  else write(outgoing, { status: 500, headers: [['Content-Type', 'application/json']], body }, true);
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
