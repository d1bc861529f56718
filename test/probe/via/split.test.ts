import { partOf } from '../../../tools/probe/via/answer';
import { answerBytes, payloadBytes, slowestCall, split, targetsInTime } from '../../../tools/probe/via/split';

const url = 'https://pvt-api.corp.example/';
const plenty = { requestBytes: payloadBytes, responseBytes: payloadBytes, targets: 1000 };
const sizes = (pieces: readonly (readonly unknown[])[]) => pieces.map(({ length }) => length);

test('as many calls in an invocation as are over in time when each is as slow as it may be', () => {
  expect(slowestCall({})).toBe(45_000); // resolve, connect, TLS, first byte
  expect(slowestCall({}, { total: 10_000 })).toBe(10_000);
  expect(slowestCall({ timeouts: { firstByte: 1000 } })).toBe(16_000);
  expect(slowestCall({}, { total: 1000 }, { retries: 2, delay: 500 })).toBe(3000 + 500 + 1000);
  expect(targetsInTime(120, 10, 45_000)).toBe(20);
  expect(targetsInTime(120, 10, 10_000)).toBe(110);
  expect(targetsInTime(10, 10, 45_000)).toBe(10); // never none
});

test('calls that a function had no time for are skipped, and said to be unknown', () => {
  const skipped = [
    { url, method: 'GET', reason: 'the run was ended before its turn', unknown: true as const },
  ];
  const payload = JSON.stringify({ schemaVersion: 1, results: [], skipped });
  expect(partOf([{ url }], { payload }, false)).toEqual({
    results: [],
    skipped: [{ ...skipped[0], reason: 'the time of the function ended before its turn' }],
  });
});

test('pieces keep the order and lose nothing', () => {
  const targets = Array.from({ length: 45 }, (_, index) => ({ url: `${url}${index}` }));
  const pieces = split(targets, { ...plenty, targets: 20 });
  expect(sizes(pieces)).toEqual([20, 20, 5]);
  expect(pieces.flat()).toEqual(targets);
});

test('an event stays below what an invocation carries', () => {
  const body = 'x'.repeat(2 * 1024 * 1024);
  expect(
    sizes(
      split(
        [1, 2, 3, 4, 5].map(() => ({ url, body })),
        plenty,
      ),
    ),
  ).toEqual([2, 2, 1]);
});

test('so does what is expected to come back, which messages make large', () => {
  const socket = { url: 'wss://ws.corp.example/' };
  const fit = Math.floor(payloadBytes / answerBytes(socket));
  expect(fit).toBeGreaterThan(1);
  expect(
    sizes(
      split(
        Array.from({ length: fit + 1 }, () => socket),
        plenty,
      ),
    ),
  ).toEqual([fit, 1]);
});

test('a call that is too large for any invocation stands alone, for Lambda to refuse', () => {
  const large = { url, body: 'x'.repeat(payloadBytes) };
  expect(sizes(split([{ url }, large, { url }], plenty))).toEqual([1, 1, 1]);
});

test('a throttled invocation leaves its calls unknown', () => {
  const error = Object.assign(new Error('Rate Exceeded.'), { name: 'TooManyRequestsException' });
  expect(partOf([{ url, name: 'a' }], { error }, false).results).toEqual([
    expect.objectContaining({ name: 'a', code: 'RUNNER_THROTTLED', outcome: 'unknown', method: 'GET' }),
  ]);
});

test('two equal calls share the results that came for them', () => {
  const result = {
    ...partOf([{ url }], { error: new Error('x') }, true).results[0]!,
    outcome: 'pass' as const,
  };
  const payload = JSON.stringify({ schemaVersion: 1, results: [result, result] });
  expect(partOf([{ url }, { url }], { payload }, false)).toEqual({ results: [result, result], skipped: [] });
});
