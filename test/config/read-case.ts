import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig } from '../../stacks/config';
import { KitError, type Problem } from '../../tools/kit-error';

export const caseFolder = join(__dirname, '..', 'cases', 'config');

/** Names of the configs in a folder of the cases, without `.yaml`. */
export function caseNames(folder = '.'): string[] {
  return readdirSync(join(caseFolder, folder))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort();
}

export const readCase = (file: string) => readFileSync(join(caseFolder, file), 'utf8');

/** Handlers are there unless their path says "missing"; other files are those of the case folder. */
const files = {
  exists: (path: string) =>
    /^lambdas\/(?!.*missing)/.test(path) || (path.startsWith('files/') && existsSync(join(caseFolder, path))),
  read: (path: string) => (existsSync(join(caseFolder, path)) ? readCase(path) : undefined),
};

export const parseText = (text: string) => parseConfig(text, 'hybrid.yaml', files);

/** What is wrong with a text; nothing for a good one. */
export function problemsOf(text: string): readonly Problem[] {
  try {
    parseText(text);
    return [];
  } catch (error) {
    if (error instanceof KitError) return error.problems;
    throw error;
  }
}
