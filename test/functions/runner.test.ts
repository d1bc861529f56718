import { createServer } from 'node:net';
import type { Model } from '../../tools/assembly/model';
import { cleanUp, lambdaOf, run } from './lambda';

afterEach(cleanUp);

const threadId = 'exports.handler = async () => require("node:worker_threads").threadId';

test('invocations run side by side, as many as the pool holds', async () => {
  const code = `exports.handler = async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return require("node:worker_threads").threadId;
  }`;
  const { invoke } = run(lambdaOf({ 'index.js': code }), { concurrency: 2 });
  const results = await Promise.all([1, 2, 3, 4].map(() => invoke()));
  const threads = new Set(
    results.map((result) => (result.kind === 'returned' ? result.payload : result.kind)),
  );
  expect(threads.size).toBe(2);
});

test('a function that did not change keeps its threads over an update', async () => {
  const lambda = lambdaOf({ 'index.js': threadId });
  const { invoke, runner } = run(lambda);
  const before = await invoke();
  runner.update({ region: 'eu-west-1', functions: [{ ...lambda }] } as unknown as Model);
  expect(await invoke()).toEqual(before);
});

test('a function that changed gets new threads, and a call in flight finishes', async () => {
  const lambda = lambdaOf({
    'index.js': `exports.handler = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return process.env.VERSION;
    }`,
  });
  const { invoke, runner } = run({ ...lambda, environment: { VERSION: '1' } });
  await invoke();
  const inFlight = invoke();
  runner.update({
    region: 'eu-west-1',
    functions: [{ ...lambda, environment: { VERSION: '2' } }],
  } as unknown as Model);
  expect(await invoke()).toEqual({ kind: 'returned', payload: '"2"' });
  expect(await inFlight).toEqual({ kind: 'returned', payload: '"1"' });
});

test.each([
  ['net', 'require("node:net").connect(PORT, "127.0.0.1", resolve).on("error", reject)'],
  ['tls', 'require("node:tls").connect(PORT, "127.0.0.1", resolve).on("error", reject)'],
  ['http', 'require("node:http").get("http://127.0.0.1:PORT/", resolve).on("error", reject)'],
  ['https', 'require("node:https").get("https://127.0.0.1:PORT/", resolve).on("error", reject)'],
  ['fetch', 'fetch("http://127.0.0.1:PORT/").then(resolve, (error) => reject(error.cause))'],
])('without a network, %s reaches nothing and says so', async (_, code) => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  let reached = false;
  server.on('connection', () => {
    reached = true;
  });
  const { port } = server.address() as { port: number };
  const source = `exports.handler = () => new Promise((resolve, reject) => {
    ${code.replace('PORT', String(port))};
  })`;
  const result = await run(lambdaOf({ 'index.js': source })).invoke();
  server.close();
  expect(reached).toBe(false);
  expect(result).toMatchObject({
    kind: 'failed',
    errorMessage: expect.stringContaining('no network on paper'),
  });
});

test('without a network, names do not resolve', async () => {
  const code = 'exports.handler = () => require("node:dns").promises.lookup("pvt-api.corp.example")';
  expect(await run(lambdaOf({ 'index.js': code })).invoke()).toMatchObject({
    kind: 'failed',
    errorMessage: 'getaddrinfo EAI_AGAIN pvt-api.corp.example',
  });
});

test('a closed runner refuses calls', async () => {
  const { invoke, runner } = run(lambdaOf({ 'index.js': threadId }));
  await runner.close();
  expect(await invoke()).toEqual({ kind: 'not-run', reason: 'the runner is closed' });
});
