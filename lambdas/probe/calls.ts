import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsFrom } from '../../tools/probe';

/** The targets of calls.json, which synth writes beside the bundle: a function's environment ends at 4 KB. */
export function expectedCalls(folder: string): string | undefined {
  const file = join(folder, 'calls.json');
  if (!existsSync(file)) return undefined;
  const expect = JSON.parse(readFileSync(file, 'utf8'));
  return JSON.stringify(callsFrom({ expect }, 'on-prem').targets);
}
