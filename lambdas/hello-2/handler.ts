import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { answer, greet } from '../hello/greet';

/** Second resource of the first API. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return answer(greet('hello-2', event));
}
