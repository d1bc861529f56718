import { bundleHandlers } from '../../stacks/lambda-code';
import type { Model } from '../../tools/assembly/model';
import { createFunctionRunner } from '../../tools/functions';
import { settle } from '../../tools/path/3-load-balancer';
import { noFailures } from '../../tools/path/state';
import { traceWith } from '../../tools/path/trace';
import { type ProbeTarget, probe } from '../../tools/probe';
import { packageRoot } from '../../tools/root';
import { type JournalEntry, startTwin, type Twin } from '../../tools/twin';
import { hostOf, lambdaRoute, socketModel } from '../helpers/websocket';

const { echo } = bundleHandlers({ echo: { entry: 'test/helpers/websocket-echo.ts' } }, packageRoot);
const withCode = (own: Model): Model => ({
  ...own,
  functions: own.functions.map((lambda) => ({ ...lambda, codePath: echo })),
});
const model = withCode(socketModel(lambdaRoute('$disconnect')));
const refusing = withCode(socketModel({ Policy: null }));

let twin: Twin;
const journal: JournalEntry[] = [];
const serve = async (own: Model, webSocketIdleMs?: number) => {
  await twin?.close();
  twin = await startTwin({
    model: own,
    journal: (entry) => journal.push(entry),
    limits: { webSocketIdleMs },
  });
  return own;
};

afterAll(() => twin?.close());

async function talk(own: Model, target: Partial<ProbeTarget> = {}, waitMs = 5000) {
  const { internet } = twin.ready.vantages;
  const { results } = await probe(
    [
      {
        url: `wss://${hostOf(own)}/live`,
        proxy: `socks5h://${internet!.socks}`,
        ca: twin.ready.ca,
        ...target,
      },
    ],
    { timeouts: { firstByte: waitMs } },
  );
  return results[0]!;
}

async function noted(pattern: RegExp): Promise<string> {
  for (;;) {
    const found = journal.find((entry) => entry.kind === 'function' && pattern.test(entry.line));
    if (found?.kind === 'function') return found.line;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('a WebSocket through the twin', () => {
  beforeAll(() => serve(model));

  test('opens, and the function posts back through the twin’s network', async () => {
    const message = 'echo hello';
    const result = await talk(model, { send: ['{"action":"say","text":"hello"}'], expect: { message } });
    expect(result).toMatchObject({
      status: 101,
      messages: ['echo hello'],
      code: 'SOCKET_CONNECTED',
      asExpected: true,
    });
    expect(await noted(/^posted/)).toBe('posted 200');
    expect(await noted(/^DISCONNECT/)).toBe('DISCONNECT 1006');
  });

  test('tells of a message without a route', async () => {
    const result = await talk(model, { send: ['{"action":"sing"}'], expect: { message: 'la la' } });
    expect(result).toMatchObject({ code: 'SOCKET_ROUTE_NOT_FOUND', asExpected: false, status: 101 });
  });

  test('is closed for a message that is too large', async () => {
    const result = await talk(model, { send: ['x'.repeat(40_000)], expect: { message: 'x' } });
    expect(result).toMatchObject({ code: 'SOCKET_MESSAGE_TOO_LARGE', asExpected: false });
  });

  test('is ended by the backend', async () => {
    const send = ['{"action":"say","end":true}'];
    const result = await talk(model, { send, expect: { message: 'never' } });
    expect(result).toMatchObject({ code: 'SOCKET_CLOSED', because: expect.stringContaining('1000') });
  });

  test('is refused where the path leads to no stage', async () => {
    expect(await talk(model, { url: `wss://${hostOf(model)}/dead` })).toMatchObject({
      status: 403,
      code: 'STAGE_NOT_FOUND',
    });
  });

  test('is no page: a plain request is answered with what is not known', async () => {
    expect(await talk(model, { url: `https://${hostOf(model)}/live` })).toMatchObject({ status: 501 });
  });
});

test('a message whose post-back is refused does not come', async () => {
  await serve(refusing);
  const send = ['{"action":"say","text":"hello"}'];
  const result = await talk(refusing, { send, expect: { message: 'hello' } }, 700);
  expect(result).toMatchObject({ status: 101, code: 'SOCKET_NO_MESSAGE', asExpected: false });
  expect(result.candidates.map((own) => own.code)).toContain('POST_BACK_NOT_ALLOWED');
});

test('a connection that is idle for too long is going away', async () => {
  await serve(model, 60);
  const result = await talk(model, { send: [], expect: { message: 'never' } });
  expect(result).toMatchObject({ code: 'SOCKET_CLOSED', because: expect.stringContaining('1001') });
});

describe('on paper', () => {
  const say = '{"action":"say","text":"hello"}';
  const walk = async (own: Model, ...send: string[]) => {
    const runner = createFunctionRunner(own);
    try {
      const call = { from: 'internet', method: 'GET', url: `wss://${hostOf(own)}/live` };
      return await traceWith(own, settle(own, noFailures), { ...call, send }, (invocation) =>
        runner.invoke(invocation.functionArn, invocation.event, invocation.timeoutMs),
      );
    } finally {
      await runner.close();
    }
  };

  test('the function’s post-back is a message too', async () => {
    expect(await walk(model, say, say)).toMatchObject({
      outcome: 'pass',
      status: 101,
      messages: ['echo hello', 'echo hello'],
    });
  });

  test('a call by fetch is answered too', async () => {
    const trace = await walk(model, '{"action":"say","end":true}');
    expect(trace).toMatchObject({ outcome: 'pass', messages: [] });
    expect(trace.hops.at(-1)).toMatchObject({ code: 'POST_BACK_DELIVERED' });
  });

  test('a refused one is a stop without a message', async () => {
    const trace = await walk(refusing, say);
    expect(trace).toMatchObject({
      outcome: 'stop',
      status: 101,
      symptom: { kind: 'no-message' },
      messages: [],
    });
    expect(trace.hops.map(({ code: own }) => own)).toContain('POST_BACK_NOT_ALLOWED');
  });
});
