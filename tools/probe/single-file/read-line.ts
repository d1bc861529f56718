import { parseArgs } from 'node:util';
import { guess, suggest } from '../../../stacks/config-rules/rule';
import { KitError, type Problem } from '../../kit-error';
import { type Flag, flags, type ProbeArguments } from '../flags';

/** What the line asks for. */
export type Line =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | { readonly kind: 'completion'; readonly shell: string | undefined }
  | { readonly kind: 'probe'; readonly words: readonly string[]; readonly args: ProbeArguments };

const all = Object.entries<Flag>(flags);

const options = {
  ...Object.fromEntries(
    all.map(([name, { type, array, alias }]) => [
      name,
      {
        type: type === 'boolean' ? ('boolean' as const) : ('string' as const),
        multiple: array === true,
        ...(alias === undefined ? {} : { short: alias }),
      },
    ]),
  ),
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
} as const;

/**
 * The words of a command line, without the program. Pure.
 * @throws KitError PROBE_BAD_OPTION for every option that is unknown or has a value that can't be
 */
export function readLine(line: readonly string[]): Line {
  refuseUnknown(line);
  const { positionals, values } = parse(line);
  if (values.help) return { kind: 'help' };
  if (values.version) return { kind: 'version' };
  if (positionals[0] === 'completion') return { kind: 'completion', shell: positionals[1] };
  const [word = ''] = positionals;
  if (/^[a-z]+$/.test(word) && guess(word, ['completion']) !== undefined) {
    const what = `"${word}" is neither a URL nor a command`;
    throw new KitError({
      code: 'PROBE_BAD_OPTION',
      what,
      where: 'command line',
      fix: 'did you mean completion?',
    });
  }
  return { kind: 'probe', words: positionals, args: typed(values) };
}

function refuseUnknown(line: readonly string[]): void {
  const { tokens } = parseArgs({
    args: [...line],
    options: options as never,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const names = Object.keys(options);
  const problems = tokens.flatMap((token): Problem[] => {
    if (token.kind !== 'option') return [];
    const { name, rawName } = token;
    if (names.includes(name.replace(/^no-/, ''))) return [];
    const near = name.length > 1 ? guess(name, names) : undefined;
    const fix = near === undefined ? 'see --help' : `did you mean --${near}? See --help`;
    return [{ code: 'PROBE_BAD_OPTION', what: `there is no option ${rawName}`, where: 'command line', fix }];
  });
  if (problems.length > 0) throw new KitError(problems);
}

function parse(line: readonly string[]): {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
} {
  try {
    return parseArgs({
      args: [...line],
      options: options as never,
      allowPositionals: true,
      allowNegative: true,
    });
  } catch (cause) {
    const what = (cause as Error).message.split(/\.\s/)[0] as string;
    throw new KitError(
      { code: 'PROBE_BAD_OPTION', what, where: 'command line', fix: 'see --help' },
      { cause },
    );
  }
}

function typed(values: Readonly<Record<string, unknown>>): ProbeArguments {
  const problems: Problem[] = [];
  const entries = Object.entries(values).map(([name, value]) => {
    const { type, choices }: Flag = flags[name as keyof typeof flags];
    const refuse = (what: string, fix: string): void => {
      problems.push({ code: 'PROBE_BAD_OPTION', what, where: `--${name}`, fix });
    };
    if (choices && !choices.includes(value as string))
      refuse(`"${value}" is none of its values`, suggest(value as string, choices));
    if (type !== 'number') return [name, value];
    if (value === '' || !Number.isFinite(Number(value))) refuse(`"${value}" is not a number`, 'give e.g. 5');
    return [name, Number(value)];
  });
  if (problems.length > 0) throw new KitError(problems);
  return Object.fromEntries(entries);
}
