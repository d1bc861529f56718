import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { type Minted, mintCertificate } from '../helpers/certificates';
import { gatewayHeaders, Opened } from '../probe/helpers/servers';

const opened = new Opened();
const folder = mkdtempSync(join(tmpdir(), 'hybrid-running-'));
const ca = join(folder, 'ca.pem');
let minted: Minted;
beforeAll(async () => {
  const { ca: authority, ...leaf } = await mintCertificate(['localhost']);
  writeFileSync(ca, authority);
  minted = leaf;
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => opened.close());

/** Starts `hybrid-api probe`; `ended` has its exit code and what it wrote. */
function start(...words: string[]) {
  const launch = join(packageRoot, 'tools', 'launch.cjs');
  const child = spawn(process.execPath, [launch, 'probe', '--address', '127.0.0.1', ...words], {
    cwd: packageRoot,
    env: { ...process.env, NO_COLOR: '1' },
  });
  let stdout = '';
  let stderr = '';
  let told = (): void => {};
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    told();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    told();
  });
  const ended = new Promise<{ status: number | null; stdout: string; stderr: string }>((resolve) => {
    child.once('close', (status) => {
      resolve({ status, stdout, stderr });
      told();
    });
  });
  /** Resolves when that was written, or the process has ended. */
  const wrote = (pattern: RegExp): Promise<void> =>
    new Promise((resolve) => {
      told = () => {
        if (pattern.test(stdout + stderr) || child.exitCode !== null) resolve();
      };
      told();
    });
  return { child, ended, wrote };
}

/** A server that takes connections and says nothing; resolves when so many are there. */
async function silent(connections: number): Promise<{ port: number; reached: Promise<void> }> {
  let count = 0;
  let reach = (): void => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const port = await opened.tcp(() => {
    if (++count === connections) reach();
  });
  return { port, reached };
}

test('Ctrl-C ends at once with what is known, and the exit code says so', async () => {
  const { port, reached } = await silent(2);
  const urls = [1, 2, 3].map((number) => `https://localhost:${port}/${number}`);
  const { child, ended } = start('--json', '--concurrency', '2', ...urls);
  await reached;
  child.kill('SIGINT');
  const { status, stdout } = await ended;
  const report = JSON.parse(stdout);
  expect(status).toBe(130);
  expect(report.endedBy).toBe('interrupt');
  expect(report.results.map(({ outcome, code }: Record<string, string>) => [outcome, code])).toEqual([
    ['unknown', 'PROBE_INTERRUPTED'],
    ['unknown', 'PROBE_INTERRUPTED'],
  ]);
  expect(report.skipped).toEqual([
    { url: urls[2], method: 'GET', reason: 'Ctrl-C came before its turn', unknown: true },
  ]);
});

test('the deadline leaves what is not over unknown, and never passes', async () => {
  const { port } = await silent(1);
  const urls = [1, 2].map((number) => `https://localhost:${port}/${number}`);
  const { status, stdout } = await start('--deadline', '0.5', '--concurrency', '1', ...urls).ended;
  expect(status).toBe(3);
  expect(stdout).toContain('1 skipped: the deadline of the run came before its turn; ended by the deadline');
});

test('--watch says each round and what changes; Ctrl-C is how it ends', async () => {
  let status = 200;
  const port = await opened.https(minted, (_request, response) => {
    response.writeHead(status, gatewayHeaders).end('{}');
  });
  const url = `https://localhost:${port}/`;
  const { child, ended, wrote } = start('--ca', ca, '--expect-status', '200', '--watch', '0.1', url);
  await wrote(/round 1 {2}1 of 1 as expected/);
  status = 503;
  await wrote(/FAILS .*: 503 [A-Z_]+, was 200 FUNCTION_ANSWERED/);
  status = 200;
  await wrote(/OK .*: 200 FUNCTION_ANSWERED, was 503/);
  child.kill('SIGINT');
  const last = await ended;
  expect(last.stdout).toMatch(/FAILS (.*\n)*.*OK (.*\n)*\d+ rounds/);
  // A call that failed once in the time watched is a failure of the run.
  expect(last.status).toBe(18);
});

test('--rate reports percentiles from when calls were due', async () => {
  const port = await opened.https(minted, (_request, response) => {
    response.writeHead(200, gatewayHeaders).end('{}');
  });
  const words = ['--ca', ca, '--rate', '100', '--count', '20', '--json', `https://localhost:${port}/`];
  const { status, stdout } = await start(...words).ended;
  const { statistics, results } = JSON.parse(stdout);
  expect(status).toBe(0);
  expect(results).toHaveLength(1);
  expect(statistics).toMatchObject({
    calls: 20,
    asExpected: 20,
    codes: [{ code: 'FUNCTION_ANSWERED', count: 20 }],
    schedule: { perSecond: 100, due: 20, neverBegun: 0 },
  });
  expect(statistics.latency.p50).toBeGreaterThanOrEqual(statistics.service.p50);
});

test('--retries gives the last result, and tells that it was not the first', async () => {
  let calls = 0;
  const port = await opened.https(minted, (_request, response) => {
    response.writeHead(++calls < 3 ? 503 : 200, gatewayHeaders).end('{}');
  });
  const words = ['--ca', ca, '--expect-status', '200', '--retries', '5', '--retry-delay', '0.01'];
  const url = `https://localhost:${port}/`;
  const { status, stdout } = await start(...words, '--json', url).ended;
  expect(status).toBe(0);
  expect(JSON.parse(stdout).results).toMatchObject([
    { status: 200, asExpected: true, attempts: { count: 3, first: { status: 503, asExpected: false } } },
  ]);
  calls = 0;
  const table = await start(...words, url).ended;
  expect(table.stdout).toContain('ok, try 3');
  expect(table.stdout).toContain('1 of 1 as expected, 1 not at the first try');
});

test('many calls that pause between two tries say nothing on stderr', async () => {
  const urls = Array.from({ length: 20 }, (_, number) => `https://localhost:1/${number}`);
  const words = ['--concurrency', '20', '--retries', '1', '--retry-delay', '0.05', '--json'];
  const { stdout, stderr } = await start(...words, ...urls).ended;
  expect(stderr).toBe('');
  const { results } = JSON.parse(stdout) as { results: { attempts?: { count: number } }[] };
  expect(results.map(({ attempts }) => attempts?.count)).toEqual(urls.map(() => 2));
});

test('--serve says where, answers, and ends with Ctrl-C', async () => {
  const { child, ended, wrote } = start('--serve', '0', 'https://localhost:1/');
  await wrote(/\/metrics: 1 call every 60 s/);
  child.kill('SIGINT');
  const { status, stdout, stderr } = await ended;
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  expect(stderr).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/metrics: 1 call every 60 s; .*Ctrl-C ends it\n$/);
});
