import type { ALBEvent } from 'aws-lambda';
import { receivedIn } from '../../../lambdas/sample-backend/answer';
import { connectionOf, echoBack } from '../../../lambdas/sample-backend/post-back';

const event = (headers: Record<string, string>, body = 'hello') =>
  ({
    httpMethod: 'POST',
    path: '/messages',
    queryStringParameters: { room: 'blue' },
    headers: {
      connectionid: 'C=',
      'x-api-id': 'abc123',
      'x-stage': 'live',
      'x-event-type': 'MESSAGE',
      ...headers,
    },
    body,
    isBase64Encoded: false,
  }) as unknown as ALBEvent;
const connection = { connectionId: 'C=', apiId: 'abc123', stage: 'live' };

test('a message is known by the headers that the API passes', () => {
  expect(connectionOf(receivedIn(event({})))).toEqual(connection);
  expect(connectionOf(receivedIn(event({ 'x-event-type': 'CONNECT' })))).toBeUndefined();
  expect(connectionOf(receivedIn(event({ 'x-api-id': '' })))).toBeUndefined();
});

test('what arrived goes back to the client, without the noise of the way', async () => {
  const posted: string[] = [];
  const answer = await echoBack(
    event({ tenant: 'acme', 'user-agent': 'x' }),
    connection,
    async (_to, message) => {
      posted.push(message);
      return 200;
    },
  );
  expect(posted.map((text) => JSON.parse(text))).toEqual([
    { echo: 'hello', path: '/messages', query: { room: ['blue'] }, headers: { tenant: 'acme' } },
  ]);
  expect(answer.statusCode).toBe(200);
});

test('a post that is refused is a line in the log and a 502', async () => {
  const lines = jest.spyOn(console, 'log').mockImplementation(() => {});
  expect((await echoBack(event({}), connection, async () => 403)).statusCode).toBe(502);
  expect(lines.mock.calls.join()).toContain('403');
  lines.mockRestore();
});
