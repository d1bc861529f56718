import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findEnvironment, resourceOf, stackOf } from '../../tools/doctor/environment';
import { endpointOf, waysOf } from '../../tools/doctor/places';
import { expectedStacks } from '../../tools/doctor/stacks';
import { synth } from '../helpers/synth';
import { type Answers, fakeFacts, settings } from './facts';

const deployed = JSON.parse(readFileSync(join(__dirname, 'deployed.json'), 'utf8')) as Answers;

const accounts = {
  certificate: {
    arn: 'arn:aws:acm:eu-west-1:111122223333:certificate/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f',
    names: ['*.corp.example'],
  },
  accounts: {
    hub: { id: '111122223333', endpoints: { public: 'vpce-0e0e0e0e' } },
    apis: {
      payments: {
        id: '222233334444',
        certificate: 'arn:aws:acm:eu-west-1:222233334444:certificate/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f',
      },
    },
  },
};

test('the stacks of the reference environment are those that are synthesized', () => {
  const names = expectedStacks(settings().config).map(({ part }) => part);
  expect(names.toSorted()).toEqual(Object.keys(synth().templates).sort());
});

test('resources are found by type and construct, whatever suffix CDK gave them', async () => {
  const env = await findEnvironment(settings(), fakeFacts(deployed));
  expect(resourceOf(env, 'network', 'AWS::EC2::VPC')).toMatchObject({ id: 'vpc-0a0a0a0a' });
  const [way] = waysOf(env);
  expect(endpointOf(env, way!)).toEqual({ id: 'vpce-0e0e0e0e', where: 'corp-front-door/EndpointEEF1FD8F' });
  expect(() => resourceOf(env, 'network', 'AWS::EC2::VPCEndpoint')).toThrow('has no');
});

test('credentials of an account that hybrid.yaml does not name are one clear error', async () => {
  const facts = fakeFacts({ ...deployed, 'sts:GetCallerIdentity': { Account: '999900001111' } });
  await expect(findEnvironment(settings({ account: '111122223333' }), facts)).rejects.toMatchObject({
    problems: [{ code: 'DOCTOR_WRONG_ACCOUNT', what: expect.stringContaining('999900001111') }],
  });
});

test('where no endpoint answers at all, that is the error', async () => {
  const facts = fakeFacts({
    'sts:GetCallerIdentity': 'READ_FAILED',
    'cloudformation:DescribeStacks': 'READ_FAILED',
    'cloudformation:ListStackResources': 'READ_FAILED',
  });
  await expect(findEnvironment(settings(), facts)).rejects.toMatchObject({
    problems: [{ code: 'DOCTOR_UNREACHABLE', where: 'hybrid.yaml:6' }],
  });
});

test('a stack of another account is known to be elsewhere', async () => {
  const { config, place } = settings(accounts);
  const apis = config.apis.map((api, index) => (index === 1 ? { ...api, account: 'payments' } : api));
  const env = await findEnvironment(
    { config: { ...config, apis }, place },
    fakeFacts({
      ...deployed,
      'cloudformation:DescribeStacks': 'absent',
      'cloudformation:ListStackResources': 'absent',
    }),
  );
  expect(env.stacks.filter(({ state }) => state === 'elsewhere').map(({ name }) => name)).toEqual([
    'corp-gateway-payments',
    'corp-api-pvt-api2',
  ]);
  expect(() => stackOf(env, 'api-pvt-api2')).toThrow(
    expect.objectContaining({
      code: 'OTHER_ACCOUNT_NOT_READ',
      message: expect.stringContaining('222233334444'),
    }),
  );
});
