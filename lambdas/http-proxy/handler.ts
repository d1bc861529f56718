import type { Context } from 'aws-lambda';
import { type Failure, type Form, type Incoming, readSettings } from './core/exchange';
import { mapped } from './core/mapped';
import { passthrough } from './core/passthrough';
import { streamed } from './core/streamed';
import { Client, type Sink } from './send';
import { type ResponseStream, streamifyResponse, writeHead } from './stream';

const settings = readSettings(process.env);
const client = new Client(settings);
const form = { passthrough, streamed, mapped }[settings.form] as Form<unknown>;

/** Kept back of the invocation's time (ms), to say that the backend was too slow. */
const reserve = 500;

async function handOn(event: unknown, context: Context, sink?: Sink): Promise<Incoming | Failure> {
  const planned = form.plan(event, settings);
  const limit = context.getRemainingTimeInMillis() - reserve;
  const outcome = 'reason' in planned ? planned : await client.send(planned, limit, sink);
  if ('reason' in outcome) {
    const { protocol, host, port } = settings;
    const line = { level: 'ERROR', ...outcome, backend: `${protocol}://${host}:${port}` };
    console.error(JSON.stringify({ ...line, requestId: context.awsRequestId }));
  }
  return outcome;
}

async function answer(event: unknown, context: Context): Promise<unknown> {
  const outcome = await handOn(event, context);
  const result = 'reason' in outcome ? form.fail(outcome) : form.answer(event, outcome);
  if ('thrown' in result) throw new Error(result.thrown);
  return 'returned' in result ? result.returned : undefined;
}

async function stream(event: unknown, response: ResponseStream, context: Context): Promise<void> {
  let hasBegun = false;
  const outcome = await handOn(event, context, (head) => {
    hasBegun = true;
    const result = form.answer(event, { ...head, body: new Uint8Array() });
    return 'streamed' in result ? writeHead(response, result.streamed) : response;
  });
  if (!('reason' in outcome)) return;
  // What has begun can only be cut: a whole answer must not seem to have come.
  if (hasBegun) response.destroy(new Error(outcome.reason));
  else {
    const result = form.fail(outcome);
    if ('streamed' in result) writeHead(response, result.streamed).end(result.body);
  }
}

/** Hands a call on to the one backend of the environment, in the form of the environment. */
export const handler = settings.form === 'streamed' ? streamifyResponse(stream) : answer;
