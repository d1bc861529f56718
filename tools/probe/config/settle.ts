import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { KitError } from '../../kit-error';
import { type Flag, flags, type ProbeArguments } from '../flags';
import { environmentLayer } from './environment';
import { type Layer, type LayerName, type Settled, settleLayers } from './layers';

/** In the working directory. */
export const projectFile = '.hybrid-api.yaml';

/** $XDG_CONFIG_HOME/hybrid-api/config.yaml, by default in ~/.config. */
export function userFile(environment: Readonly<Record<string, string | undefined>>): string {
  const folder = environment.XDG_CONFIG_HOME || join(homedir(), '.config');
  return join(folder, 'hybrid-api', 'config.yaml');
}

/**
 * What applies to a run: flags before environment before project file before user file before defaults.
 * @param line what the command line says, and nothing else: no defaults
 * @throws KitError for a place that can't be followed; all of them at once
 */
export function settle(
  line: ProbeArguments,
  environment: Readonly<Record<string, string | undefined>>,
): Settled {
  const problems: KitError['problems'][number][] = [];
  const layers: Layer[] = [lineLayer(line)];
  const add = (read: () => Layer | undefined): void => {
    try {
      const layer = read();
      if (layer) layers.push(layer);
    } catch (error) {
      if (!(error instanceof KitError)) throw error;
      problems.push(...error.problems);
    }
  };
  add(() => environmentLayer(environment));
  add(() => fileLayer('project file', projectFile));
  add(() => fileLayer('user file', userFile(environment)));
  if (problems.length > 0) throw new KitError(problems);
  return settleLayers([...layers, defaultLayer()]);
}

function lineLayer(line: ProbeArguments): Layer {
  const said = Object.entries(line).filter(([name, value]) => name in flags && value !== undefined);
  return {
    name: 'command line',
    settings: new Map(
      said.map(([name, value]) => [
        name,
        { value: lastOf(flags[name as keyof typeof flags], value), where: `--${name}` },
      ]),
    ),
  };
}

/** Of a flag that is given twice and has one value the last counts, as in curl; one parser gives all of them. */
function lastOf({ array }: Flag, value: unknown): unknown {
  return Array.isArray(value) && !array ? value.at(-1) : value;
}

function defaultLayer(): Layer {
  const some = Object.entries<Flag>(flags).filter(([, flag]) => flag.default !== undefined);
  return {
    name: 'default',
    settings: new Map(some.map(([name, flag]) => [name, { value: flag.default, where: 'default' }])),
  };
}

function fileLayer(layer: LayerName, file: string): Layer | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new KitError(
      {
        code: 'PROBE_BAD_SETTING',
        what: `${file} can't be read: ${code}`,
        where: file,
        fix: 'let it be read, or remove it',
      },
      { cause },
    );
  }
  const { settingsLayer } = require('./settings-file') as typeof import('./settings-file');
  return settingsLayer({ layer, text, file, dir: dirname(resolve(file)), home: homedir() });
}
