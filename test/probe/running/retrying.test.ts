import type { FailureKind } from '../../../tools/probe/observation';
import { withRetries, worthRetrying } from '../../../tools/probe/running/retrying';
import { FakeClock } from './fake-clock';

const failed = (kind: FailureKind) => ({
  stage: 'connect' as const,
  failure: { kind, code: 'X', message: '' },
});
const answered = (status: number) => ({
  stage: 'response' as const,
  response: { status, headers: [], body: '', bytes: 0, complete: true },
});
const get = { method: 'GET', target: { url: 'https://a.example/' } };
const post = { ...get, method: 'POST' };

describe('worth another try', () => {
  test.each<[string, boolean, Parameters<typeof worthRetrying>]>([
    ['silence', true, [failed('timeout'), get, false]],
    ['a refusal', true, [failed('refused'), get, false]],
    ['a resolver that fails', true, [failed('servfail'), get, false]],
    ['a 503', true, [answered(503), get, false]],
    ['a 429', true, [answered(429), get, false]],
    ['a POST that was never sent', true, [failed('refused'), post, false]],
    ['a POST that got a 503', false, [answered(503), post, false]],
    ['a POST that got a 503, where any is wanted', true, [answered(503), post, true]],
    ['a 403', false, [answered(403), get, false]],
    ['a 403, where any is wanted', true, [answered(403), get, true]],
    ['a name that does not exist', false, [failed('nxdomain'), get, false]],
    ['a certificate that does not hold', false, [failed('certificate'), get, false]],
    ['Ctrl-C', false, [failed('interrupted'), get, true]],
    [
      'an answer where there must be none',
      false,
      [answered(503), { ...get, target: { ...get.target, expect: 'unreachable' } }, false],
    ],
  ])('%s: %s', (_name, worth, call) => {
    expect(worthRetrying(...call)).toBe(worth);
  });
});

describe('tries', () => {
  const retrying = { retries: 3, delay: 1000 };
  const isBad = (outcome: string): boolean => outcome.startsWith('bad');

  /** @returns the tries, and when each began */
  async function tried(outcomes: readonly string[], limits?: typeof retrying, endAt?: number) {
    const clock = new FakeClock();
    const begun: number[] = [];
    const controller = new AbortController();
    if (endAt !== undefined) void clock.until(endAt).then(() => controller.abort());
    const run = async (): Promise<string> => {
      begun.push(clock.now());
      return outcomes[begun.length - 1] ?? 'more than were expected';
    };
    const tries = await clock.run(withRetries(run, isBad, limits, controller.signal, clock, () => 0.5));
    return { tries, begun };
  }

  test('end at the first that is good, and the first of all is kept', async () => {
    const { tries } = await tried(['bad 1', 'bad 2', 'good'], retrying);
    expect(tries).toEqual({ count: 3, first: 'bad 1', last: 'good' });
  });

  test('end when there are no more; the pauses double', async () => {
    const { tries, begun } = await tried(['bad 1', 'bad 2', 'bad 3', 'bad 4'], retrying);
    expect(tries).toEqual({ count: 4, first: 'bad 1', last: 'bad 4' });
    expect(begun).toEqual([0, 500, 1500, 3500]);
  });

  test('no pause is drawn from more than half a minute', async () => {
    const { begun } = await tried(['bad 1', 'bad 2'], { retries: 1, delay: 3_600_000 });
    expect(begun).toEqual([0, 15_000]);
  });

  test('are one where that one is good, or nothing else is wanted', async () => {
    expect((await tried(['bad'])).tries).toEqual({ count: 1, first: 'bad', last: 'bad' });
    expect((await tried(['good'], retrying)).tries).toMatchObject({ count: 1 });
  });

  test('an end in a pause does not wait for it', async () => {
    const { tries, begun } = await tried(['bad'], { retries: 1, delay: 20_000 }, 100);
    expect(tries).toEqual({ count: 1, first: 'bad', last: 'bad' });
    expect(begun).toEqual([0]);
  });
});
