import { readOptions } from '../../../lambdas/probe/read-options';

test('an event says how calls are made', () => {
  const retrying = { retries: 2, delay: 500, any: false };
  const options = { allAddresses: false, concurrency: 50, timeouts: { connect: 2000 }, retrying };
  expect(readOptions({ targets: [], options })).toEqual(options);
});

test('what it leaves out is the probe’s own default', () => {
  expect(readOptions(undefined)).toEqual({});
  expect(readOptions({ options: {} })).toEqual({ timeouts: {} });
});

test.each([
  ['no object', 5],
  ['addresses', { allAddresses: 'yes' }],
  ['concurrency', { concurrency: 0.5 }],
  ['a limit', { timeouts: { connect: '5' } }],
  ['retrying', { retrying: { retries: 1.5, delay: 1, any: false } }],
  ['a limit of nothing', { timeouts: { coffee: 5 } }],
])('%s that can’t be followed is an error with a fix', (_case, options) => {
  expect(() => readOptions({ options })).toThrow(/PROBE_BAD_EVENT: .* Fix: /);
});
