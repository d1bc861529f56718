import type { APIGatewayProxyWebsocketEventV2, APIGatewayProxyWebsocketHandlerV2 } from 'aws-lambda';

type Event = APIGatewayProxyWebsocketEventV2 & {
  readonly queryStringParameters?: Readonly<Record<string, string>>;
};

/** `$connect` and `$disconnect`: lets everybody in but who says that he is banned. */
export const handler: APIGatewayProxyWebsocketHandlerV2 = async (event: Event) => {
  const isBanned = event.queryStringParameters?.banned !== undefined;
  return isBanned ? { statusCode: 403, body: 'not here' } : { statusCode: 200 };
};
