import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';

/** Sources of this folder, also when it runs as a bundle. */
export const here = join(packageRoot, 'test', 'deploy');

/** What a run leaves to look at: virtual environment, assemblies, logs. Not in git. */
export const workFolder = join(packageRoot, '.build', 'deploy');

/** A folder of the run, made if it is not there. */
export function folder(...path: string[]): string {
  const made = join(workFolder, ...path);
  mkdirSync(made, { recursive: true });
  return made;
}
