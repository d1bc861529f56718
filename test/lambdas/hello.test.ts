import type { APIGatewayProxyEvent } from 'aws-lambda';
import { greet } from '../../lambdas/hello/greet';
import { handler as hello1 } from '../../lambdas/hello-1/handler';
import { handler as hello2 } from '../../lambdas/hello-2/handler';
import { handler as hello3 } from '../../lambdas/hello-3/handler';

const event = {
  httpMethod: 'GET',
  path: '/test-resource',
  resource: '/test-resource',
  requestContext: { domainName: 'pvt-api.corp.example', stage: 'demo' },
} as APIGatewayProxyEvent;

test('each function says who it is', async () => {
  const answers = await Promise.all([hello1, hello2, hello3].map((handler) => handler(event)));
  expect(answers.map(({ body }) => JSON.parse(body).function)).toEqual(['hello-1', 'hello-2', 'hello-3']);
});

test('a greeting tells how the call reached the function', () => {
  expect(greet('hello-2', event)).toEqual({
    message: 'Hello from hello-2',
    function: 'hello-2',
    method: 'GET',
    path: '/test-resource',
    resource: '/test-resource',
    host: 'pvt-api.corp.example',
    stage: 'demo',
  });
});

test('a test event of the console is answered too', () => {
  expect(greet('hello-1', {})).toMatchObject({ function: 'hello-1', path: '/', host: null });
});

test('the answer is what a proxy integration takes: a status and a JSON body as text', async () => {
  expect(await hello1(event)).toMatchObject({
    statusCode: 200,
    headers: { 'content-type': 'application/json' },
    body: expect.any(String),
  });
});
