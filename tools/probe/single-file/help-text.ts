import { examples, type Flag, flags } from '../flags';

/** Columns of a line. */
const width = 110;

/** The help of the single file: examples, then every option under its heading. Pure. */
export function helpText(): string {
  const lines = ['Calls private APIs and names the hop that said no.', '', 'Examples:'];
  for (const [command, meaning] of examples)
    lines.push(`  node hybrid-probe.cjs ${command}`.trimEnd(), `      ${meaning}`);
  lines.push(
    '  source <(node hybrid-probe.cjs completion bash)',
    '      complete options in this shell; or zsh',
  );
  for (const [group, entries] of groups()) {
    lines.push('', group);
    for (const [name, flag] of entries) lines.push(...describe(name, flag));
  }
  lines.push(
    '',
    'Else:',
    ...describe('help', { alias: 'h', describe: 'This' }),
    ...describe('version', { describe: 'The version' }),
    '',
    'Exit codes: 0 as expected, 1 not, 2 usage, 3 unknown; for one call 10–18 name the hop; 130 Ctrl-C.',
    '',
  );
  return lines.join('\n');
}

function groups(): Map<string, [string, Flag][]> {
  const found = new Map<string, [string, Flag][]>();
  for (const entry of Object.entries<Flag>(flags))
    found.set(entry[1].group, [...(found.get(entry[1].group) ?? []), entry]);
  return found;
}

const indent = 31;

function describe(
  name: string,
  flag: Pick<Flag, 'alias' | 'describe' | 'default' | 'choices'>,
): readonly string[] {
  const short = flag.alias === undefined ? '    ' : `-${flag.alias}, `;
  const choices = flag.choices === undefined ? '' : ` [${flag.choices.join(', ')}]`;
  const fallback = flag.default === undefined ? '' : ` [default: ${flag.default}]`;
  const words = `${flag.describe}${choices}${fallback}`.split(' ');
  const lines = [`  ${short}--${name}`.padEnd(indent - 1)];
  for (const word of words) {
    const last = lines.length - 1;
    if (`${lines[last]} ${word}`.length <= width) lines[last] += ` ${word}`;
    else lines.push(`${' '.repeat(indent)}${word}`);
  }
  return lines;
}
