import { resolve } from 'node:path';
import { readDocument } from '../../../stacks/config-reader/document';
import { explainIssues } from '../../../stacks/config-reader/issues';
import { KitError, type Problem } from '../../kit-error';
import { type Flag, flags } from '../flags';
import type { Layer, LayerName, Setting } from './layers';
import { refuseSecret } from './refuse-secret';
import { settingsSchema } from './settings-schema';

/** A file of settings on its way in. */
export interface SettingsText {
  readonly layer: LayerName;
  readonly text: string;
  /** Name for messages. */
  readonly file: string;
  /** Absolute path that relative paths in it are meant from. */
  readonly dir: string;
  readonly home: string;
}

/** Programs are run for whoever says so: not for a file that happens to lie in the working directory. */
const trusted = ['token-command', 'saml-command'];

/**
 * What a file of settings says. Pure.
 * @throws KitError with every problem, in the order of the file
 */
export function settingsLayer({ layer, text, file, dir, home }: SettingsText): Layer {
  const { value: written, findings, lineOf, sourceOf } = readDocument(text);
  const found: { readonly line: number; readonly problem: Problem }[] = [];
  const add = (problem: Omit<Problem, 'where'>, line: number) => {
    const { code, what, fix } = problem;
    found.push({ line, problem: { code, what, where: `${file}:${line}`, fix } });
  };
  for (const one of findings) add(one, one.line);
  const value = written ?? {};
  const parsed = settingsSchema.safeParse(value);
  const said = isMapping(value) && isMapping(value.probe) ? Object.entries(value.probe) : [];
  const secrets = new Set<string>();
  for (const [name, setting] of said) {
    const line = lineOf(['probe', name]);
    const secret = refuseSecret(name, setting, file);
    if (secret) {
      add(secret, line);
      secrets.add(name);
    }
    if (layer === 'project file' && trusted.includes(name))
      add(
        {
          code: 'PROBE_COMMAND_NOT_TRUSTED',
          what: `${name} names a program, and the file was only found in the working directory`,
          fix: 'give it by flag or in the user file, or in a probe file that --config names',
        },
        line,
      );
  }
  for (const one of explainIssues(parsed.error?.issues ?? [], { schema: settingsSchema, value, sourceOf }))
    if (!secrets.has(String(one.path[1]))) add(one, lineOf(one.path));
  if (found.length > 0 || !parsed.success)
    throw new KitError(found.sort((one, other) => one.line - other.line).map(({ problem }) => problem));
  const settings = new Map(
    said.map(([name, setting]): [string, Setting] => [
      name,
      {
        value: placed(flags[name as keyof typeof flags], setting, dir, home),
        where: `${file}:${lineOf(['probe', name])}`,
      },
    ]),
  );
  return { name: layer, settings };
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Lists as flags have them, paths from where they are meant to where they are. */
function placed({ array, path }: Flag, value: unknown, dir: string, home: string): unknown {
  if (array) return [value].flat();
  if (!path || typeof value !== 'string' || value === '-') return value;
  return resolve(dir, value.replace(/^~(?=\/|$)/, home));
}
