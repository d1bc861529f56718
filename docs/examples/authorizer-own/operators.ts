import type { APIGatewayAuthorizerResult, APIGatewayTokenAuthorizerEvent } from 'aws-lambda';

/** Who holds the word of the day may call everything; who does not is answered 401. */
export async function handler(event: APIGatewayTokenAuthorizerEvent): Promise<APIGatewayAuthorizerResult> {
  if (event.authorizationToken !== 'word-swordfish') throw new Error('Unauthorized');
  const stage = event.methodArn.split('/', 2).join('/');
  return {
    principalId: 'operator',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'execute-api:Invoke', Resource: `${stage}/*` }],
    },
  };
}
