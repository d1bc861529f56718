import type { CommandModule } from 'yargs';
import { examples, flagsWithoutDefaults, type ProbeArguments } from '../probe/flags';

interface ProbeOptions extends ProbeArguments {
  readonly url?: readonly string[];
}

const describe = 'Call the APIs for real, from here or through a twin, and name the hop that said no';

export const probeVerb: CommandModule<object, ProbeOptions> = {
  command: 'probe [url..]',
  describe,
  builder: (argv) => {
    const lines = examples.map(([command, meaning]) => `$0 probe ${command}  # ${meaning}`);
    return argv
      .usage(`$0 probe [url..]\n\n${describe}\n\nExamples:\n${lines.join('\n')}`)
      .positional('url', {
        type: 'string',
        array: true,
        describe: 'URLs, each with its method before it (GET unless given)',
      })
      .options(flagsWithoutDefaults)
      .epilogue(
        'Exit codes: 0 as expected, 1 not, 2 usage, 3 unknown; for one call 10–18 name the hop.',
      ) as never;
  },
  handler: async ({ url, ...args }) => {
    const { runProbe } = require('../probe/command') as typeof import('../probe/command');
    process.exitCode = await runProbe(url ?? [], args);
  },
};
