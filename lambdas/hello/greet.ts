import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** What a hello function says: who it is, and how the call reached it. */
export interface Greeting {
  readonly message: string;
  readonly function: string;
  readonly method: string;
  /** As the gateway passes it on: through a custom domain, with the base path (aws-facts §1.3). */
  readonly path: string;
  readonly resource: string;
  readonly host: string | null;
  readonly stage: string | null;
}

/** The greeting of a named function in answer to a call. */
export function greet(name: string, event: Partial<APIGatewayProxyEvent>): Greeting {
  return {
    message: `Hello from ${name}`,
    function: name,
    method: event.httpMethod ?? 'GET',
    path: event.path ?? '/',
    resource: event.resource ?? '/',
    host: event.requestContext?.domainName ?? null,
    stage: event.requestContext?.stage ?? null,
  };
}

/** A greeting as the proxy integration wants it. */
export function answer(greeting: Greeting): APIGatewayProxyResult {
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify(greeting),
  };
}
