import { spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { packageRoot } from '../../tools/root';
import { type Row, rounded } from './measure';

/** The tests, once. */
export async function benchSuite(): Promise<readonly Row[]> {
  const started = performance.now();
  const { status } = spawnSync('npm', ['test', '--silent'], { cwd: packageRoot, stdio: 'ignore' });
  const seconds = (performance.now() - started) / 1000;
  const what = status === 0 ? 'npm test' : 'npm test (FAILED)';
  return [{ what, measured: rounded(seconds, 's'), target: '≤ 60 s', met: status === 0 && seconds <= 60 }];
}
