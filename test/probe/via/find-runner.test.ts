import type { KitError } from '../../../tools/kit-error';
import { connectAws } from '../../../tools/probe/via/aws';
import { findRunner } from '../../../tools/probe/via/find-runner';
import { type FakeAccount, fakeAws } from './fake-aws';

const kept = { ...process.env };
let close = async (): Promise<void> => {};
const account: FakeAccount = {
  functions: { 'corp-probe-1': { timeout: 60, run: () => ({ value: null }) } },
  stacks: {
    'corp-on-premises': { ProbeFunction: 'corp-probe-1', Bucket: 'corp-bucket' },
    'lab-on-premises': { ProbeFunction: 'lab-probe-1', OtherFunction: 'corp-probe-1' },
  },
};

beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'for-nobody' });
});
afterEach(() => close());
afterAll(() => {
  process.env = kept;
});

async function find(name: string, changes: Partial<FakeAccount> = {}) {
  const aws = await fakeAws({ ...account, ...changes });
  close = aws.close;
  process.env.AWS_ENDPOINT_URL = aws.url;
  return findRunner(connectAws('eu-west-1'), name);
}

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:corp-probe-1';

test.each([
  ['a function', 'corp-probe-1'],
  ['an output that one stack has', 'OtherFunction'],
  ['an output of a stack', 'corp-on-premises.ProbeFunction'],
])('%s leads to the function and its time limit', async (_what, name) => {
  expect(await find(name)).toEqual({ name: 'corp-probe-1', seconds: 60 });
});

test('an ARN is asked as it is', async () => {
  const functions = { [arn]: account.functions['corp-probe-1']! };
  expect(await find(arn, { functions })).toEqual({ name: arn, seconds: 60 });
});

test.each([
  ['nobody has', 'Nothing', 'use one of: lambda:corp-on-premises.ProbeFunction'],
  ['two stacks have', 'ProbeFunction', 'lambda:lab-on-premises.ProbeFunction'],
  ['is no function’s', 'corp-on-premises.Bucket', 'check the name'],
  ['its stack lacks', 'corp-on-premises.Probe', 'lambda:corp-on-premises.ProbeFunction'],
  ['is of no stack', 'none.ProbeFunction', 'check the name'],
  ['is an ARN of nothing', arn, 'check the name'],
])('a name that %s is an error that says which there are', async (_what, name, fix) => {
  const error = (await find(name).catch((thrown: unknown) => thrown)) as KitError;
  expect(error.problems.map(({ code }) => code)).toEqual(['PROBE_VIA_NOT_FOUND']);
  expect(error.problems[0]!.fix).toContain(fix);
});

test('who may invoke and not look names the function, and is believed', async () => {
  expect(await find('corp-probe-1', { looksDenied: true })).toEqual({ name: 'corp-probe-1', seconds: 120 });
});

test('AWS out of reach is an error of the set-up, with its cause', async () => {
  process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { name: 'Error' });
  const aws = {
    timeoutOf: () => Promise.reject(refused),
    outputs: () => Promise.reject(refused),
    invoke: () => Promise.reject(refused),
  };
  await expect(findRunner(aws, 'corp-probe-1')).rejects.toThrow(/PROBE_VIA_AWS: .*ECONNREFUSED/);
  await expect(findRunner(aws, 'corp.ProbeFunction')).rejects.toThrow(/PROBE_VIA_AWS/);
});
