import * as http from 'node:http';
import type { Failure, FailureReason, Incoming, Outgoing, Settings } from './core/exchange';

/** A larger answer cannot be handed on: aws-facts §10 (doc). */
const bodyLimit = 6 * 1024 * 1024;

/** Below what servers keep an idle connection for (five seconds and more): an older one may be gone already. */
const idleMs = 4000;

/** Takes the head of an answer and gives the stream for its body. */
export type Sink = (head: Pick<Incoming, 'status' | 'headers'>) => NodeJS.WritableStream;

/** TLS takes half of the time to load, and most backends in a VPC speak plain HTTP. */
function libraryOf(protocol: Settings['protocol']): typeof http | typeof import('node:https') {
  return protocol === 'https' ? require('node:https') : http;
}

/** Makes calls to one backend, over connections that outlive an invocation. */
export class Client {
  #agent: http.Agent | undefined;
  #lastUsed = 0;

  readonly #library: ReturnType<typeof libraryOf>;

  constructor(readonly settings: Settings) {
    this.#library = libraryOf(settings.protocol);
  }

  /**
   * The answer, or why there is none. Never rejects.
   * @param limitMs what is left of the invocation
   * @param sink where the body goes as it comes; the answer then has none. @default it is kept, up to 6 MB
   */
  send(outgoing: Outgoing, limitMs: number, sink?: Sink): Promise<Incoming | Failure> {
    return new Promise((resolve) => {
      const { protocol, host, port, connectMs, responseMs } = this.settings;
      let phase = 'connect';
      let isOver = false;
      const finish = (outcome: Incoming | Failure) => {
        if (isOver) return;
        isOver = true;
        clearTimeout(connecting);
        clearTimeout(deadline);
        this.#lastUsed = Date.now();
        resolve(outcome);
      };
      const fail = (reason: FailureReason, detail: string) => {
        finish({ reason, detail });
        request.destroy();
      };
      const { request: start } = this.#library;
      const request = start({
        host,
        port,
        method: outgoing.method,
        path: outgoing.path,
        headers: wireHeaders(outgoing, this.settings),
        agent: this.#current(),
        setHost: false,
      });
      const connecting = setTimeout(
        () => fail('PROXY_BACKEND_SILENT', `no connection within ${connectMs} ms`),
        Math.min(connectMs, limitMs),
      );
      const deadline = setTimeout(
        () => fail('PROXY_BACKEND_SLOW', `no whole answer in time, phase ${phase}`),
        Math.min(responseMs, limitMs),
      );
      const connected = () => {
        phase = 'answer';
        clearTimeout(connecting);
      };
      request.on('socket', (socket) => {
        if (request.reusedSocket || !socket.connecting) connected();
        else socket.once(protocol === 'https' ? 'secureConnect' : 'connect', connected);
      });
      request.on('error', (error: NodeJS.ErrnoException) => finish(failureOf(error)));
      request.on('upgrade', () => fail('PROXY_BACKEND_MALFORMED', 'it switched protocols'));
      request.on('response', (response) => {
        const head = { status: response.statusCode ?? 0, headers: pairs(response.rawHeaders) };
        if (sink) {
          clearTimeout(deadline);
          request.setTimeout(responseMs, () => fail('PROXY_BACKEND_SLOW', `silent for ${responseMs} ms`));
          response.on('error', (error: NodeJS.ErrnoException) => finish(failureOf(error)));
          response.on('end', () => finish({ ...head, body: new Uint8Array() }));
          response.pipe(sink(head));
          return;
        }
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes > bodyLimit) fail('PROXY_RESPONSE_TOO_LARGE', `more than ${bodyLimit} bytes`);
        });
        response.on('error', (error: NodeJS.ErrnoException) => finish(failureOf(error)));
        response.on('end', () =>
          finish({
            ...head,
            body: chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks),
          }),
        );
      });
      request.end(outgoing.body);
    });
  }

  close(): void {
    this.#agent?.destroy();
  }

  /** A frozen function hears of no closed connection: what was idle for long is not used again. */
  #current(): http.Agent {
    if (this.#agent && Date.now() - this.#lastUsed > idleMs) {
      this.#agent.destroy();
      this.#agent = undefined;
    }
    const { Agent } = this.#library;
    this.#agent ??= new Agent({ keepAlive: true, maxFreeSockets: 8, scheduling: 'lifo' });
    return this.#agent;
  }
}

/** As pairs in one list, because the library would merge repeated names of a map. */
function wireHeaders({ method, headers, body }: Outgoing, { host, port, protocol }: Settings): string[] {
  const isDefault = port === (protocol === 'https' ? 443 : 80);
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.length;
  const hasLength = length > 0 || ['PATCH', 'POST', 'PUT'].includes(method);
  return [
    'Host',
    isDefault ? host : `${host}:${port}`,
    ...headers.flat(),
    ...(hasLength ? ['Content-Length', String(length)] : []),
    'Connection',
    'keep-alive',
  ];
}

function pairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [raw[2 * index]!, raw[2 * index + 1]!]);
}

const byCode: Readonly<Record<string, FailureReason>> = {
  ECONNREFUSED: 'PROXY_BACKEND_REFUSED',
  ETIMEDOUT: 'PROXY_BACKEND_SILENT',
  EHOSTUNREACH: 'PROXY_BACKEND_SILENT',
  ENETUNREACH: 'PROXY_BACKEND_SILENT',
  ENOTFOUND: 'PROXY_BACKEND_NOT_RESOLVED',
  EAI_AGAIN: 'PROXY_BACKEND_NOT_RESOLVED',
  ENODATA: 'PROXY_BACKEND_NOT_RESOLVED',
  ECONNRESET: 'PROXY_BACKEND_RESET',
  EPIPE: 'PROXY_BACKEND_RESET',
  EPROTO: 'PROXY_BACKEND_TLS',
};

/** The reason behind an error of Node.js. */
export function failureOf({ code = '', message }: NodeJS.ErrnoException): Failure {
  const detail = `${code}: ${message}`;
  const known = byCode[code];
  if (known) return { reason: known, detail };
  if (code.startsWith('HPE_')) return { reason: 'PROXY_BACKEND_MALFORMED', detail };
  if (/^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/.test(code)) {
    return { reason: 'PROXY_BACKEND_TLS', detail };
  }
  return { reason: 'PROXY_BACKEND_RESET', detail };
}
