import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { answer, greet } from '../hello/greet';

/** The second API. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  return answer(greet('hello-3', event));
}
