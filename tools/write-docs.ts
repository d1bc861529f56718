import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from './root';
import { generatedDocuments } from './write-docs/documents';

/** Writes the generated documents; `--check` writes nothing, names those that are stale and ends with 1. */
const checkOnly = process.argv.includes('--check');
for (const { path, write } of generatedDocuments) {
  const file = join(packageRoot, path);
  const current = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const text = write(current);
  if (text === current) continue;
  if (checkOnly) {
    console.error(`${path} is stale. Fix: npm run docs`);
    process.exitCode = 1;
  } else {
    writeFileSync(file, text);
    console.log(`wrote ${path}`);
  }
}
