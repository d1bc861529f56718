import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';

/** Answers with every part of the event that does not differ from call to call. */
export async function handler(event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> {
  const { resource, path, httpMethod, pathParameters, stageVariables, body, isBase64Encoded } = event;
  const { multiValueQueryStringParameters: query, requestContext } = event;
  const { stage, resourcePath, domainName, path: contextPath } = requestContext;
  const headers = Object.entries(event.multiValueHeaders).filter(([name]) => /^x-kept/i.test(name));
  const seen = { resource, path, httpMethod, pathParameters, stageVariables, body, isBase64Encoded, query };
  const context = { stage, resourcePath, domainName, contextPath, principal: requestContext.authorizer };
  return {
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ function: process.env.FUNCTION, ...seen, ...context, headers }),
  };
}
