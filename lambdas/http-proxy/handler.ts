import type { Context } from 'aws-lambda';
import { type Form, readSettings } from './core/exchange';
import { mapped } from './core/mapped';
import { passthrough } from './core/passthrough';
import { Client } from './send';

const settings = readSettings(process.env);
const client = new Client(settings);
const form = (settings.form === 'mapped' ? mapped : passthrough) as Form<unknown>;

/** Kept back of the invocation's time (ms), to say that the backend was too slow. */
const reserve = 500;

/** Hands a call on to the one backend of the environment, in the form of the environment. */
export async function handler(event: unknown, context: Context): Promise<unknown> {
  const planned = form.plan(event, settings);
  const outcome =
    'reason' in planned ? planned : await client.send(planned, context.getRemainingTimeInMillis() - reserve);
  const result = 'reason' in outcome ? form.fail(outcome) : form.answer(event, outcome);
  if ('reason' in outcome) {
    const { protocol, host, port } = settings;
    const line = { level: 'ERROR', ...outcome, backend: `${protocol}://${host}:${port}` };
    console.error(JSON.stringify({ ...line, requestId: context.awsRequestId }));
  }
  if ('thrown' in result) throw new Error(result.thrown);
  return result.returned;
}
