import type { APIGatewayProxyWebsocketHandlerV2 } from 'aws-lambda';
import { postBack } from '../../../lambdas/post-back';

/** Posts back what it was sent, louder. */
export const handler: APIGatewayProxyWebsocketHandlerV2 = async ({ requestContext, body }) => {
  const { text = '' } = JSON.parse(body ?? '{}') as { text?: string };
  const status = await postBack(requestContext, JSON.stringify({ shout: text.toUpperCase() }));
  if (status !== 200) throw new Error(`@connections answered ${status}`);
  return { statusCode: 200 };
};
