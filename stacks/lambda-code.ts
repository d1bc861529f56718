import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';
import { KitError } from '../tools/kit-error';
import { packageRoot } from '../tools/root';

/**
 * Bundles handlers, all in one run: name → entry file in, name → folder with `index.js` out.
 * A folder is named after its content, so that several processes may bundle at once and an asset's hash is at hand.
 * @throws KitError BUNDLE_FAILED with esbuild's words
 */
export function bundleHandlers(
  entries: Readonly<Record<string, string>>,
  dir: string,
): Record<string, string> {
  const names = Object.keys(entries);
  if (names.length === 0) return {};
  const { outputFiles } = build(entries, dir);
  return Object.fromEntries(
    outputFiles.map(({ path, contents }) => [nameOf(path), store(nameOf(path), contents)]),
  );
}

const nameOf = (path: string) => path.split(/[\\/]/).at(-2)!;

function build(entries: Readonly<Record<string, string>>, dir: string) {
  try {
    return buildSync({
      absWorkingDir: dir,
      entryPoints: Object.entries(entries).map(([name, file]) => ({ in: file, out: `${name}/index` })),
      outdir: join(dir, '.build'),
      write: false,
      bundle: true,
      platform: 'node',
      target: 'node20', // nodejs24.x runs it as well as the twin on this machine
      format: 'cjs',
      external: ['@aws-sdk/*'], // in the Lambda runtime
      minifySyntax: true,
      legalComments: 'none',
      logLevel: 'silent',
    });
  } catch (error) {
    const { errors = [] } = error as {
      errors?: { text: string; location?: { file: string; line: number } }[];
    };
    throw new KitError(
      errors.map(({ text, location }) => ({
        code: 'BUNDLE_FAILED',
        what: text,
        where: location ? `${location.file}:${location.line}` : 'functions of hybrid.yaml',
        fix: 'mend the handler, or the `entry` that names it',
      })),
      { cause: error },
    );
  }
}

function store(name: string, contents: Uint8Array): string {
  const hash = createHash('sha256').update(contents).digest('hex').slice(0, 32);
  const folder = join(packageRoot, '.build', 'lambdas', `${name}-${hash}`);
  if (!existsSync(folder)) {
    const unfinished = `${folder}.${process.pid}`;
    mkdirSync(unfinished, { recursive: true });
    writeFileSync(join(unfinished, 'index.js'), contents);
    mkdirSync(dirname(folder), { recursive: true });
    renameSync(unfinished, folder);
  }
  return folder;
}
