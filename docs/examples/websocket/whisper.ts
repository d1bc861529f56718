import type { APIGatewayProxyWebsocketHandlerV2 } from 'aws-lambda';

/** Its answer is the message: the route has a response. */
export const handler: APIGatewayProxyWebsocketHandlerV2 = async () => ({ statusCode: 200, body: 'psst' });
