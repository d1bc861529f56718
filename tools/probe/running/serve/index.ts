import type { AddressInfo } from 'node:net';
import type { Run } from '../mode';
import type { Mode } from '../read-running';
import { serve } from './serve';

/** `--serve`: until Ctrl-C, which is how it ends. */
export async function runServe(run: Run<Extract<Mode, { kind: 'serve' }>>): Promise<undefined> {
  const { plan, mode, concurrency, options, runbooks, say } = run;
  const tell = ({ address, family, port }: AddressInfo): void => {
    const at = `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
    const calls = plan.targets.length === 1 ? '1 call' : `${plan.targets.length} calls`;
    say(`${at}/metrics: ${calls} every ${mode.every / 1000} s; ${at}/probe?target=…; Ctrl-C ends it`);
    if (!/^(127\.|::1$)/.test(address))
      say(`note: whoever reaches ${address}:${port} can have these calls made`);
  };
  await serve(plan.targets, { ...mode, concurrency }, { ...options, runbooks }, tell);
}
