import { handler } from '../../../lambdas/probe/handler';
import type { ProbeTarget } from '../../../tools/probe';
import type { Clock } from '../../../tools/probe/running/clock';
import type { Aws } from '../../../tools/probe/via/aws';
import { findStateMachine } from '../../../tools/probe/via/find-output';
import { probeViaFleet } from '../../../tools/probe/via/probe-via-fleet';
import { splitFleet, stateBytes } from '../../../tools/probe/via/split-fleet';
import { connectStepFunctions } from '../../../tools/probe/via/step-functions';
import { gatewayHeaders, Opened } from '../helpers/servers';
import { type Child, fakeStepFunctions } from './fake-step-functions';

const kept = { ...process.env };
const opened = new Opened();
const arn = 'arn:aws:states:eu-west-1:111122223333:stateMachine:corp-fleet';
let close = async (): Promise<void> => {};

beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'for-nobody' });
});
afterEach(async () => {
  await close();
  await opened.close();
});
afterAll(() => {
  process.env = kept;
});

async function fleet(...settings: Parameters<typeof fakeStepFunctions>) {
  const aws = await fakeStepFunctions(...settings);
  close = aws.close;
  process.env.AWS_ENDPOINT_URL = aws.url;
  return { aws, client: connectStepFunctions('eu-west-1') };
}

/** A server that the real handler calls. */
async function targetsOf(count: number): Promise<ProbeTarget[]> {
  const port = await opened.tcp((socket) => {
    const lines = Object.entries(gatewayHeaders).map(([name, value]) => `${name}: ${value}\r\n`);
    socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${lines.join('')}Content-Length: 2\r\n\r\nok`));
  });
  return Array.from({ length: count }, (_, index) => ({
    name: `call ${index}`,
    url: `http://127.0.0.1:${port}/${index}`,
    expect: { status: 200 },
  }));
}

const real = async (batch: object): Promise<Child> => ({ output: await handler(batch) });
/** Time goes on at once; each pause is told. */
const clock = (onPause: () => void = () => {}): Clock => ({
  now: () => 0,
  until: async () => {
    onPause();
    await new Promise(setImmediate);
  },
});

test('batches are called by the children of a distributed map, and told in the order of the targets', async () => {
  const targets = await targetsOf(25);
  const { aws, client } = await fleet(real);
  const told: string[] = [];
  const onResult = ({ name }: { readonly name?: string }) => told.push(name!);
  const { results, skipped } = await probeViaFleet(
    targets,
    client,
    arn,
    { concurrency: 3, onResult },
    clock(),
  );
  expect(results.map(({ name, asExpected }) => [name, asExpected])).toEqual(
    targets.map(({ name }) => [name, true]),
  );
  expect(skipped).toBeUndefined();
  expect(told).toHaveLength(25);
  expect(aws.inputs).toHaveLength(1);
  expect(JSON.parse(aws.inputs[0]!).batches.length).toBeGreaterThan(3);
});

const lost: readonly [string, Child, string, RegExp][] = [
  [
    'whose function threw',
    { error: 'TypeError', cause: '{"errorType":"TypeError","errorMessage":"x is not a function"}' },
    'RUNNER_FAILED',
    /TypeError: x is not a function/,
  ],
  [
    'whose function ran out of time',
    {
      error: 'Sandbox.Timedout',
      cause: '{"errorMessage":"RequestId: 1 Error: Task timed out after 120.00 seconds"}',
    },
    'RUNNER_TIMED_OUT',
    /120\.00 seconds/,
  ],
  [
    'whose answer is too large for a state',
    {
      error: 'States.DataLimitExceeded',
      cause: 'The state/task returned a result with a size exceeding the maximum',
    },
    'RUNNER_PAYLOAD_TOO_LARGE',
    /size exceeding/,
  ],
  [
    'for which Lambda had no concurrency',
    { error: 'Lambda.TooManyRequestsException', cause: 'Rate Exceeded.' },
    'RUNNER_THROTTLED',
    /Rate Exceeded/,
  ],
  ['that returned something else', { output: { hello: 'world' } }, 'RUNNER_FAILED', /no report/],
  ['of which nothing is heard', 'runs', 'RUNNER_FAILED', /ended as TIMED_OUT/],
];

test.each(lost)(
  'of a child %s, the calls are unknown and named; the others are made',
  async (_which, end, code, because) => {
    const targets = await targetsOf(3);
    const bad = { ...targets[1]!, url: `${targets[1]!.url}/bad` };
    const { client } = await fleet(
      (batch) => (batch.targets[0]!.url.endsWith('/bad') ? Promise.resolve(end) : real(batch)),
      { ends: end === 'runs' ? 'TIMED_OUT' : 'SUCCEEDED' },
    );
    const limits = { concurrency: 1, timeouts: { total: 100_000, firstByte: 90_000 } };
    const { results } = await probeViaFleet([targets[0]!, bad, targets[2]!], client, arn, limits, clock());
    expect(results.map(({ outcome }) => outcome)).toEqual(['pass', 'unknown', 'pass']);
    expect(results[1]).toMatchObject({ name: 'call 1', code, because: expect.stringMatching(because) });
  },
);

test('Ctrl-C stops the execution; what has come stays, the rest is unknown', async () => {
  const targets = await targetsOf(2);
  const { aws, client } = await fleet(
    (batch) => (batch.index === 0 ? real(batch) : Promise.resolve('runs')),
    {
      ends: 'RUNNING',
    },
  );
  const controller = new AbortController();
  const options = {
    concurrency: 1,
    signal: controller.signal,
    timeouts: { total: 100_000, firstByte: 90_000 },
  };
  const { results } = await probeViaFleet(
    targets,
    client,
    arn,
    options,
    clock(() => controller.abort()),
  );
  expect(results.map(({ name, code }) => [name, code === 'PROBE_INTERRUPTED'])).toEqual([
    ['call 0', false],
    ['call 1', true],
  ]);
  expect(aws.asked.at(-1)).toBe('StopExecution');
});

test('a list that no input can hold goes in several executions, one after the other; one that is refused is unknown', async () => {
  const { client, aws } = await fleet(() => Promise.resolve({ error: 'E', cause: 'c' }), { refuseStart: 2 });
  const targets = Array.from({ length: 30 }, (_, index) => ({
    name: `call ${index}`,
    url: 'https://pvt-api.corp.example/',
    body: 'x'.repeat(20_000),
  }));
  const { results } = await probeViaFleet(targets, client, arn, {}, clock());
  expect(results.map(({ name }) => name)).toEqual(targets.map(({ name }) => name));
  expect(aws.inputs).toHaveLength(2);
  expect(results.at(-1)).toMatchObject({ because: expect.stringContaining('ExecutionLimitExceeded') });
});

test('where nothing can be started, that is an error of the set-up', async () => {
  const { client } = await fleet(real, { refuseStart: 0 });
  await expect(probeViaFleet(await targetsOf(1), client, arn, {}, clock())).rejects.toThrow(
    /PROBE_VIA_AWS: .*ExecutionLimitExceeded/,
  );
});

test('inputs stay below what a state can hold, and lose nothing', () => {
  const targets = Array.from({ length: 900 }, (_, index) => ({
    url: `https://a${index}.corp.example/${'x'.repeat(400)}`,
  }));
  const executions = splitFleet(targets, { concurrency: 10 }, 20);
  expect(executions.length).toBeGreaterThan(1);
  for (const batches of executions)
    expect(Buffer.byteLength(JSON.stringify({ batches }))).toBeLessThanOrEqual(stateBytes);
  expect(executions.flat().flatMap((batch) => batch.targets)).toEqual(targets);
  expect(executions.flat().map(({ index }) => index)).toEqual(executions.flat().map((_, index) => index));
});

describe('the name of a fleet', () => {
  const outputs: Aws['outputs'] = async () => [
    { stack: 'corp-fleet', key: 'FleetArn', value: arn },
    { stack: 'corp-on-premises', key: 'ProbeFunction', value: 'corp-probe' },
  ];

  test('is an ARN, or an output that holds one', async () => {
    expect(await findStateMachine({ outputs }, arn)).toBe(arn);
    expect(await findStateMachine({ outputs }, 'FleetArn')).toBe(arn);
    expect(await findStateMachine({ outputs }, 'corp-fleet.FleetArn')).toBe(arn);
  });

  test.each([
    ['nobody has', 'Fleet', /PROBE_VIA_NOT_FOUND: .* Fix: use one of: fleet:corp-fleet\.FleetArn/],
    ['holds something else', 'ProbeFunction', /"corp-probe" is no state machine/],
  ])('that %s is an error', async (_which, name, says) => {
    await expect(findStateMachine({ outputs }, name)).rejects.toThrow(says);
  });
});
