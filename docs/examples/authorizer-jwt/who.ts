import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** Says who calls, as the authorizer told it. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { principalId, scopes } = event.requestContext.authorizer ?? {};
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
    body: JSON.stringify({ caller: principalId ?? null, scopes: scopes ?? null, method: event.httpMethod }),
  };
}
