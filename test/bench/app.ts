import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { type Row, rounded, timeCommand } from './measure';

const launch = join(packageRoot, 'tools', 'launch.cjs');

/** The CDK app run directly, and the main job. */
export async function benchApp(): Promise<readonly Row[]> {
  const outdir = mkdtempSync(join(tmpdir(), 'hybrid-bench-'));
  try {
    const floor = timeCommand(process.execPath, ['-e', 'require("aws-cdk-lib/core")']);
    const env = { CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' };
    const app = timeCommand(process.execPath, [launch, '--entry', 'stacks/app.ts'], { env });
    const start = timeCommand(process.execPath, [launch, 'start', '--assembly', outdir], { runs: 3 });
    return [
      {
        what: `app run directly (${(app / floor).toFixed(1)} × loading the CDK core)`,
        measured: rounded(app, 'ms'),
        target: '≤ 700 ms',
        met: app <= 700,
      },
      { what: 'npm start, warm', measured: rounded(start, 'ms'), target: '≤ 8,000 ms', met: start <= 8000 },
    ];
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
