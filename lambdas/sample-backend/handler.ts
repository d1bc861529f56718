import type { ALBEvent, ALBResult } from 'aws-lambda';
import { answer, receivedIn } from './answer';
import { connectionOf, echoBack } from './post-back';

/** A small HTTP service behind an Application Load Balancer; messages of a WebSocket API are posted back. */
export async function handler(event: ALBEvent): Promise<ALBResult> {
  const connection = connectionOf(receivedIn(event));
  return connection ? echoBack(event, connection) : answer(event);
}
