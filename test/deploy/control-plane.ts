import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { folder, here } from './places';

/** Where deployments go: moto, or AWS itself. */
export interface ControlPlane {
  /** Variables for whoever calls it as administrator of an account. */
  env(account: string): NodeJS.ProcessEnv;
  /** Types that are made by the service's own API, as moto's CloudFormation does not make them well or at all. */
  readonly added: readonly string[];
  stop(): Promise<void>;
}

export interface MotoOptions {
  readonly python: string;
  /** Name of its folder and log. */
  readonly name: string;
  readonly region: string;
  /** Types that get stand-ins. */
  readonly lacking: readonly string[];
}

/** Seconds until it must answer; on an idle machine it takes two. */
const startLimit = 60;

/**
 * Starts a moto server of its own on a free port of 127.0.0.1.
 * @throws Error with its log if it does not start
 */
export async function startMoto({ python, name, region, lacking }: MotoOptions): Promise<ControlPlane> {
  const place = folder(name);
  const [ready, types, log] = ['ready.json', 'lacking.json', 'moto.log'].map((file) => join(place, file));
  rmSync(ready!, { force: true });
  writeFileSync(types!, JSON.stringify(lacking));
  const sources = join(here, 'moto');
  const args = ['--ready', ready!, '--functions', join(sources, 'call-function.cjs'), '--lacking', types!];
  const output = openSync(log!, 'w');
  const child = spawn(python, [join(sources, 'server.py'), ...args], {
    stdio: ['ignore', output, output],
    env: {
      PATH: process.env.PATH,
      HOME: place, // no profile of the user's is read
      NODE_PATH: join(packageRoot, 'node_modules'), // the SDK, which functions find in AWS's runtime
      PYTHONWARNINGS: 'ignore',
      PYTHONDONTWRITEBYTECODE: '1',
    },
  });
  const stop = () => end(child);
  process.once('exit', () => child.kill('SIGKILL'));
  const { port, added } = await answer(child, ready!, log!).catch(async (error: Error) => {
    await stop();
    throw error;
  });
  return {
    added,
    stop,
    env: (account) => ({
      PATH: process.env.PATH,
      HOME: place,
      CI: 'true',
      // moto takes the bucket from the path of a URL only where it reads "localhost".
      AWS_ENDPOINT_URL: `http://localhost:${port}`,
      AWS_ACCESS_KEY_ID: `MOTOKEY0${account}`,
      AWS_SECRET_ACCESS_KEY: 'not-a-secret',
      AWS_REGION: region,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_MAX_ATTEMPTS: '2', // what moto does not have stays so
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      CDK_DISABLE_CLI_TELEMETRY: 'true',
      PYTHONDONTWRITEBYTECODE: '1',
    }),
  };
}

interface Ready {
  readonly port: number;
  readonly added: readonly string[];
}

async function answer(child: ChildProcess, ready: string, log: string): Promise<Ready> {
  const end = performance.now() + startLimit * 1000;
  for (;;) {
    const told = read(ready);
    if (told !== undefined) return JSON.parse(told) as Ready;
    if (child.exitCode !== null || performance.now() > end)
      throw new Error(`moto did not start:\n${(read(log) ?? '').split('\n').slice(-12).join('\n')}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), 5_000);
  await ended;
  clearTimeout(timer);
}
