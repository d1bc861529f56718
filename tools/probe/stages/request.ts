import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client as UndiciClient } from 'undici';
import type { HeaderList } from '../../path/hop';
import type { PreparedTarget } from '../target';
import { ignore } from './connect';
import { type Exchange, type RequestLimits, timedExchange } from './exchange';
import { type Bounds, StageFailure, type SystemError } from './failure';
import { Reading } from './reading';
import { fromTlsError } from './tls';

type ClientClass = new (origin: string, options: UndiciClient.Options) => UndiciClient;

let loaded: ClientClass | undefined;

/** The HTTP client alone, without fetch and the rest: a third of the package's load time. */
export function loadClient(): ClientClass {
  loaded ??= require('undici/lib/dispatcher/client.js') as ClientClass;
  return loaded;
}

/** Why a client is given up after its one exchange; undici makes an error with a stack for each where none is given. */
const over = new Error('the exchange is over');

/** One HTTP/1.1 exchange on a connection that is open already. What goes wrong is part of the result. */
export async function exchange(
  bounds: Bounds,
  limits: RequestLimits,
  socket: Duplex,
  prepared: PreparedTarget,
): Promise<Exchange> {
  const Client = loadClient();
  const reading = new Reading();
  const timed = await timedExchange(bounds, limits, reading, (course) => {
    let used = false;
    const client = new Client('http://probe', {
      pipelining: 0,
      headersTimeout: 0,
      bodyTimeout: 0,
      connect: (_options, callback) => {
        const again = used;
        used = true;
        queueMicrotask(() =>
          again ? callback(new Error('the connection is gone'), null) : callback(null, socket as Socket),
        );
      },
    });
    const end = (outcome?: StageFailure): void => {
      course.end(outcome);
      client.destroy(over, ignore);
    };
    client.dispatch(
      {
        path: prepared.path,
        method: prepared.method,
        headers: requestHeaders(prepared).flat(),
        body: prepared.target.body ?? null,
      },
      {
        // The parser is made by now, and the request is written next.
        onConnect: () => course.started(),
        onResponseStarted: () => course.begun(),
        onHeaders: (status, headers) => {
          if (status >= 200) reading.head(status, pairsOf(headers));
          return true;
        },
        onData: (chunk) => {
          reading.data(chunk);
          return true;
        },
        onComplete: () => {
          reading.complete = true;
          end();
        },
        onError: (error) => end(fromHttpError(error, reading)),
      },
    );
    return () => {
      socket.on('error', ignore).destroy();
    };
  });
  return { httpVersion: '1.1', ...timed };
}

function pairsOf(raw: readonly Buffer[]): HeaderList {
  return raw.flatMap((name, index): [string, string][] =>
    index % 2 === 0 ? [[String(name), raw[index + 1]?.toString('latin1') ?? '']] : [],
  );
}

/** The Host that is sent unless the caller sets one. */
export function hostHeader({ host, port, secure }: PreparedTarget): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === (secure ? 443 : 80) ? name : `${name}:${port}`;
}

/** The headers of a request: those of the target, and what every request has. */
export function requestHeaders(prepared: PreparedTarget): HeaderList {
  const { headers } = prepared;
  const sent = new Set(headers.map(([name]) => name.toLowerCase()));
  const list: [string, string][] = [];
  if (!sent.has('host')) list.push(['Host', hostHeader(prepared)]);
  if (!sent.has('accept')) list.push(['Accept', '*/*']);
  if (!sent.has('user-agent')) list.push(['User-Agent', 'hybrid-api-probe']);
  return [...list, ...headers];
}

/** What ended an exchange early. */
function fromHttpError(error: SystemError, reading: Reading): StageFailure {
  const code = error.code ?? 'UNKNOWN';
  // The parser's errors have a name and, here, no code.
  if (error.name === 'HTTPParserError' && !reading.hasStatus)
    return new StageFailure('not-http', error.name, `the answer is not HTTP (${error.message})`);
  if (reading.firstByteAt !== null)
    return new StageFailure('partial', code, `the response ended early (${error.message})`);
  if (code === 'UND_ERR_SOCKET') return new StageFailure('closed', code, 'closed without a response');
  return fromTlsError(error);
}
