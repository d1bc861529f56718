import { EventEmitter, once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../stacks/config';
import { synthesize } from '../../stacks/synthesize';
import { buildModel, readAssembly } from '../../tools/assembly';
import { callsFrom } from '../../tools/probe';
import { connectAws } from '../../tools/probe/via/aws';
import { probeViaFunction } from '../../tools/probe/via/probe-via';
import { packageRoot } from '../../tools/root';
import { startTwin, type Twin } from '../../tools/twin';
import { fakeAws } from '../probe/via/fake-aws';

const kept = { ...process.env };
const outdir = mkdtempSync(join(tmpdir(), 'hybrid-canary-'));
const { config, dir } = loadConfig(join(packageRoot, 'docs', 'examples', 'canary', 'hybrid.yaml'));
const lines = new EventEmitter();
const printed: Record<string, unknown>[] = [];
let twin: Twin;
let arn: string;

beforeAll(async () => {
  synthesize(config, { dir, outdir });
  const model = buildModel(readAssembly({ dir: outdir }));
  arn = model.functions.find(({ where }) => where.stack === 'watched-on-premises')!.arn;
  twin = await startTwin({
    model,
    journal: (entry) => {
      if (entry.kind !== 'function') return;
      printed.push(JSON.parse(entry.line));
      lines.emit('line');
    },
  });
  await twin.settled();
});
afterAll(async () => {
  process.env = kept;
  await twin.close();
  rmSync(outdir, { recursive: true });
});

test('the deployed canary calls every name in every zone from the data centre, and prints metrics', async () => {
  await twin.invoke(arn, { canary: true });
  while (printed.length < 4) await once(lines, 'line'); // two names, two zones each
  const seen = printed.map(({ CustomName, Zone, Success, Hop }) => [CustomName, Zone, Success, Hop]);
  expect(seen.sort()).toEqual([
    ['orders.corp.example', 'eu-west-1a', 1, 0],
    ['orders.corp.example', 'eu-west-1b', 1, 0],
    ['payments.corp.example', 'eu-west-1a', 1, 0],
    ['payments.corp.example', 'eu-west-1b', 1, 0],
  ]);
});

test('a zone that is dark leaves no metric, which its alarm takes for bad', async () => {
  printed.length = 0;
  twin.fail({ zone: 'a' });
  await twin.settled();
  await twin.invoke(arn, { canary: true });
  while (printed.length < 2) await once(lines, 'line');
  twin.heal({ zone: 'a' });
  await twin.settled();
  expect(printed.map(({ CustomName, Zone, Success }) => [CustomName, Zone, Success]).sort()).toEqual([
    ['orders.corp.example', 'eu-west-1b', 1],
    ['payments.corp.example', 'eu-west-1b', 1],
  ]);
});

test('probe --via gets its report from there', async () => {
  const aws = await fakeAws({
    functions: {
      'watched-probe': {
        timeout: 120,
        run: async (event) => {
          const result = await twin.invoke(arn, event);
          if (result.kind !== 'returned') throw new Error(result.kind);
          return { value: JSON.parse(result.payload) };
        },
      },
    },
    stacks: { 'watched-on-premises': { ProbeFunction: 'watched-probe' } },
  });
  try {
    const own = { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'for-nobody' };
    Object.assign(process.env, own, { AWS_ENDPOINT_URL: aws.url });
    const { targets } = callsFrom(config, 'on-prem');
    const { results } = await probeViaFunction(targets, connectAws('eu-west-1'), 'ProbeFunction');
    expect(results.map(({ url, method, asExpected }) => [`${method} ${url}`, asExpected])).toEqual([
      ['GET https://orders.corp.example/', true],
      ['GET https://orders.corp.example/', true],
      ['GET https://payments.corp.example/', true],
      ['GET https://payments.corp.example/', true],
      ['POST https://orders.corp.example/', true],
      ['POST https://orders.corp.example/', true],
    ]);
  } finally {
    await aws.close();
  }
});
