import type { ALBEvent, ALBResult } from 'aws-lambda';
import { type Connection, postBack } from '../post-back';
import { type Received, receivedIn, respond } from './answer';

/** The connection that a message of a WebSocket API came by. `undefined`: the request is no such message. */
export function connectionOf({ headers }: Pick<Received, 'headers'>): Connection | undefined {
  const [connectionId] = headers.connectionid ?? [];
  const [apiId] = headers['x-api-id'] ?? [];
  const [stage] = headers['x-stage'] ?? [];
  // Before the connection stands, and after it, there is nobody to post to.
  const isMessage = headers['x-event-type']?.[0] === 'MESSAGE';
  return isMessage && connectionId && apiId && stage ? { connectionId, apiId, stage } : undefined;
}

/** Headers that say what was passed on: those of the gateway and the load balancer are left out. */
const noise =
  /^(host|accept|content-|user-agent|x-amzn|x-forwarded|x-event-type|x-api-id|x-stage|connectionid)/;

/** Tells the client of a message what arrived here, by its connection. */
export async function echoBack(
  event: ALBEvent,
  connection: Connection,
  post: typeof postBack = postBack,
): Promise<ALBResult> {
  const { path, query, headers } = receivedIn(event);
  const text = event.isBase64Encoded
    ? Buffer.from(event.body ?? '', 'base64').toString()
    : (event.body ?? '');
  const passed = Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !noise.test(name))
      .map(([name, [value]]) => [name, value]),
  );
  const status = await post(connection, JSON.stringify({ echo: text, path, query, headers: passed }));
  if (status === 200) return respond(event, 200, { posted: true });
  console.log(JSON.stringify({ level: 'ERROR', message: 'the post to @connections is refused', status }));
  return respond(event, 502, { error: `@connections answered ${status}` });
}
