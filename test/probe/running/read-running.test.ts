import type { KitError } from '../../../tools/kit-error';
import type { ProbeArguments } from '../../../tools/probe/flags';
import { readRunning } from '../../../tools/probe/running/read-running';

test.each<[string, ProbeArguments, object]>([
  ['nothing: once', {}, { mode: { kind: 'once' }, concurrency: 10 }],
  ['--count: back to back', { count: 5 }, { mode: { kind: 'count', count: 5 }, concurrency: 1 }],
  [
    '--watch with rounds',
    { watch: 2, count: 3 },
    { mode: { kind: 'watch', every: 2000, rounds: 3 }, concurrency: 10 },
  ],
  [
    '--rate with --duration',
    { rate: 2.5, duration: 10 },
    { mode: { kind: 'rate', perSecond: 2.5, calls: 25 }, concurrency: 50 },
  ],
  [
    '--rate with --count',
    { rate: 20, count: 7, concurrency: 3 },
    { mode: { kind: 'rate', perSecond: 20, calls: 7 }, concurrency: 3 },
  ],
  [
    'a deadline and retries',
    { deadline: 30, retries: 2, 'retry-delay': 0.1, 'retry-on': 'any' },
    {
      mode: { kind: 'once' },
      concurrency: 10,
      deadline: 30_000,
      retrying: { retries: 2, delay: 100, any: true },
    },
  ],
])('%s', (_name, args, running) => {
  expect(readRunning(args)).toEqual(running);
});

test.each<[string, ProbeArguments, RegExp]>([
  ['a rate without an end', { rate: 5 }, /nothing says when it ends.*--duration SECONDS and --count/],
  ['a rate with two ends', { rate: 5, duration: 1, count: 5 }, /--duration and --count are two ends/],
  ['a rate of less than one call', { rate: 0.1, duration: 1 }, /is not one call/],
  ['a rate of nothing', { rate: 0, count: 5 }, /0 is not a rate/],
  ['a rate that is no number', { rate: Number.NaN, count: 5 }, /NaN is not a rate/],
  ['rounds at a rate', { rate: 5, watch: 1, count: 5 }, /rounds and a rate exclude each other/],
  ['rounds with two ends', { watch: 1, duration: 1, count: 5 }, /--duration and --count are two ends/],
  ['a duration of nothing', { duration: 5 }, /no --rate and no --watch/],
  ['half a call', { count: 0.5 }, /0.5 is not a whole number from 1/],
  ['a negative interval', { watch: -1 }, /-1 is not a number of seconds/],
  ['retries at a rate', { rate: 5, count: 5, retries: 1 }, /a retry is a call that the schedule/],
  ['a pause before no retry', { 'retry-delay': 1 }, /there are no retries/],
  ['rounds of a function', { watch: 5, via: 'lambda:probe' }, /the function of --via makes each call once/],
  ['no slot', { concurrency: 0 }, /0 is not a whole number from 1 to 1000/],
])('%s is refused', (_name, args, message) => {
  expect(() => readRunning(args)).toThrow(message);
});

test('all that is wrong is said at once', () => {
  const failure = (): unknown => {
    try {
      return readRunning({ count: 0, deadline: -5, concurrency: 5000 });
    } catch (error) {
      return error;
    }
  };
  expect((failure() as KitError).problems.map(({ code, where }) => [code, where])).toEqual([
    ['PROBE_BAD_OPTION', '--deadline'],
    ['PROBE_BAD_OPTION', '--count'],
    ['PROBE_BAD_OPTION', '--concurrency'],
  ]);
});

describe('--serve', () => {
  test.each<[string, object]>([
    ['9115', { host: '127.0.0.1', port: 9115 }],
    ['10.0.0.5:9115', { host: '10.0.0.5', port: 9115 }],
    ['[::1]:9115', { host: '::1', port: 9115 }],
    ['localhost:0', { host: 'localhost', port: 0 }],
  ])('%s', (serve, place) => {
    expect(readRunning({ serve }).mode).toEqual({ kind: 'serve', ...place, every: 60_000, anyTarget: false });
  });

  test.each<[string, ProbeArguments, RegExp]>([
    ['no port', { serve: '10.0.0.5' }, /is not \[address:\]port/],
    ['a name for an address', { serve: 'host.example:9115' }, /is not \[address:\]port/],
    ['a port too high', { serve: '70000' }, /is not \[address:\]port/],
    ['an end', { serve: '9115', count: 5 }, /a server has no end and no report/],
    ['a report', { serve: '9115', output: ['json'] }, /leave --serve or --output out/],
    ['any target of nothing', { 'serve-any-target': true }, /nothing is served/],
  ])('%s is refused', (_name, args, message) => {
    expect(() => readRunning(args)).toThrow(message);
  });
});
