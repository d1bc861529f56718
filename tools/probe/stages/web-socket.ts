import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket as Client } from 'ws';
import { matchBody } from '../../expectations/meets';
import type { ResponseFacts, WebSocketFacts } from '../observation';
import type { PreparedTarget } from '../target';
import { ignore } from './connect';
import type { Exchange, RequestLimits } from './exchange';
import { type Bounds, bounded, fromSocketError, StageFailure, type SystemError } from './failure';
import { keptBytes } from './reading';

/** What a WebSocket came to; `response` is 101, or the refusal. */
export interface Conversation extends Exchange {
  readonly webSocket?: WebSocketFacts;
}

/** No more than this is kept of what a talkative server sends. */
const keptMessages = 100;

/**
 * Opens a WebSocket on a connection that is open already, sends the target's messages, and listens until the
 * expected one has come, the server closes, or the time for a first byte is over. What goes wrong is part of the result.
 */
export async function converse(
  bounds: Bounds,
  limits: RequestLimits,
  socket: Duplex,
  prepared: PreparedTarget,
): Promise<Conversation> {
  const { WebSocket } = require('ws') as typeof import('ws');
  const seen = new Seen(prepared);
  const started = performance.now();
  let failure: StageFailure | undefined;
  try {
    await bounded<void>(bounds, limits.total, (settle) => {
      const client = new WebSocket(`ws://${hostOf(prepared)}${prepared.path}`, {
        createConnection: () => socket as Socket,
        headers: headersOf(prepared),
        perMessageDeflate: false,
        maxPayload: 16 * 1024 * 1024,
      });
      const timer = setTimeout(
        () => {
          if (seen.isOpen) end();
          else
            settle(
              new StageFailure('timeout', 'TIMEOUT', `no response within ${Math.round(limits.firstByte)} ms`),
            );
        },
        Math.min(limits.firstByte, limits.total),
      );
      const end = (): void => {
        clearTimeout(timer);
        settle(undefined as undefined);
        client.terminate();
      };
      listen(client, seen, end, (error) => {
        clearTimeout(timer);
        settle(error);
      });
      return () => {
        clearTimeout(timer);
        client.on('error', ignore).terminate();
        socket.on('error', ignore).destroy();
      };
    });
  } catch (error) {
    failure = error as StageFailure;
  }
  const ended = performance.now();
  const firstByte = seen.firstByteAt === null ? null : seen.firstByteAt - started;
  const rest = ended - (seen.firstByteAt ?? started);
  return { response: seen.response, webSocket: seen.facts(), failure: failure?.facts(), firstByte, rest };
}

function listen(client: Client, seen: Seen, end: () => void, fail: (error: StageFailure) => void): void {
  client.on('upgrade', (incoming) => seen.answered(incoming));
  client.on('unexpected-response', (_request, incoming) => {
    seen.answered(incoming);
    incoming.on('data', (chunk: Buffer) => seen.body(chunk));
    incoming.on('end', end);
    incoming.on('error', () => fail(new StageFailure('partial', 'ERR', 'the response ended early')));
  });
  client.on('open', () => {
    seen.isOpen = true;
    for (const message of seen.messagesToSend) client.send(message);
    if (seen.isEnough()) end();
  });
  client.on('message', (data: Buffer) => {
    seen.received(data.toString('utf8'));
    if (seen.isEnough()) end();
  });
  client.on('close', (code, reason) => {
    if (!seen.isOpen) return;
    seen.closed = { code, reason: reason.toString('utf8') };
    end();
  });
  client.on('error', (error: SystemError) => {
    if (seen.isOpen || seen.response?.status === 101) return;
    fail(
      error.code?.startsWith('HPE_')
        ? new StageFailure('not-http', error.code, error.message)
        : fromError(error),
    );
  });
}

function fromError(error: SystemError): StageFailure {
  return error.message === 'socket hang up' || error.code === 'ECONNRESET'
    ? new StageFailure('closed', error.code ?? 'EOF', 'closed without a response')
    : fromSocketError(error);
}

/** A conversation as far as it came. */
class Seen {
  firstByteAt: number | null = null;
  isOpen = false;
  closed: WebSocketFacts['closed'];
  response: ResponseFacts | undefined;
  readonly #messages: string[] = [];
  readonly messagesToSend: readonly string[];

  constructor(private readonly prepared: PreparedTarget) {
    this.messagesToSend = prepared.target.send ?? [];
  }

  answered(incoming: IncomingMessage): void {
    this.firstByteAt = performance.now();
    const headers = incoming.rawHeaders.flatMap((name, index, all): [string, string][] =>
      index % 2 === 0 ? [[name, all[index + 1] ?? '']] : [],
    );
    this.response = { status: incoming.statusCode ?? 0, headers, body: '', bytes: 0, complete: true };
  }

  body(chunk: Buffer): void {
    if (!this.response) return;
    const { body, bytes } = this.response;
    const kept = bytes < keptBytes ? body + chunk.toString('utf8') : body;
    this.response = { ...this.response, body: kept, bytes: bytes + chunk.length };
  }

  received(text: string): void {
    if (this.#messages.length < keptMessages) this.#messages.push(text);
  }

  /** Nothing more has to be waited for: the expected message is there, or an error, or nothing is to come. */
  isEnough(): boolean {
    const { expect } = this.prepared.target;
    const last = this.#messages.at(-1);
    const wanted = typeof expect === 'object' && 'message' in expect ? expect.message : undefined;
    if (wanted !== undefined)
      return this.#messages.some((own) => matchBody(wanted, own).met === 'yes') || isError(last);
    return this.messagesToSend.length === 0 || last !== undefined;
  }

  facts(): WebSocketFacts | undefined {
    if (!this.isOpen) return undefined;
    return {
      messages: this.#messages,
      sent: this.messagesToSend.length,
      ...(this.closed ? { closed: this.closed } : {}),
    };
  }
}

/** A frame in the form of API Gateway's own errors. */
function isError(text: string | undefined): boolean {
  return text !== undefined && /^\{"message":.*"connectionId":.*"requestId":/.test(text);
}

function hostOf({ host, port, secure }: PreparedTarget): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (secure ? 443 : 80) ? name : `${name}:${port}`;
}

function headersOf(prepared: PreparedTarget): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {
    Host: hostOf(prepared),
    'User-Agent': 'hybrid-api-probe',
  };
  for (const [name, value] of prepared.headers) {
    const known = Object.keys(headers).find((own) => own.toLowerCase() === name.toLowerCase());
    const isOwn = known === 'Host' || known === 'User-Agent';
    if (known === undefined || isOwn) headers[known ?? name] = value;
    else headers[known] = [headers[known] ?? [], value].flat();
  }
  return headers;
}
