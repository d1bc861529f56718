import type { APIGatewayAuthorizerResult, APIGatewayRequestAuthorizerEvent } from 'aws-lambda';

const partners: Readonly<Record<string, readonly string[]>> = {
  acme: ['/catalogue', '/orders'],
  umbrella: ['/catalogue'],
};

/** Which partner may call which path. It speaks of the one call only, which is why the path is part of the cache's key. */
export async function handler(event: APIGatewayRequestAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  const partner = event.headers?.['X-Partner'] ?? '';
  const region = event.queryStringParameters?.region ?? '';
  const may = partners[partner]?.includes(event.path) === true && region === 'eu';
  return {
    principalId: partner,
    context: { partner, region },
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        { Effect: may ? 'Allow' : 'Deny', Action: 'execute-api:Invoke', Resource: event.methodArn },
      ],
    },
  };
}
