import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteRight } from './policy';

/** What every ready authorizer is told; synth writes it beside the bundle (stacks/authorizer-code.ts). */
export interface Settings {
  /** For log lines. */
  readonly name: string;
  readonly routes: readonly RouteRight[];
}

/** The authorizer.json of a bundle. */
export function readSettings<T extends Settings>(folder: string): T {
  return JSON.parse(readFileSync(join(folder, 'authorizer.json'), 'utf8'));
}
