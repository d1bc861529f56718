import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import type { Load } from './load';
import { type Row, rounded, startRole } from './measure';

const connections = 16;
const milliseconds = 4000;

/** The whole chain against the emulator that most people use, both on this machine, one after the other. */
export async function benchTwin(): Promise<readonly Row[]> {
  const twin = await startRole('twin');
  const socks = (twin.ready as { socks: string }).socks;
  const chain = await drive({
    host: 'pvt-api.corp.example',
    port: 443,
    path: '/test-resource',
    connections,
    milliseconds,
    socks,
  });
  await twin.stop();
  const peer = await drivePeer();
  const what = 'twin: SOCKS, two TLS sessions, policies, Lambda worker';
  if (typeof peer === 'string')
    return [{ what, measured: `${rounded(chain, '/s')}; ${peer}`, target: '≥ 2 × serverless-offline' }];
  return [
    { what: 'serverless-offline in-process, plain HTTP', measured: rounded(peer, '/s'), target: '' },
    {
      what,
      measured: `${rounded(chain, '/s')}, ${(chain / peer).toFixed(1)} ×`,
      target: '≥ 2 × serverless-offline',
      met: chain >= 2 * peer,
    },
  ];
}

async function drive(load: Load): Promise<number> {
  const generator = await startRole('load');
  try {
    return (await generator.ask(load)) as number;
  } finally {
    await generator.stop();
  }
}

const version = '14.8.2';

/** Responses a second, or why it could not be measured. */
async function drivePeer(): Promise<number | string> {
  const folder = join(packageRoot, '.build', 'bench-peer');
  if (!existsSync(join(folder, 'node_modules', 'serverless-offline'))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"private":true}\n');
    const args = [
      'install',
      '--no-save',
      '--ignore-scripts',
      '--legacy-peer-deps',
      `serverless-offline@${version}`,
    ];
    const { status } = spawnSync('npm', args, { cwd: folder, stdio: 'ignore' });
    if (status !== 0) return 'serverless-offline could not be installed';
  }
  const service = join(folder, 'service');
  mkdirSync(service, { recursive: true });
  writeFileSync(join(service, 'package.json'), '{"type":"commonjs"}\n');
  writeFileSync(
    join(service, 'handler.js'),
    'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify({ path: event.path }) });\n',
  );
  const port = await freePort();
  const script = join(packageRoot, 'test', 'bench', 'serverless-offline.mjs');
  const child = spawn(process.execPath, [script, folder, service, String(port)], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  await once(child, 'message');
  try {
    return await drive({ host: '127.0.0.1', port, path: '/test-resource', connections, milliseconds });
  } finally {
    child.disconnect();
    await once(child, 'exit');
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
