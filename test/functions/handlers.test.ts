import { answerOf, cleanUp, lambdaOf, run } from './lambda';

afterEach(cleanUp);

test('an async handler gets the event and its result comes back as JSON', async () => {
  const result = await answerOf('exports.handler = async (event) => ({ got: event.n + 1 })', {}, { n: 1 });
  expect(result).toEqual({ kind: 'returned', payload: '{"got":2}' });
});

describe('a handler that streams', () => {
  const streaming = (body: string) =>
    `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} })`;

  test('gives its metadata, and more bytes than a result may have', async () => {
    const code = streaming(`const out = awslambda.HttpResponseStream.from(stream, { statusCode: 201 });
      for (let part = 0; part < 8; part++) out.write(Buffer.alloc(1024 * 1024, part));
      out.end();`);
    const result = await answerOf(code, { runtime: 'nodejs24.x' });
    expect(result).toMatchObject({ kind: 'returned', payload: '{"statusCode":201}' });
    expect(result.kind === 'returned' && result.stream?.length).toBe(8 * 1024 * 1024);
  });

  test('without metadata has written a payload', async () => {
    expect(await answerOf(streaming(`stream.end('{"a":1}')`))).toEqual({
      kind: 'returned',
      payload: '{"a":1}',
    });
  });

  test('that breaks off has failed', async () => {
    const result = await answerOf(streaming(`stream.write('a'); stream.destroy(new Error('cut'))`));
    expect(result).toMatchObject({ kind: 'failed', errorMessage: 'cut' });
  });
});

test('undefined comes back as null', async () => {
  expect(await answerOf('exports.handler = async () => {}')).toEqual({ kind: 'returned', payload: 'null' });
});

test('a callback handler answers once its event loop is empty', async () => {
  const code = `exports.handler = (event, context, callback) => {
    setTimeout(() => callback(null, { order: 'callback' }), 1);
  }`;
  expect(await answerOf(code)).toEqual({ kind: 'returned', payload: '{"order":"callback"}' });
});

test('a handler that neither returns a promise nor calls back answers null', async () => {
  expect(await answerOf('exports.handler = () => 42')).toEqual({ kind: 'returned', payload: 'null' });
});

test('a callback error is a function error', async () => {
  const code = 'exports.handler = (e, c, callback) => callback(new TypeError("no"))';
  expect(await answerOf(code)).toEqual({ kind: 'failed', errorType: 'TypeError', errorMessage: 'no' });
});

test('Node.js 24 takes no callback handlers', async () => {
  const code = 'exports.handler = (e, c, callback) => callback(null, 1)';
  expect(await answerOf(code, { runtime: 'nodejs24.x' })).toMatchObject({
    kind: 'failed',
    errorType: 'Runtime.CallbackHandlerDeprecated',
  });
});

test('an ES module and a nested handler path are loaded', async () => {
  const lambda = lambdaOf(
    { 'api.mjs': 'export const v1 = { get: async () => "esm" }' },
    { handler: 'api.v1.get' },
  );
  expect(await run(lambda).invoke()).toEqual({ kind: 'returned', payload: '"esm"' });
});

test('inline code is run as index.js', async () => {
  const lambda = lambdaOf(
    {},
    { codePath: undefined, inlineCode: 'exports.handler = async () => require("node:path").sep' },
  );
  expect(await run(lambda).invoke()).toEqual({ kind: 'returned', payload: '"/"' });
});

test('the context names the function and counts down', async () => {
  const code = `exports.handler = async (event, context) => [
    context.functionName, context.invokedFunctionArn, context.memoryLimitInMB, typeof context.awsRequestId,
    context.getRemainingTimeInMillis() <= 3000 && context.getRemainingTimeInMillis() > 0,
  ]`;
  const result = await answerOf(code);
  expect(result.kind === 'returned' && JSON.parse(result.payload)).toEqual([
    'under-test',
    'arn:aws:lambda:eu-west-1:111122223333:function:under-test',
    '128',
    'string',
    true,
  ]);
});

test("the environment is the function's own and Lambda's, nothing of the host", async () => {
  process.env.HOST_SECRET = 'do not leak';
  try {
    const result = await answerOf('exports.handler = async () => process.env', {
      environment: { OWN: 'yes' },
    });
    const environment = JSON.parse(result.kind === 'returned' ? result.payload : '{}');
    expect(environment).toMatchObject({
      OWN: 'yes',
      AWS_REGION: 'eu-west-1',
      AWS_LAMBDA_FUNCTION_NAME: 'under-test',
      _HANDLER: 'index.handler',
    });
    expect(Object.keys(environment).filter((name) => /SECRET|ACCESS_KEY|TOKEN|HOME/.test(name))).toEqual([]);
  } finally {
    delete process.env.HOST_SECRET;
  }
});

test('a warm thread keeps its module state', async () => {
  const { invoke } = run(lambdaOf({ 'index.js': 'let n = 0; exports.handler = async () => (n += 1)' }));
  await invoke();
  expect(await invoke()).toEqual({ kind: 'returned', payload: '2' });
});

test('what a function prints reaches the log with its name', async () => {
  const lines: string[] = [];
  const { invoke } = run(lambdaOf({ 'index.js': 'exports.handler = async () => console.log("hello", 1)' }), {
    log: (name, line) => lines.push(`${name}: ${line}`),
  });
  await invoke();
  await invoke();
  while (lines.length < 2) await new Promise((resolve) => setImmediate(resolve));
  expect(lines).toEqual(['under-test: hello 1', 'under-test: hello 1']);
});
