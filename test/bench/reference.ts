import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../stacks/config';
import { synthesize } from '../../stacks/synthesize';
import { buildModel, readAssembly } from '../../tools/assembly';
import type { Model } from '../../tools/assembly/model';
import { packageRoot } from '../../tools/root';

/** The reference environment in a folder of its own. */
export function referenceEnvironment(): { readonly model: Model; readonly dir: string; remove(): void } {
  const { config, dir: home } = loadConfig(join(packageRoot, 'hybrid.yaml'));
  const dir = mkdtempSync(join(tmpdir(), 'hybrid-bench-'));
  synthesize(config, { dir: home, outdir: dir });
  return { model: buildModel(readAssembly({ dir })), dir, remove: () => rmSync(dir, { recursive: true }) };
}
