import { spawn, spawnSync } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { probe } from '../../tools/probe';
import { packageRoot } from '../../tools/root';
import { median, type Row, rounded, startRole } from './measure';
import { benchManyProbes } from './probe-many';

/** The probe against curl on the same target, its start, and fresh probes a second. */
export async function benchProbe(): Promise<readonly Row[]> {
  const server = await startRole('tls-server');
  const { port, ca } = server.ready as { port: number; ca: string };
  try {
    const target = { url: `https://localhost:${port}/`, address: '127.0.0.1', ca };
    const rows: Row[] = [await againstCurl(target, port), await firstPacket()];
    const count = 3000;
    const targets = Array.from({ length: count }, () => target);
    await probe(targets.slice(0, 500), { concurrency: 10 });
    const started = performance.now();
    await probe(targets, { concurrency: 10 });
    const rate = (count / (performance.now() - started)) * 1000;
    rows.push({
      what: 'fresh TLS probes, concurrency 10',
      measured: rounded(rate, '/s'),
      target: '≥ 700 /s',
      met: rate >= 700,
    });
    rows.push(...(await benchManyProbes(port, ca)));
    return rows;
  } finally {
    await server.stop();
  }
}

const runs = 30;

async function againstCurl(target: { url: string; address: string; ca: string }, port: number): Promise<Row> {
  const what = 'probe − curl, worst phase (connect, tls, first byte)';
  const asked = 'within 2 ms';
  const format = '%{time_namelookup} %{time_connect} %{time_appconnect} %{time_starttransfer}';
  const args = [
    '-sk',
    '-o',
    '/dev/null',
    '-w',
    format,
    '--resolve',
    `localhost:${port}:127.0.0.1`,
    target.url,
  ];
  const theirs: number[][] = [];
  const ours: number[][] = [];
  await probe([target]);
  for (let run = 0; run < runs; run++) {
    const { status, stdout } = spawnSync('curl', args, { encoding: 'utf8' });
    if (status !== 0) return { what, measured: 'curl is not on this machine', target: asked };
    const [dns = 0, connect = 0, tls = 0, first = 0] = stdout
      .split(' ')
      .map((seconds) => Number(seconds) * 1000);
    theirs.push([connect - dns, tls - connect, first - tls]);
    const { phases } = (await probe([target])).results[0] ?? {};
    ours.push([phases?.connect ?? Number.NaN, phases?.tls ?? Number.NaN, phases?.firstByte ?? Number.NaN]);
  }
  const medianOf = (all: readonly number[][], phase: number): number =>
    median(all.map((one) => one[phase] ?? Number.NaN));
  const differences = [0, 1, 2].map((phase) => Math.abs(medianOf(ours, phase) - medianOf(theirs, phase)));
  const worst = Math.max(...differences);
  return {
    what,
    measured: `${differences.map((ms) => ms.toFixed(2)).join(', ')} ms`,
    target: asked,
    met: worst <= 2,
  };
}

/** From starting the single-file probe to its DNS question. */
async function firstPacket(): Promise<Row> {
  const built = spawnSync('npm', ['run', '--silent', 'bundle:probe'], { cwd: packageRoot, encoding: 'utf8' });
  if (built.status !== 0) throw new Error(`the probe can't be bundled: ${built.stderr}`);
  const bundle = join(packageRoot, '.build', 'hybrid-probe.cjs');
  const resolver = createSocket('udp4').bind(0, '127.0.0.1');
  await once(resolver, 'listening');
  const args = [
    bundle,
    'https://pvt-api.corp.example/',
    '--resolver',
    `127.0.0.1:${resolver.address().port}`,
  ];
  const times: number[] = [];
  for (let run = 0; run < 9; run++) {
    const started = performance.now();
    const child = spawn(process.execPath, args, { stdio: 'ignore' });
    const ended = once(child, 'exit');
    const asked = once(resolver, 'message').then(() => performance.now());
    const at = await Promise.race([asked, ended.then(() => Number.NaN)]);
    child.kill();
    await ended;
    times.push(at - started);
  }
  resolver.close();
  const start = median(times);
  return {
    what: 'single-file probe, start to first packet',
    measured: rounded(start, 'ms'),
    target: '≤ 150 ms',
    met: start <= 150,
  };
}
