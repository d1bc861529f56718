import { parseArgs } from 'node:util';
import { formatProblem, KitError } from '../kit-error';
import { runProbe } from './command';
import { examples, type Flag, flags, type ProbeArguments } from './flags';

/** The single-file probe: `node hybrid-probe.cjs [URL…]`, for a host that has Node.js and nothing else. */
async function main(): Promise<void> {
  const { words, args, help } = read(process.argv.slice(2));
  if (help) process.stdout.write(helpText());
  else process.exitCode = await runProbe(words, args);
}

function read(line: string[]): { words: string[]; args: ProbeArguments; help: boolean } {
  const options = Object.fromEntries(
    Object.entries<Flag>(flags).map(([name, flag]) => [
      name,
      {
        type: flag.type === 'boolean' ? ('boolean' as const) : ('string' as const),
        multiple: flag.array === true,
        ...(flag.alias === undefined ? {} : { short: flag.alias }),
      },
    ]),
  );
  const help = { type: 'boolean', short: 'h' } as const;
  try {
    const parsed = parseArgs({
      args: line,
      options: { ...options, help },
      allowPositionals: true,
      allowNegative: true,
    });
    const { help: wanted, ...values } = parsed.values as Record<string, unknown>;
    return { words: parsed.positionals, args: typed(values), help: wanted === true };
  } catch (cause) {
    throw badOption((cause as Error).message.split('. ')[0] as string, 'command line', cause);
  }
}

function typed(values: Readonly<Record<string, unknown>>): ProbeArguments {
  const entries = Object.entries(values).map(([name, value]) => {
    const { type, choices }: Flag = flags[name as keyof typeof flags];
    if (choices && !choices.includes(value as string))
      throw badOption(`"${value}" is none of ${choices.join(', ')}`, `--${name}`);
    return [name, type === 'number' ? Number(value) : value];
  });
  return Object.fromEntries(entries);
}

function badOption(what: string, where: string, cause?: unknown): KitError {
  return new KitError({ code: 'PROBE_BAD_OPTION', what, where, fix: 'see --help' }, { cause });
}

function helpText(): string {
  const lines = ['Calls private APIs and names the hop that said no.', '', 'Examples:'];
  for (const [command, meaning] of examples) lines.push(`  hybrid-probe ${command}`, `      ${meaning}`);

  const groups = grouped(Object.entries<Flag>(flags));
  for (const [group, entries] of groups) {
    lines.push('', group);
    for (const [name, flag] of entries) {
      const short = flag.alias === undefined ? '    ' : `-${flag.alias}, `;
      const fallback = flag.default === undefined ? '' : ` [default: ${flag.default}]`;
      lines.push(`  ${short}--${name.padEnd(20)} ${flag.describe}${fallback}`);
    }
  }
  lines.push(
    '',
    'Exit codes: 0 as expected, 1 not, 2 usage, 3 unknown; for one call 10–18 name the hop.',
    '',
  );
  return lines.join('\n');
}

function grouped(entries: readonly [string, Flag][]): Map<string, [string, Flag][]> {
  const groups = new Map<string, [string, Flag][]>();
  for (const entry of entries) groups.set(entry[1].group, [...(groups.get(entry[1].group) ?? []), entry]);
  return groups;
}

main().catch((error: unknown) => {
  const text = error instanceof KitError ? error.problems.map(formatProblem).join('\n') : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 2;
});
