import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { KitError, type Problem } from '../tools/kit-error';
import { readDocument } from './config-reader/document';
import { explainIssues } from './config-reader/issues';
import { keepSound } from './config-reader/sound';
import { configRules } from './config-rules';
import type { ConfigErrorCode } from './config-rules/errors';
import type { ConfigPath, Finding, RuleContext } from './config-rules/rule';
import { configSchema, type Expectation, type HybridConfig } from './config-schema';

export { configErrors } from './config-rules/errors';
export type { ConfigPath } from './config-rules/rule';

/** The files beside hybrid.yaml; paths are relative to its folder. */
export interface ConfigFiles {
  exists(path: string): boolean;
  /** Text of a file; undefined: can't be read. @default OpenAPI files are not looked into */
  read?(path: string): string | undefined;
}

export interface ParsedConfig {
  readonly config: HybridConfig;
  /** `hybrid.yaml:41`: the line of a setting, or of the nearest one above it. */
  place(path: ConfigPath): string;
}

export interface LoadedConfig extends ParsedConfig {
  /** Absolute path of hybrid.yaml. */
  readonly file: string;
  /** Absolute path of its folder: what paths in it are relative to. */
  readonly dir: string;
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const problem = (code: ConfigErrorCode, what: string, where: string, fix: string): Problem => ({
  code,
  what,
  where,
  fix,
});

/**
 * Checks the text of hybrid.yaml: syntax, schema and rules, all in one run as far as the broken parts allow.
 * @param file name for messages
 * @throws KitError with every problem, in the order of the file
 */
export function parseConfig(text: string, file: string, files: ConfigFiles): ParsedConfig {
  const { value, findings: syntax, broken, lineOf, sourceOf } = readDocument(text);
  const place = (path: ConfigPath) => `${file}:${lineOf(path)}`;
  const located: { readonly line: number; readonly problem: Problem }[] = [];
  const add = ({ code, path, what, fix, where }: Finding, line = lineOf(path)) =>
    located.push({ line, problem: problem(code, what, where ?? `${file}:${line}`, fix) });
  for (const one of syntax) add(one, one.line);

  if (!isMapping(value) && syntax.length === 0)
    throw new KitError(
      problem(
        'CFG_TYPE',
        value === null ? `${file} is empty` : `${file} is not a mapping`,
        `${file}:1`,
        'write settings as "name: value" lines; see docs/hybrid.schema.json',
      ),
    );
  const parsed = configSchema.safeParse(value);
  if (isMapping(value)) {
    const unbroken = (parsed.error?.issues ?? []).filter(
      ({ path: [top] }) => !(typeof top === 'string' && broken.has(top) && !(top in value)),
    );
    const refused = explainIssues(unbroken, { schema: configSchema, value, sourceOf });
    for (const one of refused) add(one);
    const unsound = [...refused.map(({ path }) => path), ...[...broken].map((key) => [key])];
    const { functions = {} } = value;
    const context: RuleContext = {
      isSound: (path) => !unsound.some((other) => path.every((part, depth) => other[depth] === part)),
      functionNames: isMapping(functions) && !broken.has('functions') ? Object.keys(functions) : undefined,
      exists: (path) => files.exists(path),
      read: (path) => files.read?.(path),
    };
    const sound = keepSound(configSchema, value);
    for (const rule of configRules) for (const one of rule(sound, context)) add(one);
  }
  if (parsed.success && located.length === 0) return { config: parsed.data, place };
  throw new KitError([...located].sort((one, other) => one.line - other.line).map((one) => one.problem));
}

export interface LoadOptions {
  /** Handlers and OpenAPI files are not here, as on a host that only probes: they are neither sought nor read. @default false */
  readonly filesAreElsewhere?: boolean;
}

/**
 * Reads and checks hybrid.yaml. Reads no environment; the name in messages is `file` as given.
 * @throws KitError with every problem
 */
export function loadConfig(file: string, options: LoadOptions = {}): LoadedConfig {
  return {
    ...parseConfigIn(dirname(resolve(file)), readConfigText(file), file, options),
    file: resolve(file),
  };
}

/**
 * The text of a configuration file.
 * @throws KitError CFG_FILE
 */
export function readConfigText(file: string): string {
  try {
    return readFileSync(resolve(file), 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : "can't be read";
    throw new KitError(
      problem(
        'CFG_FILE',
        `${file} ${why}`,
        file,
        'run from the folder of hybrid.yaml, or give its path by --config',
      ),
      { cause },
    );
  }
}

/**
 * Checks a text of hybrid.yaml against the files of a folder.
 * @param dir absolute path of what paths in the text are relative to
 * @param file name for messages
 * @throws KitError with every problem
 */
export function parseConfigIn(
  dir: string,
  text: string,
  file: string,
  { filesAreElsewhere = false }: LoadOptions = {},
): Omit<LoadedConfig, 'file'> {
  const isFile = (path: string) => existsSync(resolve(dir, path)) && statSync(resolve(dir, path)).isFile();
  const read = (path: string) => {
    try {
      return readFileSync(resolve(dir, path), 'utf8');
    } catch {
      return undefined;
    }
  };
  const files: ConfigFiles = filesAreElsewhere ? { exists: () => true } : { exists: isFile, read };
  const { config, place } = parseConfig(text, file, files);
  return { config: { ...config, expect: config.expect.map((one) => placeFiles(one, dir)) }, place, dir };
}

/** Files of headers and certificates by their absolute paths: calls are made from any working directory. */
function placeFiles(expectation: Expectation, dir: string): Expectation {
  const headers = Object.entries(expectation.headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : { ...value, file: resolve(dir, value.file) },
  ]);
  const { clientCertificate: pair } = expectation;
  return {
    ...expectation,
    headers: Object.fromEntries(headers),
    ...(pair && { clientCertificate: { cert: resolve(dir, pair.cert), key: resolve(dir, pair.key) } }),
  };
}
