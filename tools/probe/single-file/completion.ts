import { suggest } from '../../../stacks/config-rules/rule';
import { KitError } from '../../kit-error';
import { type Flag, flags } from '../flags';
import { formatNames } from '../output/formats';

const shells = { bash, zsh } as const;

/**
 * The script that completes options and their values, for `source <(…)`. Pure.
 * @param shell bash or zsh
 * @throws KitError PROBE_BAD_OPTION for another shell
 */
export function completionScript(shell: string): string {
  const names = Object.keys(shells);
  if (shell in shells) return shells[shell as keyof typeof shells]();
  throw new KitError({
    code: 'PROBE_BAD_OPTION',
    what: `"${shell}" is no shell that is known here`,
    where: 'completion',
    fix: suggest(shell, names),
  });
}

interface Option {
  readonly names: readonly string[];
  readonly describe: string;
  /** `undefined`: any; none for a switch. */
  readonly values: readonly string[] | undefined;
  readonly isSwitch: boolean;
  readonly isRepeated: boolean;
}

const all: readonly Option[] = Object.entries<Flag>(flags).map(([name, flag]) => ({
  names: [`--${name}`, ...(flag.alias === undefined ? [] : [`-${flag.alias}`])],
  describe: flag.describe,
  values: name === 'output' ? formatNames : flag.choices,
  isSwitch: flag.type === 'boolean',
  isRepeated: flag.array === true,
}));

const programs = 'hybrid-probe hybrid-probe.cjs';

/** Files are completed where nothing else is known. */
function bash(): string {
  const withValue = all.filter(({ isSwitch }) => !isSwitch);
  const cases = withValue.map(({ names, values }) => {
    const reply =
      values === undefined ? 'COMPREPLY=()' : `COMPREPLY=($(compgen -W '${values.join(' ')}' -- "$cur"))`;
    return `    ${names.join('|')}) ${reply}; return ;;`;
  });
  const names = [...all.flatMap((one) => one.names), '--help', '--version'];
  return [
    '_hybrid_probe() {',
    '  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}',
    '  case $prev in',
    ...cases,
    '  esac',
    `  [[ $cur == -* ]] && COMPREPLY=($(compgen -W '${names.join(' ')}' -- "$cur"))`,
    '}',
    `complete -o default -F _hybrid_probe ${programs}`,
    '',
  ].join('\n');
}

function zsh(): string {
  const specs = all.map(({ names, describe, values, isSwitch, isRepeated }) => {
    const text = describe.replace(/[[\]\\]/g, '\\$&').replaceAll("'", `'\\''`);
    const value = isSwitch ? '' : `:value:${values === undefined ? '_files' : `(${values.join(' ')})`}`;
    const once = isRepeated ? "'*'" : names.length > 1 ? `'(${names.join(' ')})'` : '';
    const again = `${once}${names.length > 1 ? `{${names.join(',')}}` : names[0]}`;
    return `    ${again}'[${text}]${value}' \\`;
  });
  return [
    `#compdef ${programs}`,
    '_hybrid_probe() {',
    '  _arguments -s \\',
    ...specs,
    "    '(- *)'{-h,--help}'[This help]' \\",
    "    '(- *)--version[The version]' \\",
    "    '*:URL:_urls'",
    '}',
    `compdef _hybrid_probe ${programs}`,
    '',
  ].join('\n');
}
