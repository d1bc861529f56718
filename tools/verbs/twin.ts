import type { CommandModule } from 'yargs';
import { type ChainOptions, chainOptions, loadModel, parseFailures } from './chain-options';

interface TwinOptions extends ChainOptions {
  readonly 'ready-file'?: string;
  readonly heal?: readonly string[];
  readonly watch: boolean;
  readonly config: string;
  readonly quiet: boolean;
}

export const twinVerb: CommandModule<object, TwinOptions> = {
  command: 'twin',
  describe: 'Serve the synthesized templates on loopback: real DNS, TLS, HTTP and Lambda bundles',
  builder: (argv) =>
    chainOptions(argv)
      .example('$0 twin --assembly cdk.out --ready-file ready.json', 'serve until Ctrl-C')
      .example(
        '$0 twin --ready-file ready.json --fail zone=a',
        'serve with zone a broken; on a running twin: break it now',
      )
      .example('$0 twin --ready-file ready.json --heal zone=a', 'mend it in the running twin')
      .example('$0 twin --watch', 'synthesize again and reload when a source changes')
      .option('ready-file', {
        type: 'string',
        describe: 'Written once it serves: ports of each vantage, CA',
        requiresArg: true,
      })
      .option('heal', {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'Mend this in the running twin',
        requiresArg: true,
      })
      .option('watch', {
        type: 'boolean',
        default: false,
        describe: 'Synthesize --config again and reload on change',
      })
      .option('config', {
        type: 'string',
        default: 'hybrid.yaml',
        describe: 'For --watch',
        requiresArg: true,
      })
      .option('quiet', {
        alias: 'q',
        type: 'boolean',
        default: false,
        describe: 'No log lines',
      }) as never,
  handler: async (options) => {
    const twinLibrary = require('../twin') as typeof import('../twin');
    if (options['ready-file'] && (options.fail?.length || options.heal?.length)) {
      const told = await twinLibrary.tellTwin(options['ready-file'], {
        fail: options.fail ?? [],
        heal: options.heal ?? [],
      });
      if (told) {
        for (const text of options.fail ?? []) console.error(`${text} fails in the running twin`);
        for (const text of options.heal ?? []) console.error(`${text} works again in the running twin`);
        return;
      }
    }
    const { describeTwin } = require('../twin/describe') as typeof import('../twin/describe');
    const model = loadModel(options);
    const failures = parseFailures(model, options.fail);
    const twin = await twinLibrary.startTwin({
      model,
      readyFile: options['ready-file'],
      log: options.quiet ? undefined : (line) => console.error(line),
    });
    for (const zone of failures.zones) twin.fail({ zone });
    for (const target of failures.targets) twin.fail({ target });
    await twin.settled();
    console.log(describeTwin(twin.ready));
    const watcher = options.watch
      ? (require('../watch') as typeof import('../watch')).watchAndReload({
          config: options.config,
          twin,
          outdir: options.assembly?.[0] ?? 'cdk.out',
          beside: options.assembly?.slice(1),
        })
      : undefined;
    await untilSignalled();
    watcher?.close();
    await twin.close();
  },
};

/** Resolves at the first SIGINT or SIGTERM. */
function untilSignalled(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}
