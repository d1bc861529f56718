import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { run } from './child';
import type { Deployed } from './lane';

/**
 * `probe --via lambda:` with the deployed function, found by the stack's output and run as it was uploaded. It runs on
 * this machine, in no VPC, so that it calls a server of this machine.
 * @throws Error if the report is not of that call
 */
export async function probeVia({ synthesized, lane }: Deployed): Promise<void> {
  let calls = 0;
  const server = createServer((_, response) => {
    calls += 1;
    response.end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const launch = join(packageRoot, 'tools', 'launch.cjs');
    const args = ['--via', 'lambda:ProbeFunction', '--config', synthesized.file, '--json', url];
    const { stdout } = await run(process.execPath, [launch, 'probe', ...args], {
      env: lane.plane.env(lane.account),
      limit: 120,
    });
    const { results } = JSON.parse(stdout) as { readonly results: readonly { status?: number }[] };
    const statuses = results.map(({ status }) => status);
    if (statuses.join() !== '200' || calls !== 1)
      throw new Error(`the report has ${statuses.join() || 'nothing'}, the server ${calls} calls`);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
}
