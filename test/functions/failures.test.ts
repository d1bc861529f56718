import { answerOf, cleanUp, lambdaOf, run } from './lambda';

afterEach(cleanUp);

test('a thrown error gives its type and message', async () => {
  expect(await answerOf('exports.handler = async () => { throw new RangeError("far") }')).toEqual({
    kind: 'failed',
    errorType: 'RangeError',
    errorMessage: 'far',
  });
});

test('a thrown string gives its JavaScript type', async () => {
  expect(await answerOf('exports.handler = async () => { throw "Unauthorized" }')).toEqual({
    kind: 'failed',
    errorType: 'string',
    errorMessage: 'Unauthorized',
  });
});

test.each([
  ['Runtime.ImportModuleError', 'require("no-such-package")', {}],
  ['Runtime.ImportModuleError', '', { handler: 'elsewhere.handler' }],
  ['Runtime.HandlerNotFound', 'exports.other = 1', {}],
  ['Runtime.UserCodeSyntaxError', 'exports.handler = async ( => 1', {}],
  ['Runtime.MalformedHandlerName', '', { handler: 'handler' }],
  ['Error', 'throw new Error("at load")', {}],
])('%s is reported for code that does not load', async (errorType, code, changes) => {
  expect(await answerOf(code, changes)).toMatchObject({ kind: 'failed', errorType });
});

test('process.exit in a handler is a runtime that exited', async () => {
  expect(await answerOf('exports.handler = async () => process.exit(3)')).toEqual({
    kind: 'failed',
    errorType: 'Runtime.ExitError',
    errorMessage: 'Runtime exited with error: exit status 3',
  });
});

test('an unhandled rejection ends the runtime', async () => {
  const code = `exports.handler = () => new Promise(() => { Promise.reject(new Error('lost')) })`;
  expect(await answerOf(code)).toMatchObject({
    kind: 'failed',
    errorType: 'Runtime.UnhandledPromiseRejection',
    errorMessage: 'lost',
  });
});

test('an uncaught exception ends the runtime, and the next call gets a fresh one', async () => {
  const code = `exports.handler = (event) => event.ok ? Promise.resolve('up')
    : new Promise(() => setImmediate(() => { throw new TypeError('late') }))`;
  const { invoke } = run(lambdaOf({ 'index.js': code }));
  expect(await invoke()).toMatchObject({ kind: 'failed', errorType: 'TypeError', errorMessage: 'late' });
  expect(await invoke({ ok: true })).toEqual({ kind: 'returned', payload: '"up"' });
});

test("a busy loop is stopped at the function's limit", async () => {
  const lambda = lambdaOf(
    { 'index.js': 'exports.handler = async () => { for (;;); }' },
    { timeoutSeconds: 0.05 },
  );
  expect(await run(lambda).invoke()).toEqual({ kind: 'timed-out', limit: 'function' });
});

test('the caller gives up at its own limit, and the function goes on', async () => {
  const code = `let calls = 0; exports.handler = async (event) => {
    calls += 1;
    if (event.wait) await new Promise((resolve) => setTimeout(resolve, 60));
    return calls;
  }`;
  const { invoke } = run(lambdaOf({ 'index.js': code }), { concurrency: 1 });
  await invoke();
  expect(await invoke({ wait: true }, 5)).toEqual({ kind: 'timed-out', limit: 'gateway' });
  expect(await invoke()).toEqual({ kind: 'returned', payload: '3' });
});

test('a response over 6 MB is too large', async () => {
  const result = await answerOf('exports.handler = async () => "x".repeat(6 * 1024 * 1024)');
  expect(result).toEqual({ kind: 'too-large', bytes: 6 * 1024 * 1024 + 2 });
});

test('a circular result cannot be answered', async () => {
  const code = 'exports.handler = async () => { const a = {}; a.a = a; return a; }';
  expect(await answerOf(code)).toMatchObject({
    kind: 'failed',
    errorMessage: 'Unable to stringify response body',
  });
});

test('memory beyond the function size ends the runtime', async () => {
  const code =
    'exports.handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); }';
  expect(await answerOf(code, { memoryMb: 16, timeoutSeconds: 30 })).toMatchObject({
    kind: 'failed',
    errorType: 'Runtime.OutOfMemory',
  });
});

test('another runtime than Node.js is not run', async () => {
  expect(await answerOf('', { runtime: 'python3.13' })).toMatchObject({ kind: 'not-run' });
});

test('an unknown function is not run', async () => {
  const { runner } = run(lambdaOf({}));
  expect(await runner.invoke('arn:aws:lambda:::function:nobody', {}, 1000)).toMatchObject({
    kind: 'not-run',
  });
});
