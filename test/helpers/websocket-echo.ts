import type { APIGatewayProxyWebsocketEventV2 } from 'aws-lambda';
import { placeOf, postBack } from '../../lambdas/post-back';
import { signedHeaders } from '../../lambdas/post-back/sign';

/** Posts back what it is sent, ends the connection when told to, and notes what it is told of the connection. */
export async function handler({ requestContext: own, body }: APIGatewayProxyWebsocketEventV2) {
  if (own.eventType !== 'MESSAGE') {
    const { disconnectStatusCode } = own as { disconnectStatusCode?: number };
    console.log(own.eventType, disconnectStatusCode ?? '');
    return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'chat' } };
  }
  const { text, end } = JSON.parse(body ?? '{}');
  console.log('posted', end ? await remove(own) : await postBack(own, `echo ${text}`));
  return { statusCode: 200 };
}

async function remove(connection: Parameters<typeof placeOf>[0]): Promise<number> {
  const region = process.env.AWS_REGION ?? '';
  const { host, path } = placeOf(connection, region);
  const credentials = {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY ?? '',
    sessionToken: process.env.AWS_SESSION_TOKEN,
  };
  const request = { method: 'DELETE', host, path, body: '', region, at: Date.now() };
  const headers = signedHeaders(request, credentials);
  const { status } = await fetch(`https://${host}${path}`, { method: 'DELETE', headers });
  return status;
}
