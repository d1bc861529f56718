import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { packageRoot } from '../../tools/root';
import { median, type Row, rounded } from './measure';

const launch = join(packageRoot, 'tools', 'launch.cjs');
const config = join(packageRoot, '.build', 'deploy', 'environments', 'reference', 'hybrid.yaml');
const what = 'doctor on the reference environment in moto, as a command';
const target = '≤ 3000 ms';

/** The doctor on the reference environment, deployed to moto as `npm run test:deploy` does it. */
export async function benchDoctor(): Promise<readonly Row[]> {
  const deployed = await deployReference();
  if (!deployed)
    return [{ what, measured: 'the reference environment can’t be deployed to moto here', target }];
  try {
    const time = median(Array.from({ length: 6 }, () => runDoctor(deployed.env).ms).slice(1));
    const { lines } = runDoctor(deployed.env, '--verbose');
    const calls = lines.flatMap((line) => /^(\w+:\w+ \{.*\}) \d+ ms/.exec(line)?.[1] ?? []);
    const twice = calls.length - new Set(calls).size;
    return [
      { what, measured: rounded(time, 'ms'), target, met: time <= 3000 },
      {
        what: `doctor, calls made twice of ${calls.length}`,
        measured: `${twice}`,
        target: '0',
        met: calls.length > 0 && twice === 0,
      },
    ];
  } finally {
    await deployed.stop();
  }
}

function runDoctor(env: NodeJS.ProcessEnv, ...words: readonly string[]) {
  const started = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [launch, 'doctor', '--config', config, ...words], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  // 1 and 3: moto lacks a few things. 2 would be a doctor that could not look.
  if (status === 2 || status === null) throw new Error(`doctor ended with ${status}: ${stderr}`);
  return { ms: performance.now() - started, lines: stderr.split('\n') };
}

interface DeployedReference {
  /** How to reach moto. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

/** Undefined where Python, moto or the way to the package index is missing. */
async function deployReference(): Promise<DeployedReference | undefined> {
  const entry = join('test', 'deploy', 'run.ts');
  const child = spawn(process.execPath, [launch, '--entry', entry, '--only', 'reference', '--keep'], {
    cwd: packageRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const said = await new Promise<string>((resolve) => {
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('until Ctrl-C')) resolve(text);
    });
    child.stdout.once('end', () => resolve(text));
  });
  const env = Object.fromEntries(
    [...said.matchAll(/\b(AWS_[A-Z_]+)=(\S+)/g)].map(([, name, value]) => [name, value]),
  );
  const stop = async () => {
    child.kill('SIGINT');
    await ended;
  };
  if (env.AWS_ENDPOINT_URL && existsSync(config)) return { env, stop };
  if (child.exitCode === null) await stop();
  return undefined;
}
