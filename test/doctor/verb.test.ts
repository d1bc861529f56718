import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { packageRoot } from '../../tools/root';
import { type FakeAws, identity, json, type Reply, refusal, startFakeAws } from './fake-aws';

/** The verb as a user starts it, against AWS on loopback. */
async function doctor(aws: FakeAws | undefined, words: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [join(packageRoot, 'tools', 'launch.cjs'), 'doctor', ...words], {
    cwd: packageRoot,
    env: {
      PATH: process.env.PATH,
      NO_COLOR: '1',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'a-secret-of-nobody',
      AWS_ENDPOINT_URL: aws?.url,
      ...env,
    },
  });
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.once('close', resolve)),
  ]);
  return { stdout, stderr, status };
}

const certificate = ['--only', 'certificate-issued'];
const noStack = refusal('ValidationError', 'Stack with id corp-network does not exist');
const described = (Status: string) => json({ Certificate: { Status, CertificateArn: 'arn:aws:acm:x' } });

/** STS knows the caller, CloudFormation no stack, and ACM what is given. */
const answering =
  (acm: (count: number) => Reply) =>
  (call: string, count: number): Reply => {
    if (call === 'GetCallerIdentity') return identity;
    return call === 'DescribeCertificate' ? acm(count) : noStack;
  };

let aws: FakeAws | undefined;
afterEach(async () => {
  await aws?.close();
  aws = undefined;
});

test('what is as it must be ends with 0, each call made once', async () => {
  aws = await startFakeAws(answering(() => described('ISSUED')));
  const { stdout, stderr, status } = await doctor(aws, certificate);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('corp  eu-west-1, account 111122223333');
  expect(stdout).toContain('pass: 1 passed');
  expect(aws.calls.filter((call) => call === 'GetCallerIdentity')).toHaveLength(1);
  expect(aws.calls.filter((call) => call === 'DescribeCertificate')).toHaveLength(1);
});

test('what fails ends with 1, and its report is JSON', async () => {
  aws = await startFakeAws(answering(() => described('PENDING_VALIDATION')));
  const { stdout, status } = await doctor(aws, [...certificate, '--json']);
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    schemaVersion: 1,
    outcome: 'stop',
    findings: [{ code: 'CERTIFICATE_NOT_ISSUED', evidence: { status: 'PENDING_VALIDATION' } }],
  });
});

test('what IAM denies is unknown: 3, with the action and the policy named', async () => {
  aws = await startFakeAws(
    answering(() => json({ __type: 'AccessDeniedException', message: 'not authorized' }, 400)),
  );
  const { stdout, status } = await doctor(aws, certificate);
  expect(status).toBe(3);
  expect(stdout).toContain('IAM denies acm:DescribeCertificate');
  expect(stdout).toContain('doctor --policy');
});

test('a throttled call is made again', async () => {
  const throttled = json({ __type: 'ThrottlingException', message: 'Rate exceeded' }, 400);
  aws = await startFakeAws(answering((count) => (count < 3 ? throttled : described('ISSUED'))));
  expect(await doctor(aws, certificate)).toMatchObject({ status: 0 });
  expect(aws.calls.filter((call) => call === 'DescribeCertificate')).toHaveLength(3);
});

test('what has no answer when the time is over is unknown', async () => {
  aws = await startFakeAws(answering(() => 'silent'));
  const { stdout, status } = await doctor(aws, [...certificate, '--deadline', '2']);
  expect(status).toBe(3);
  expect(stdout).toContain('READ_TIMED_OUT (certificate-issued)');
});

test('expired credentials are one line', async () => {
  aws = await startFakeAws(() => refusal('ExpiredToken', 'The security token is expired', 403));
  const { stdout, stderr, status } = await doctor(aws, []);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/^DOCTOR_CREDENTIALS_REFUSED: [^\n]*ExpiredToken[^\n]*\n$/);
});

test('so are no credentials, and no way to AWS', async () => {
  aws = await startFakeAws(() => identity);
  const none = await doctor(aws, [], { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined });
  expect(none).toMatchObject({ status: 2, stderr: expect.stringMatching(/^DOCTOR_NO_CREDENTIALS[^\n]*\n$/) });
  const nobody = await doctor(undefined, [], { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' });
  expect(nobody).toMatchObject({ status: 2, stderr: expect.stringMatching(/^DOCTOR_UNREACHABLE[^\n]*\n$/) });
});

test('each call is told on stderr, and no secret anywhere', async () => {
  aws = await startFakeAws(answering(() => described('ISSUED')));
  const { stdout, stderr } = await doctor(aws, [...certificate, '--verbose']);
  expect(stderr).toMatch(/^acm:DescribeCertificate \{.*\} \d+ ms$/m);
  expect(stdout + stderr).not.toContain('a-secret-of-nobody');
});

test('the policy needs neither credentials nor AWS', async () => {
  const env = {
    AWS_ACCESS_KEY_ID: undefined,
    AWS_SECRET_ACCESS_KEY: undefined,
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
  };
  const { stdout, status } = await doctor(undefined, ['--policy'], env);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ Version: '2012-10-17' });
});
