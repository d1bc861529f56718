import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { packageRoot } from '../../tools/root';
import { type Child, median, type Row, rounded, startRole } from './measure';

const count = 1000;
const atOnce = 50;
const rounds = 7;
const what = '1,000 TLS probes, concurrency 50';

/** A thousand targets against blackbox_exporter on the same server, turn and turn about; and what memory they take. */
export async function benchManyProbes(port: number, ca: string): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hybrid-bench-'));
  try {
    return [await againstBlackbox(port, ca, folder), memory(port, ca, folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function againstBlackbox(port: number, ca: string, folder: string): Promise<Row> {
  const many = await startRole('probe-many');
  const url = `https://localhost:${port}/`;
  const targets = Array.from({ length: count }, (_, index) => ({
    name: `target ${index}`,
    url,
    address: '127.0.0.1',
    ca,
  }));
  const blackbox = await startBlackbox(ca, folder);
  try {
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const own = await rateOfMany(many, targets);
      const other = blackbox?.rate(url);
      if (round === 0) continue; // both are warm then
      ours.push(own);
      if (other !== undefined) theirs.push(other);
    }
    const rate = median(ours);
    if (!blackbox) {
      const missing = 'no blackbox_exporter or hey: apt-get install prometheus-blackbox-exporter hey';
      return { what, measured: `${rounded(rate, '/s')} (${missing})`, target: '≥ blackbox_exporter' };
    }
    return {
      what,
      measured: `${rounded(rate, '/s')}, blackbox_exporter ${rounded(median(theirs), '/s')}`,
      target: '≥ blackbox_exporter',
      met: rate >= median(theirs),
    };
  } finally {
    await blackbox?.stop();
    await many.stop();
  }
}

async function rateOfMany(many: Child, targets: readonly object[]): Promise<number> {
  const { ms, answered } = (await many.ask(targets)) as { ms: number; answered: number };
  if (answered !== count) throw new Error(`${answered} of ${count} probes were answered`);
  return (count / ms) * 1000;
}

/** blackbox_exporter, driven by hey; undefined where one of them is not installed. */
async function startBlackbox(ca: string, folder: string) {
  const program = ['prometheus-blackbox-exporter', 'blackbox_exporter'].find(isInstalled);
  if (program === undefined || !isInstalled('hey')) return undefined;
  const config = join(folder, 'blackbox.yml');
  const http = { preferred_ip_protocol: 'ip4', tls_config: { ca_file: ca } };
  // JSON is YAML.
  writeFileSync(config, JSON.stringify({ modules: { local: { prober: 'http', timeout: '10s', http } } }));
  const at = `127.0.0.1:${await freePort()}`;
  const args = [`--config.file=${config}`, `--web.listen-address=${at}`, '--log.level=error'];
  const child = spawn(program, args, { stdio: 'ignore' });
  const probeAt = (url: string): string =>
    `http://${at}/probe?module=local&target=${encodeURIComponent(url)}`;
  await untilAnswers(`http://${at}/-/healthy`);
  return {
    rate: (url: string): number => {
      const args = ['-n', String(count), '-c', String(atOnce), '-t', '30', probeAt(url)];
      const { stdout } = spawnSync('hey', args, { encoding: 'utf8' });
      if (!stdout.includes(`[200]\t${count} responses`)) throw new Error(`hey: ${stdout}`);
      return Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]);
    },
    stop: () =>
      new Promise<void>((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}

function isInstalled(program: string): boolean {
  return spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

async function untilAnswers(url: string): Promise<void> {
  const end = performance.now() + 10_000;
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    if (performance.now() > end) throw new Error(`${url} does not answer`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The most that the single file takes for the whole command: file of targets, calls, report as JSON. */
function memory(port: number, ca: string, folder: string): Row {
  const file = join(folder, 'targets.json');
  const targets = Array.from({ length: count }, (_, index) => ({
    name: `target ${index}`,
    url: `https://localhost:${port}/${index}`,
  }));
  writeFileSync(file, JSON.stringify({ defaults: { ca, address: '127.0.0.1' }, targets }));
  const bundle = join(packageRoot, '.build', 'hybrid-probe.cjs');
  const script = `process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS)); require(${JSON.stringify(bundle)})`;
  const args = ['-e', script, 'probe', '--config', file, '--concurrency', String(atOnce), '-o', 'json'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  const answered = (JSON.parse(stdout) as { results: { status: number | null }[] }).results.filter(
    ({ status }) => status === 200,
  ).length;
  if (answered !== count) throw new Error(`${answered} of ${count} probes were answered: ${stderr}`);
  const megabytes = Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024;
  return {
    what: `${what}: peak of resident memory`,
    measured: rounded(megabytes, 'MB'),
    target: '≤ 120 MB',
    met: megabytes <= 120,
  };
}
