import { environments } from './environments';
import { leftBehind } from './look';
import { readOptions } from './options';

const names = ['reference', 'websocket'];
const real = ['--real', '--account', '111122223333', '--only', 'reference'];

test('without options: everything, on moto', () => {
  expect(readOptions([], names)).toEqual({ only: [], keep: false, lanes: 2 });
});

test('a real account is named, and one environment', () => {
  expect(readOptions(real, names)).toMatchObject({ real: '111122223333', only: ['reference'] });
});

test.each([
  ['an environment that is not there', ['--only', 'webscoket'], 'no environment is called webscoket'],
  ['--real without the account', ['--real', '--only', 'reference'], '--real needs --account'],
  ['--real with an account that is none', ['--real', '--account', '42', '--only', 'reference'], '--account'],
  ['--real for everything', ['--real', '--account', '111122223333'], '--real needs one --only'],
  ['an account without --real', ['--account', '111122223333'], '--account is for --real only'],
  ['no lanes', ['--lanes', '0'], '--lanes 0'],
])('%s is refused', (_, argv, message) => {
  expect(() => readOptions(argv, names)).toThrow(message);
});

test('every example and every step of the migration is an environment', () => {
  const all = environments().map(({ name }) => name);
  expect(all[0]).toBe('reference');
  expect(all).toEqual(expect.arrayContaining(['websocket', 'multi-account', 'migration/step-1-before']));
  expect(new Set(all).size).toBe(all.length);
});

test('what is left behind is what was not there before', () => {
  const before = { VPCs: ['vpc-1'], zones: [] };
  expect(leftBehind(before, { VPCs: ['vpc-1', 'vpc-2'], zones: [], keys: ['k'] })).toEqual([
    'VPCs: vpc-2',
    'keys: k',
  ]);
});
