import { environments } from './environments';
import { nameOfRun, objections } from './real';

const account = '111122223333';
const called = (name: string) => environments().find((one) => one.name === name)!;
const caller = { account, region: 'eu-west-1' };

test('the reference may be deployed by credentials of the account that was named, in its region', () => {
  expect(objections(called('reference'), account, caller)).toEqual([]);
});

test.each([
  [
    'credentials of another account',
    'reference',
    { ...caller, account: '999988887777' },
    'are of account 9999',
  ],
  ['no region', 'reference', { account, region: undefined }, 'AWS_REGION is not set'],
  ['another region', 'reference', { account, region: 'us-east-1' }, 'AWS_REGION is us-east-1'],
  ['several accounts', 'multi-account', caller, 'is of several accounts'],
  ['a network that is there already', 'existing-network', caller, 'takes a network or a zone as given'],
])('%s is an objection', (_, name, who, reason) => {
  expect(objections(called(name), account, who)).toEqual([expect.stringContaining(reason)]);
});

test('all objections are told at once', () => {
  const nobody = { account: undefined, region: undefined };
  expect(objections(called('multi-account'), account, nobody)).toHaveLength(3);
});

test('a run has a name that leaves room for those of its resources', () => {
  expect(nameOfRun(new Date('2026-11-21T00:00:00Z'))).toMatch(/^try-[0-9a-z]{6}$/);
});
