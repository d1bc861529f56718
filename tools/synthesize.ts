import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { KitError } from './kit-error';
import { packageRoot } from './root';

/**
 * Runs the CDK app in a process of its own, so that changed sources are read anew, with template validation off
 * (`npm run check` has it on).
 * @throws KitError with what the app said
 */
export function synthesizeApart(config: string, outdir: string, signal?: AbortSignal): Promise<void> {
  const app = spawn(
    process.execPath,
    [join(packageRoot, 'tools', 'launch.cjs'), '--entry', 'stacks/app.ts', '--config', config],
    {
      env: { ...process.env, CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    },
  );
  let said = '';
  app.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    app.once('error', reject);
    app.once('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new KitError({
            code: 'SYNTH_FAILED',
            what: said.trim() || `the CDK app ended with ${code}`,
            where: config,
            fix: 'mend what is named; the last templates stay as they were',
          }),
        );
    });
  });
}
