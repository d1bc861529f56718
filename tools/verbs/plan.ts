import type { CommandModule } from 'yargs';
import { KitError } from '../kit-error';
import { type RunbookOptions, runbookOptions } from './runbook-options';
import { printJson, terminal } from './terminal';

interface PlanOptions extends RunbookOptions {
  readonly deployed: string;
  readonly assembly: string;
  readonly destroy: boolean;
  readonly json: boolean;
}

export const planVerb: CommandModule<object, PlanOptions> = {
  command: 'plan',
  describe: 'Say before a deployment what it would run into: what is still referenced, imported or protected',
  builder: (argv) =>
    runbookOptions(argv)
      .example('$0 plan --deployed cdk.out.deployed', 'from the templates of the last deployment to cdk.out')
      .example('$0 plan --deployed cdk.out --destroy', 'deletion of everything')
      .option('deployed', {
        type: 'string',
        demandOption: true,
        describe: 'The assembly that is deployed',
        requiresArg: true,
      })
      .option('assembly', {
        type: 'string',
        default: 'cdk.out',
        describe: 'The assembly to deploy',
        requiresArg: true,
      })
      .option('destroy', { type: 'boolean', default: false, describe: 'All stacks are deleted' })
      .option('json', { type: 'boolean', default: false, describe: 'JSON on stdout' }) as never,
  handler: (options) => {
    const { readAssembly } = require('../assembly') as typeof import('../assembly');
    const { planDeletion, planUpdate } = require('../plan') as typeof import('../plan');
    const { renderPlan } = require('../plan/report') as typeof import('../plan/report');
    const { nextOfPlan, runbookFor } = require('../runbooks') as typeof import('../runbooks');
    if (!options.destroy && options.assembly === options.deployed)
      throw new KitError({
        code: 'CLI_SAME_ASSEMBLY',
        what: `"${options.deployed}" is both what is deployed and what is to be`,
        where: '--deployed',
        fix: 'keep a copy of cdk.out when you deploy, e.g. cp -r cdk.out cdk.out.deployed',
      });
    const deployed = readAssembly({ dir: options.deployed });
    const traps = options.destroy
      ? planDeletion(deployed)
      : planUpdate(deployed, readAssembly({ dir: options.assembly }));
    if (options.json)
      printJson({
        schemaVersion: 1,
        traps: traps.map((one) => ({
          ...one,
          runbook: runbookFor(one.code, null, options.runbooks),
          next: nextOfPlan[one.code](),
        })),
      });
    else console.log(renderPlan(traps, { ...terminal(), runbooks: options.runbooks }));
    process.exitCode = traps.some(({ severity }) => severity === 'refused') ? 1 : 0;
  },
};
