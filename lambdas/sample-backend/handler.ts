import type { ALBEvent, ALBResult } from 'aws-lambda';
import { answer } from './answer';

/** A small HTTP service behind an Application Load Balancer. */
export async function handler(event: ALBEvent): Promise<ALBResult> {
  return answer(event);
}
