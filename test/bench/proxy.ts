import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../stacks/config';
import { bundleHandlers } from '../../stacks/lambda-code';
import { synthesize } from '../../stacks/synthesize';
import { buildModel, readAssembly } from '../../tools/assembly';
import type { Model } from '../../tools/assembly/model';
import { createFunctionRunner } from '../../tools/functions';
import { packageRoot } from '../../tools/root';
import { startTwin } from '../../tools/twin';
import { type Row, rounded, timeInChild } from './measure';

interface Measured {
  /** Median milliseconds. */
  readonly direct: number;
  readonly proxied: number;
  /** Calls a second. */
  readonly reused: number;
  readonly fresh: number;
}

/** The in-VPC proxy, from where it runs: its interface in the twin's network, in front of the backend's load balancer. */
export async function benchProxy(): Promise<readonly Row[]> {
  const { direct, proxied, reused, fresh } = await measureInVpc();
  const added = proxied - direct;
  return [
    {
      what: 'in-VPC proxy: added latency p50 over the direct call',
      measured: `${rounded(added, 'ms')} (${rounded(proxied, 'ms')} over ${rounded(direct, 'ms')})`,
      target: '≤ 1 ms',
      met: added <= 1,
    },
    {
      what: 'in-VPC proxy: throughput over a connection per call',
      measured: `${(reused / fresh).toFixed(1)} × (${rounded(reused, '/s')} over ${rounded(fresh, '/s')})`,
      target: '≥ 4 ×',
      met: reused >= 4 * fresh,
    },
    ...bundles(),
  ];
}

const handlers = ['http-proxy', 'sample-backend', 'endpoint-targets'] as const;

function bundles(): Row[] {
  const sources = Object.fromEntries(
    handlers.map((name) => [name, { entry: join(packageRoot, 'lambdas', name, 'handler.ts') }]),
  );
  const folders = bundleHandlers(sources, packageRoot);
  return handlers.flatMap((name): Row[] => {
    const file = join(folders[name]!, 'index.js');
    const kilobytes = statSync(file).size / 1024;
    const size = {
      what: `handler ${name}: bundle`,
      measured: rounded(kilobytes, 'KB'),
      target: '≤ 30 KB',
      met: kilobytes <= 30,
    };
    if (name === 'endpoint-targets') return [size]; // loads the SDK that the Lambda runtime brings
    const load = timeInChild(
      `process.env.HTTP_PROXY_BACKEND = 'http://10.20.3.4:80'; require(${JSON.stringify(file)})`,
    );
    const cold = {
      what: `handler ${name}: cold load`,
      measured: rounded(load, 'ms'),
      target: '≤ 15 ms',
      met: load <= 15,
    };
    return [size, cold];
  });
}

async function measureInVpc(): Promise<Measured> {
  const { config, dir } = loadConfig(join(packageRoot, 'docs', 'examples', 'http-proxy', 'hybrid.yaml'));
  const outdir = mkdtempSync(join(tmpdir(), 'hybrid-bench-'));
  synthesize(config, { dir, outdir });
  const model = withMeter(buildModel(readAssembly({ dir: outdir })));
  const twin = await startTwin({ model, throttling: false });
  try {
    await twin.settled();
    const { socks, dns } = twin.ready.vantages.meter as { socks: string; dns: string };
    const port = (text: string) => Number(text.split(':')[1]);
    const network = async () => ({ socks: port(socks), dns: port(dns), ca: '' });
    const runner = createFunctionRunner(model, { network });
    const meter = proxyOf(model);
    const result = await runner.invoke(meter.arn, event, 29_000);
    await runner.close();
    if (result.kind !== 'returned') throw new Error(JSON.stringify(result));
    return JSON.parse(result.payload) as Measured;
  } finally {
    await twin.close();
    rmSync(outdir, { recursive: true });
  }
}

function proxyOf(model: Model) {
  return model.functions.find(({ environment }) => environment.HTTP_PROXY_BACKEND !== undefined)!;
}

/** The proxy function runs the meter instead, and what stands where its interface is has a vantage. */
function withMeter(model: Model): Model {
  const proxy = proxyOf(model);
  const inlineCode = `const bundle = ${JSON.stringify(join(proxy.codePath!, 'index.js'))};\n${meterCode}`;
  const meter = { ...proxy, codePath: undefined, inlineCode, timeoutSeconds: 60 };
  const source = proxy.interface!;
  const vantage = { name: 'meter', kind: 'vpc', where: proxy.where, vpcId: source.vpcId, source } as const;
  return {
    ...model,
    functions: model.functions.map((one) => (one === proxy ? meter : one)),
    vantages: [...model.vantages, vantage],
  };
}

const event = {
  httpMethod: 'GET',
  path: '/',
  resource: '/',
  multiValueHeaders: { Accept: ['*/*'] },
  requestContext: { domainName: 'shop.corp.example', identity: { sourceIp: '10.20.0.9' } },
};

/** Runs in the function's thread: samples of both ways take turns, so that both meet the same machine. */
const meterCode = `
const { Agent, request } = require('node:http');
const { handler } = require(bundle);
const { hostname, port } = new URL(process.env.HTTP_PROXY_BACKEND);
const kept = new Agent({ keepAlive: true });
const context = { getRemainingTimeInMillis: () => 20000, awsRequestId: 'bench' };

function call(agent) {
  return new Promise((resolve, reject) => {
    const sent = request({ host: hostname, port: Number(port) || 80, path: '/', agent }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part) => { text += part; });
      response.on('end', () => resolve(JSON.parse(text)));
    });
    sent.on('error', reject).end();
  });
}

async function proxied(event) {
  const { statusCode, body } = await handler(event, context);
  if (statusCode !== 200) throw new Error(statusCode + ' ' + body);
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function rate(work, milliseconds) {
  let count = 0;
  const end = performance.now() + milliseconds;
  const one = async () => { while (performance.now() < end) { await work(); count += 1; } };
  await Promise.all(Array.from({ length: 8 }, one));
  return count / (milliseconds / 1000);
}

exports.handler = async (event) => {
  const ways = { direct: () => call(kept), proxied: () => proxied(event) };
  const times = { direct: [], proxied: [] };
  for (let turn = 0; turn < 600; turn++) {
    for (const [name, work] of Object.entries(ways)) {
      const taken = await timed(work);
      if (turn >= 200) times[name].push(taken);
    }
  }
  await rate(ways.proxied, 500);
  const reused = await rate(ways.proxied, 3000);
  const fresh = await rate(() => call(new Agent()), 3000);
  return { direct: median(times.direct), proxied: median(times.proxied), reused, fresh };
};
`;
