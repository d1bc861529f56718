import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
} from 'node:http2';
import type { Duplex } from 'node:stream';
import type { HeaderList } from '../../path/hop';
import type { PreparedTarget } from '../target';
import { ignore } from './connect';
import { type Course, type Exchange, type RequestLimits, timedExchange } from './exchange';
import { type Bounds, StageFailure, type SystemError } from './failure';
import { Reading } from './reading';
import { hostHeader, requestHeaders } from './request';
import { fromTlsError } from './tls';

/** One HTTP/2 exchange on a session that chose h2 by ALPN. What goes wrong is part of the result. */
export async function exchangeHttp2(
  bounds: Bounds,
  limits: RequestLimits,
  socket: Duplex,
  prepared: PreparedTarget,
): Promise<Exchange> {
  const reading = new Reading();
  const timed = await timedExchange(bounds, limits, reading, (course) => {
    const session = connect('https://probe', {
      createConnection: () => socket,
      settings: { enablePush: false },
    });
    const end = (outcome?: StageFailure): void => {
      course.end(outcome);
      session.destroy();
    };
    course.started();
    const stream = session.request(fieldsOf(prepared), { endStream: prepared.target.body === undefined });
    listen(session, stream, reading, course, end);
    if (prepared.target.body !== undefined) stream.end(prepared.target.body);
    return () => {
      session.on('error', ignore).destroy();
      socket.on('error', ignore).destroy();
    };
  });
  return { httpVersion: '2', ...timed };
}

function listen(
  session: ClientHttp2Session,
  stream: ClientHttp2Stream,
  reading: Reading,
  course: Course,
  end: (outcome?: StageFailure) => void,
): void {
  stream.on('headers', () => course.begun()); // 1xx
  stream.on('response', (headers) => {
    course.begun();
    reading.head(Number(headers[':status']), pairsOf(headers));
  });
  stream.on('data', (chunk: Buffer) => reading.data(chunk));
  stream.on('end', () => {
    if (stream.rstCode !== 0 || !reading.hasStatus) return;
    reading.complete = true;
    end();
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
