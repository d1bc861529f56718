import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../stacks/config';
import { packageRoot } from '../../tools/root';

test('a probe host needs hybrid.yaml and none of the files it names', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hybrid-probe-host-'));
  const file = join(folder, 'hybrid.yaml');
  try {
    copyFileSync(join(packageRoot, 'hybrid.yaml'), file);
    expect(() => loadConfig(file)).toThrow('CFG_FILE');
    expect(loadConfig(file, { filesAreElsewhere: true }).config.expect).not.toHaveLength(0);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
