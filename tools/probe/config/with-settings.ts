import { KitError } from '../../kit-error';
import { flags, type ProbeArguments } from '../flags';
import type { Settled } from './layers';
import { instead, secretKind } from './refuse-secret';
import { settle } from './settle';

/**
 * Runs a command with what applies to it, or shows what applies (`--show-settings`).
 * @param line what the command line says, without defaults
 * @returns the exit code
 * @throws KitError, in which a setting is named by where it comes from
 */
export async function withSettings(
  words: readonly string[],
  line: ProbeArguments,
  run: (settled: Settled) => Promise<number>,
): Promise<number> {
  const settled = settle(line, process.env);
  if (settled.args['show-settings']) {
    const { showSettings } = require('./show-settings') as typeof import('./show-settings');
    process.stdout.write(`${showSettings(settled)}\n`);
    return 0;
  }
  for (const note of secretsOnLine(words, line)) process.stderr.write(`note: ${note}\n`);
  try {
    return await run(settled);
  } catch (error) {
    throw error instanceof KitError ? namedByPlace(error, settled) : error;
  }
}

/** A command line is seen by everybody on the host, and kept in the shell's history. */
export function secretsOnLine(words: readonly string[], line: ProbeArguments): string[] {
  const said: [string, unknown][] = [
    ...Object.entries(line).filter(([flag]) => flag in flags),
    ['url', words],
  ];
  return said.flatMap(([flag, value]) => {
    const texts = [value].flat().filter((one) => typeof one === 'string');
    const kind = texts.map((text) => secretKind(flag, text)).find((one) => one !== undefined);
    return kind === undefined
      ? []
      : [
          `${flag === 'url' ? 'the URL' : `--${flag}`} shows ${kind} to everybody who lists the processes of this host; ${instead(flag)}`,
        ];
  });
}

/** `--max-time` as `HYBRID_PROBE_MAX_TIME (environment)`, where that is what said it. */
export function namedByPlace(error: KitError, { origins }: Settled): KitError {
  const problems = error.problems.map((problem) => {
    const [, name = ''] = /^--([a-z0-9-]+)/.exec(problem.where) ?? [];
    const origin = origins.get(name);
    if (!origin || origin.layer === 'command line' || origin.layer === 'default') return problem;
    return { ...problem, where: `${name} of the ${origin.layer}, ${origin.where}` };
  });
  return new KitError(problems, { cause: error.cause });
}
