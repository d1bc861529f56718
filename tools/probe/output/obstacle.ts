import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** Why no file can be written there; `undefined` when one can. */
export function obstacleTo(file: string): string | undefined {
  const folder = dirname(file);
  try {
    if (!statSync(folder).isDirectory()) return `"${folder}" is no folder`;
    accessSync(folder, constants.W_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? `there is no folder "${folder}"` : `"${folder}" can't be written to: ${code}`;
  }
  const there = statSync(file, { throwIfNoEntry: false });
  return there?.isDirectory() ? `"${file}" is a folder` : undefined;
}
