import { dirname, resolve } from 'node:path';
import { guess } from '../../../stacks/config-rules/rule';
import type { HybridConfig } from '../../../stacks/config-schema';
import type { FileCall } from './parse';

/** What a file says is to be called: hybrid.yaml by its expectations, a probe file by its targets. */
export type Calls =
  | { readonly config: Pick<HybridConfig, 'expect' | 'region'> }
  | { readonly targets: readonly FileCall[] };

/**
 * Reads hybrid.yaml or a probe file, whichever it is by what it holds.
 * @param path `-`: standard input, from which relative paths are meant from the working directory
 * @throws KitError
 */
export function readCalls(
  path: string,
  readStdin: () => string,
  environment: Readonly<Record<string, string | undefined>>,
): Calls {
  const own = path === '-';
  const file = own ? 'stdin' : path;
  const { parseConfigIn, readConfigText } =
    require('../../../stacks/config') as typeof import('../../../stacks/config');
  const text = own ? readStdin() : readConfigText(path);
  const dir = own ? process.cwd() : dirname(resolve(path));
  if (isProbeFile(text)) {
    const { parseProbeFile } = require('./parse') as typeof import('./parse');
    return { targets: parseProbeFile({ text, file, dir, environment }) };
  }
  return parseConfigIn(dir, text, file, { filesAreElsewhere: true });
}

const probeKeys = ['targets', 'modules', 'defaults'];
const topLevelKey = /^(?:\{\s*)?(["']?)([\w-]+)\1\s*:/gm;

/** Decided by the keys at the top, a misspelt one included. */
export function isProbeFile(text: string): boolean {
  const json = text.trimStart().startsWith('{');
  const keys = json ? keysOfJson(text) : [...text.matchAll(topLevelKey)].map(([, , key]) => key as string);
  if (keys.some((key) => probeKeys.includes(key))) return true;
  return keys.length > 0 && keys.every((key) => guess(key, probeKeys) !== undefined);
}

function keysOfJson(text: string): string[] {
  try {
    return Object.keys(JSON.parse(text));
  } catch {
    return [...text.matchAll(/["']?\b(targets|modules|defaults)["']?\s*:/g)].map(([, key]) => key as string);
  }
}
