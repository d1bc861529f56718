import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { Duplex } from 'node:stream';
import type { HeaderList } from '../../path/hop';
import type { Failure } from '../observation';
import type { PreparedTarget } from '../target';
import { ignore } from './connect';
import { type Bounds, bounded, StageFailure, type SystemError } from './failure';
import { Reading } from './reading';
import { type Exchange, hostHeader, type RequestLimits, requestHeaders } from './request';
import { fromTlsError } from './tls';

/** One HTTP/2 exchange on a session that chose h2 by ALPN. What goes wrong is part of the result. */
export async function exchangeHttp2(
  bounds: Bounds,
  limits: RequestLimits,
  socket: Duplex,
  prepared: PreparedTarget,
): Promise<Exchange> {
  const reading = new Reading();
  let started = performance.now();
  let ended: number | undefined;
  let failure: Failure | undefined;
  try {
    await bounded<void>(bounds, limits.total, (settle) => {
      const session = connect('https://probe', {
        createConnection: () => socket,
        settings: { enablePush: false },
      });
      const timer = setTimeout(
        () =>
          settle(
            new StageFailure('timeout', 'TIMEOUT', `no response within ${Math.round(limits.firstByte)} ms`),
          ),
        Math.min(limits.firstByte, limits.total),
      );
      const end = (outcome: undefined | StageFailure): void => {
        if (ended !== undefined) return;
        ended = performance.now();
        clearTimeout(timer);
        settle(outcome as undefined);
        session.destroy();
      };
      started = performance.now();
      const stream = session.request(fieldsOf(prepared), { endStream: prepared.target.body === undefined });
      listen(session, stream, reading, () => clearTimeout(timer), end);
      if (prepared.target.body !== undefined) stream.end(prepared.target.body);
      return () => {
        clearTimeout(timer);
        session.on('error', ignore).destroy();
        socket.on('error', ignore).destroy();
      };
    });
  } catch (error) {
    failure = (error as StageFailure).facts();
  }
  ended ??= performance.now();
  const firstByte = reading.firstByteAt === null ? null : reading.firstByteAt - started;
  const rest = ended - (reading.firstByteAt ?? started);
  return { httpVersion: '2', response: reading.facts(), failure, firstByte, rest };
}

function listen(
  session: ClientHttp2Session,
  stream: ClientHttp2Stream,
  reading: Reading,
  answered: () => void,
  end: (outcome: undefined | StageFailure) => void,
): void {
  const begin = (): void => {
    answered();
    reading.begun();
  };
  stream.on('headers', begin); // 1xx
  stream.on('response', (headers) => {
    begin();
    reading.head(Number(headers[':status']), pairsOf(headers));
  });
  stream.on('data', (chunk: Buffer) => reading.data(chunk));
  stream.on('end', () => {
    if (stream.rstCode !== 0 || !reading.hasStatus) return;
    reading.complete = true;
    end(undefined);
  });
  stream.on('error', (error: SystemError) => end(fromStreamError(error, stream, reading)));
  stream.on('close', () => end(fromStreamError(new Error('closed'), stream, reading)));
  session.on('error', (error: SystemError) => end(fromStreamError(error, stream, reading)));
}

/** Pseudo-headers first; a Host of the caller's is the authority (RFC 9113 §8.3.1). */
function fieldsOf(prepared: PreparedTarget): Record<string, string | string[]> {
  const list = requestHeaders(prepared);
  const host = list.find(([name]) => /^host$/i.test(name))?.[1] ?? hostHeader(prepared);
  const fields: Record<string, string | string[]> = {
    ':method': prepared.method,
    ':scheme': 'https',
    ':authority': host,
    ':path': prepared.path,
  };
  for (const [name, value] of list) {
    const key = name.toLowerCase();
    if (key === 'host') continue;
    const known = fields[key];
    fields[key] = known === undefined ? value : [...[known].flat(), value];
  }
  return fields;
}

function pairsOf(headers: IncomingHttpHeaders): HeaderList {
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    name.startsWith(':') ? [] : [value ?? []].flat().map((one) => [name, String(one)]),
  );
}

/** What ended a stream early: the server's own code (RFC 9113 §7) where it sent one. */
function fromStreamError(error: SystemError, stream: ClientHttp2Stream, reading: Reading): StageFailure {
  const code = error.code ?? 'EOF';
  const reset = stream.rstCode;
  const { NGHTTP2_CANCEL, NGHTTP2_NO_ERROR } = constants;
  if (reading.firstByteAt !== null)
    return new StageFailure('partial', code, `the response ended early (${error.message})`);
  if (code === 'ERR_HTTP2_ERROR')
    return new StageFailure('not-http', code, `the answer is not HTTP/2 (${error.message})`);
  // Node.js itself cancels the streams of a connection that is gone.
  if (reset !== NGHTTP2_NO_ERROR && reset !== NGHTTP2_CANCEL)
    return new StageFailure('reset', code, `the stream was reset with code ${reset}`);
  if (code.startsWith('ERR_HTTP2') || code === 'EOF')
    return new StageFailure('closed', code, 'closed without a response');
  return fromTlsError(error);
}
