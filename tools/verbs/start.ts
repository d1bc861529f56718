import type { CommandModule } from 'yargs';
import type { Model } from '../assembly/model';
import { terminal } from './terminal';

interface StartOptions {
  readonly config: string;
  readonly assembly: string;
  readonly keep: boolean;
  readonly json: boolean;
}

export const startVerb: CommandModule<object, StartOptions> = {
  command: 'start',
  describe:
    'Synthesize, serve on loopback, and call every API from its vantage: the whole thing on this machine',
  builder: (argv) =>
    argv
      .example('$0 start', 'hybrid.yaml, from templates to called APIs')
      .example('$0 start --keep', 'leave the twin serving and print curl lines')
      .option('config', {
        type: 'string',
        default: 'hybrid.yaml',
        describe: 'The environment',
        requiresArg: true,
      })
      .option('assembly', {
        type: 'string',
        default: 'cdk.out',
        describe: 'Folder to synthesize into',
        requiresArg: true,
      })
      .option('keep', {
        type: 'boolean',
        default: false,
        describe: 'Keep serving until Ctrl-C',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'The probe report as JSON on stdout',
      }) as never,
  handler: async (options) => {
    const { loadConfig } = require('../../stacks/config') as typeof import('../../stacks/config');
    const { readAssembly, buildModel } = require('../assembly') as typeof import('../assembly');
    const { synthesizeApart } = require('../synthesize') as typeof import('../synthesize');
    const { startTwin } = require('../twin') as typeof import('../twin');
    const probing = require('../probe') as typeof import('../probe');
    const say = (line: string): void => console.error(line);

    const loaded = loadConfig(options.config);
    say(`synthesizing ${options.config} into ${options.assembly}`);
    await synthesizeApart(options.config, options.assembly);
    const model = buildModel(readAssembly({ dir: options.assembly }));
    say(
      `serving ${model.restApis.length + (model.httpApis?.length ?? 0) + (model.webSocketApis?.length ?? 0)} APIs to ${model.vantages.map((vantage) => vantage.name).join(', ')}`,
    );
    const twin = await startTwin({ model });
    try {
      await twin.settled();
      const targets = probing.expectationsToTargets(loaded.config, twin.ready);
      say(`calling: ${targets.length} expectations`);
      const report = probing.explainAll(await probing.probe(targets, { concurrency: 4 }));
      if (options.json) console.log(JSON.stringify(report, null, 2));
      else console.log(probing.renderTable(report, terminal()));
      process.exitCode = probing.exitCode(report);
      if (options.keep) {
        const { describeTwin } = require('../twin/describe') as typeof import('../twin/describe');
        console.log(describeTwin(twin.ready, urlsOf(model)));
        await new Promise<void>((resolve) => {
          process.once('SIGINT', () => resolve());
          process.once('SIGTERM', () => resolve());
        });
      }
    } finally {
      await twin.close();
    }
  },
};

/** Every GET route of every API by its custom name, parameters left as they are written. */
function urlsOf(model: Model): string[] {
  return model.domains.flatMap((domain) =>
    domain.mappings.flatMap((mapping) => {
      const stage = model.stages.find(({ apiId, name }) => apiId === mapping.apiId && name === mapping.stage);
      const base = mapping.basePath ? `/${mapping.basePath}` : '';
      const paths = stage?.serves.methods.filter(({ httpMethod }) => /^(GET|ANY)$/.test(httpMethod)) ?? [];
      return paths.map(({ path }) => `https://${domain.name}${base}${path}`);
    }),
  );
}
