import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../tools/root';
import { errorRegistries } from '../../tools/write-docs/errors';

/** Sources and cases of all tests, this folder's left out. */
const tests = readdirSync(join(packageRoot, 'test'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(ts|json|txt)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name))
  .filter((file) => !file.startsWith(join(packageRoot, 'test', 'docs')))
  .map((file) => readFileSync(file, 'utf8'))
  .join('\n');

test.each(Object.entries(errorRegistries))(
  'every code of section "%s" is raised in a test',
  (_section, registry) => {
    const untested = Object.keys(registry).filter((code) => !new RegExp(`\\b${code}\\b`).test(tests));
    expect(untested).toEqual([]);
  },
);
