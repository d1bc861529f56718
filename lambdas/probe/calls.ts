import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsFrom, type ProbeTarget } from '../../tools/probe';

/** The targets of calls.json, which synth writes beside the bundle: a function's environment ends at 4 KB. */
export function expectedCalls(folder: string): string | undefined {
  const expect = readBeside(folder, 'calls.json');
  return expect === undefined ? undefined : JSON.stringify(targetsOf(expect, folder));
}

/**
 * Entries of `expect` as targets; API keys that api-keys.json has by the names of their secrets, which the function's
 * role may read. Calls that need another secret are left out.
 */
export function targetsOf(expect: unknown, folder: string): ProbeTarget[] {
  const secrets = (readBeside(folder, 'api-keys.json') ?? {}) as Record<string, string>;
  return callsFrom({ expect: expect as never }, 'on-prem', { secrets }).targets;
}

/** A JSON file beside the bundle; undefined: there is none. */
export function readBeside(folder: string, name: string): unknown {
  const file = join(folder, name);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
