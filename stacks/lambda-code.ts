import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type BuildFailure, buildSync } from 'esbuild';
import { KitError, type Problem } from '../tools/kit-error';
import { packageRoot } from '../tools/root';
import { stackProblem } from './errors';

export interface HandlerSource {
  /** TypeScript or JavaScript file that exports `handler`. */
  readonly entry: string;
  /** Further files that go beside the bundle: name → text. @default none */
  readonly beside?: Readonly<Record<string, string>>;
  /** Without blanks and line ends: smaller, and nobody's code to debug in a log. @default false */
  readonly compact?: boolean;
}

/**
 * Bundles handlers, all in one run, and the compact ones in another: name → source in, name → folder with `index.js` out.
 * A folder is named after its content, so that several processes may bundle at once and an asset's hash is at hand.
 * @throws KitError BUNDLE_FAILED with esbuild's words
 */
export function bundleHandlers(
  sources: Readonly<Record<string, HandlerSource>>,
  dir: string,
): Record<string, string> {
  const entries = Object.entries(sources);
  const run = (compact: boolean) => {
    const own = entries.filter(([, source]) => (source.compact ?? false) === compact);
    return own.length === 0 ? [] : build(Object.fromEntries(own), dir, compact).outputFiles;
  };
  return Object.fromEntries(
    [...run(false), ...run(true)].map(({ path, text }) => {
      const name = basename(dirname(path));
      return [name, store(name, { 'index.js': text, ...sources[name]?.beside })];
    }),
  );
}

function build(sources: Readonly<Record<string, HandlerSource>>, dir: string, compact: boolean) {
  try {
    return buildSync({
      absWorkingDir: dir,
      entryPoints: Object.entries(sources).map(([name, { entry }]) => ({ in: entry, out: `${name}/index` })),
      outdir: join(dir, '.build'), // nothing is written there
      write: false,
      bundle: true,
      platform: 'node',
      target: 'node20', // nodejs24.x runs it as well as the twin on this machine
      format: 'cjs',
      external: ['@aws-sdk/*'], // in the Lambda runtime
      minifySyntax: true,
      minifyWhitespace: compact,
      alias: compact ? oneXmlParser() : {},
      legalComments: 'none',
      logLevel: 'silent',
    });
  } catch (error) {
    throw new KitError(explain(error as Partial<BuildFailure>), { cause: error });
  }
}

/**
 * The XML parser that xml-crypto brings, for whoever parses XML: what is checked is then what is verified, and the
 * newer version beside it takes 12 ms to load (docs/decisions/0033-saml-assertions.md). The tests do the same.
 */
function oneXmlParser(): Record<string, string> {
  const fromHere = createRequire(join(packageRoot, 'package.json'));
  const fromThere = createRequire(fromHere.resolve('xml-crypto'));
  return { '@xmldom/xmldom': fromThere.resolve('@xmldom/xmldom') };
}

function explain({ errors = [], message = '' }: Partial<BuildFailure>): Problem[] {
  const problem = (what: string, where = 'functions of hybrid.yaml') =>
    stackProblem('BUNDLE_FAILED', what, where);
  if (errors.length === 0) return [problem(message)];
  return errors.map(({ text, location }) =>
    problem(text, location ? `${location.file}:${location.line}` : undefined),
  );
}

function store(name: string, files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 32);
  const folder = join(packageRoot, '.build', 'lambdas', `${name}-${hash}`);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(join(unfinished, file), text);
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(folder)) throw error; // else another process was faster, with the same content
  }
  return folder;
}
