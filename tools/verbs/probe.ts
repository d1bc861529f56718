import type { CommandModule } from 'yargs';
import { KitError } from '../kit-error';
import { examples, flags, flagsWithoutDefaults, type ProbeArguments } from '../probe/flags';

interface ProbeOptions extends ProbeArguments {
  readonly url?: readonly string[];
}

const describe = 'Call the APIs for real, from here or through a twin, and name the hop that said no';

export const probeVerb: CommandModule<object, ProbeOptions> = {
  command: 'probe [url..]',
  describe,
  builder: (argv) => {
    for (const [command, meaning] of examples) argv.example(`$0 probe ${command}`.trimEnd(), meaning);
    return argv
      .positional('url', {
        type: 'string',
        array: true,
        describe: 'URLs, each with its method before it (GET unless given)',
      })
      .options(flagsWithoutDefaults)
      .epilogue(
        'Exit codes: 0 as expected, 1 not, 2 usage, 3 unknown; for one call 10–18 name the hop; 130 Ctrl-C.',
      ) as never;
  },
  handler: async ({ url, ...args }) => {
    refuseNaN(args);
    const { runProbe } = require('../probe/command') as typeof import('../probe/command');
    process.exitCode = await runProbe(url ?? [], args);
  },
};

/** yargs makes NaN of a word that is no number. */
function refuseNaN(args: Readonly<Record<string, unknown>>): void {
  const problems = Object.keys(flags)
    .filter((name) => Number.isNaN(args[name]))
    .map((name) => ({
      code: 'PROBE_BAD_OPTION',
      what: 'its value is not a number',
      where: `--${name}`,
      fix: 'give e.g. 5',
    }));
  if (problems.length > 0) throw new KitError(problems);
}
