import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { handler } from '../../../lambdas/probe/handler';
import type { ProbeTarget } from '../../../tools/probe';
import { probe } from '../../../tools/probe';
import { checkTargets } from '../../../tools/probe/session';
import { connectAws } from '../../../tools/probe/via/aws';
import { allPortable } from '../../../tools/probe/via/portable';
import { probeViaFunction } from '../../../tools/probe/via/probe-via';
import { mintAuthority } from '../../helpers/certificates';
import { gatewayHeaders, Opened } from '../helpers/servers';
import { type FakeAccount, fakeAws, type Reply } from './fake-aws';

const kept = { ...process.env };
const folder = mkdtempSync(join(tmpdir(), 'hybrid-via-'));
const opened = new Opened();
const accounts: { close(): Promise<void> }[] = [];

beforeAll(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'for-nobody' });
});
afterEach(async () => {
  await opened.close();
  for (const account of accounts.splice(0)) await account.close();
});
afterAll(() => {
  process.env = kept;
  rmSync(folder, { recursive: true });
});

/** The deployed function: the real handler, with the clock of an invocation. */
const deployed = (timeout = 120): FakeAccount['functions'][string] => ({
  timeout,
  run: async (event): Promise<Reply> => ({
    value: await handler(event, { getRemainingTimeInMillis: () => timeout * 1000 }),
  }),
});

async function standIn(account: FakeAccount) {
  const aws = await fakeAws(account);
  accounts.push(aws);
  process.env.AWS_ENDPOINT_URL = aws.url;
  return { ...aws, client: connectAws('eu-west-1') };
}

/** A gateway on loopback, and the file of its authority. */
async function gateway(): Promise<{ target: (path: string) => ProbeTarget; called: string[] }> {
  const authority = await mintAuthority();
  const minted = await authority.mint(['pvt-api.corp.example']);
  const ca = join(folder, 'ca.pem');
  writeFileSync(ca, authority.cert);
  const called: string[] = [];
  const port = await opened.https(minted, (request, response) => {
    called.push(request.url ?? '');
    response.writeHead(200, gatewayHeaders).end('{"function":"hello-1"}');
  });
  const target = (path: string): ProbeTarget => ({
    name: `call ${path}`,
    url: `https://pvt-api.corp.example:${port}${path}`,
    address: '127.0.0.1',
    ca,
    vantage: 'on-prem',
    expect: { status: 200, body: { json: { function: 'hello-1' } } },
  });
  return { target, called };
}

/** What differs from run to run. */
const timeless = ({ results }: { results: readonly object[] }) =>
  results.map((result) => ({ ...result, phases: undefined }));

const read = (path: string) => require('node:fs').readFileSync(path, 'utf8') as string;

test('the report is the one that the probe gives here, split over invocations, in order', async () => {
  const { target } = await gateway();
  const { client, invoked } = await standIn({
    functions: { 'corp-probe': deployed(20) },
    stacks: { 'corp-on-premises': { ProbeFunction: 'corp-probe' } },
  });
  const targets = Array.from({ length: 7 }, (_, index) => target(`/${index}`));
  checkTargets(targets);
  const travelling = allPortable(targets, read);
  const limits = { concurrency: 3, timeouts: { total: 15_000 } };
  const report = await probeViaFunction(travelling, client, 'ProbeFunction', limits);
  expect(invoked).toEqual(['corp-probe', 'corp-probe', 'corp-probe']);
  expect(timeless(report)).toEqual(timeless(await probe(targets)));
  expect(report.results.map(({ asExpected }) => asExpected)).toEqual(targets.map(() => true));
});

const lost: readonly [string, Reply, string, RegExp][] = [
  [
    'throws',
    { failed: { errorType: 'TypeError', errorMessage: 'x is not a function' } },
    'RUNNER_FAILED',
    /TypeError: x is not/,
  ],
  [
    'runs out of time',
    {
      failed: {
        errorType: 'Sandbox.Timedout',
        errorMessage: 'RequestId: 1 Error: Task timed out after 3.00 seconds',
      },
    },
    'RUNNER_TIMED_OUT',
    /after 3\.00 seconds/,
  ],
  [
    'returns too much',
    {
      failed: {
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
      },
    },
    'RUNNER_PAYLOAD_TOO_LARGE',
    /6291556/,
  ],
  [
    'is sent too much',
    {
      refused: {
        status: 413,
        type: 'RequestTooLargeException',
        message: 'Request must be smaller than 6291456 bytes',
      },
    },
    'RUNNER_PAYLOAD_TOO_LARGE',
    /6291456/,
  ],
  [
    'may not be invoked',
    {
      refused: {
        status: 403,
        type: 'AccessDeniedException',
        message: 'not authorized to perform: lambda:InvokeFunction',
      },
    },
    'RUNNER_DENIED',
    /lambda:InvokeFunction/,
  ],
  ['returns something else', { value: { hello: 'world' } }, 'RUNNER_FAILED', /no report/],
  [
    'forgets a target',
    { value: { schemaVersion: 1, results: [] } },
    'RUNNER_FAILED',
    /no result for this call/,
  ],
];

test.each(lost)(
  'when an invocation %s, its calls are unknown and named, and the others are made',
  async (_how, reply, code, because) => {
    const { target } = await gateway();
    const whole = deployed();
    const { client } = await standIn({
      functions: {
        probe: {
          timeout: 18,
          run: (event) => (event.targets[0]!.url.endsWith('/bad') ? reply : whole.run(event)),
        },
      },
    });
    const targets = allPortable([target('/one'), target('/bad'), target('/two')], read);
    const report = await probeViaFunction(targets, client, 'probe', {
      concurrency: 1,
      timeouts: { total: 15_000 },
    });
    expect(report.results.map(({ name }) => name)).toEqual(['call /one', 'call /bad', 'call /two']);
    expect(report.results.map(({ outcome }) => outcome)).toEqual(['pass', 'unknown', 'pass']);
    expect(report.results[1]).toMatchObject({
      code,
      because: expect.stringMatching(because),
      asExpected: false,
      hop: null,
    });
  },
);

test('a function whose time ends early returns what it knows by then', async () => {
  const { target } = await gateway();
  const silent = await opened.tcp(() => {});
  const { client } = await standIn({
    functions: {
      probe: {
        timeout: 120,
        // One second is kept back, so that none is left for the silent one.
        run: async (event) => ({ value: await handler(event, { getRemainingTimeInMillis: () => 1500 }) }),
      },
    },
  });
  const stuck = { url: `http://127.0.0.1:${silent}/`, expect: { status: 200 } };
  const { results } = await probeViaFunction(allPortable([target('/'), stuck], read), client, 'probe');
  expect(results.map(({ code, outcome }) => [code, outcome])).toEqual([
    [expect.any(String), 'pass'],
    ['PROBE_INTERRUPTED', 'unknown'],
  ]);
});

test('Ctrl-C ends at once: what is under way and what has not begun is unknown', async () => {
  const { target } = await gateway();
  const controller = new AbortController();
  const { client, invoked } = await standIn({
    functions: {
      probe: {
        timeout: 18,
        run: () => {
          controller.abort();
          return new Promise(() => {}); // never answers
        },
      },
    },
  });
  const targets = allPortable([target('/one'), target('/two')], read);
  const options = { concurrency: 1, invocations: 1, signal: controller.signal, timeouts: { total: 15_000 } };
  const { results, skipped } = await probeViaFunction(targets, client, 'probe', options);
  expect(results.map(({ code, name }) => [name, code])).toEqual([['call /one', 'PROBE_INTERRUPTED']]);
  expect(skipped).toEqual([expect.objectContaining({ name: 'call /two', unknown: true })]);
  expect(invoked).toEqual(['probe']);
});

test('results are told as they come', async () => {
  const { target } = await gateway();
  const { client } = await standIn({ functions: { probe: deployed() } });
  const told: string[] = [];
  await probeViaFunction(allPortable([target('/a'), target('/b')], read), client, 'probe', {
    onResult: ({ url }) => told.push(new URL(url).pathname),
  });
  expect(told).toEqual(['/a', '/b']);
});
