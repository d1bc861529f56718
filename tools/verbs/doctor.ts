import type { CommandModule } from 'yargs';
import { KitError } from '../kit-error';
import { exitCodes } from './exit-codes';
import { type RunbookOptions, runbookOptions } from './runbook-options';
import { terminal } from './terminal';

interface DoctorOptions extends RunbookOptions {
  readonly config: string;
  readonly only?: readonly string[];
  readonly profile?: string;
  readonly deadline: number;
  readonly output?: readonly string[];
  readonly json: boolean;
  readonly policy: boolean;
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly drift: boolean;
  readonly assembly?: readonly string[];
  readonly save?: string;
}

export const doctorVerb: CommandModule<object, DoctorOptions> = {
  command: 'doctor',
  describe:
    'Look at the deployed environment, read-only, and say what keeps calls from working, or soon will',
  builder: (argv) =>
    runbookOptions(argv)
      .example('$0 doctor', 'everything that hybrid.yaml says is deployed')
      .example('$0 doctor --only dns --only certificate-issued', 'one hop, and one check')
      .example('$0 doctor -o table -o junit=doctor.xml', 'for people, and for a pipeline')
      .example('$0 doctor --drift', 'where what is deployed and cdk.out part, hop by hop')
      .example('$0 doctor --policy', 'what IAM must allow for it; needs no credentials')
      .option('config', {
        type: 'string',
        default: 'hybrid.yaml',
        describe: 'The environment',
        requiresArg: true,
      })
      .option('only', {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'A hop or a check; again for more',
        requiresArg: true,
      })
      .option('profile', {
        type: 'string',
        describe: 'Of ~/.aws/config [default: AWS_PROFILE, or the chain of the SDK]',
        requiresArg: true,
      })
      .option('deadline', {
        type: 'number',
        default: 60,
        describe: 'Seconds for the whole run; what has no answer by then is unknown',
        requiresArg: true,
      })
      .option('output', {
        alias: 'o',
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'table, json or junit, each to stdout or to =FILE',
        requiresArg: true,
      })
      .option('json', { type: 'boolean', default: false, describe: 'Short for -o json' })
      .option('policy', {
        type: 'boolean',
        default: false,
        describe: 'Print the least IAM policy for it, and look at nothing',
      })
      .option('drift', {
        type: 'boolean',
        default: false,
        describe: 'Walk every expectation on cdk.out and on what AWS has, and say where the two part',
      })
      .option('assembly', {
        type: 'string',
        array: true,
        nargs: 1,
        describe: 'With --drift: folder of synthesized templates; again for more [default: cdk.out]',
        requiresArg: true,
      })
      .option('save', {
        type: 'string',
        describe: 'With --drift: folder for what AWS has as templates, for trace --assembly and twin',
        requiresArg: true,
      })
      .option('verbose', {
        type: 'boolean',
        describe: 'Passes and evidence too, and each call of AWS on stderr',
      })
      .option('quiet', {
        alias: 'q',
        type: 'boolean',
        describe: 'Only what fails or is unknown',
      })
      .conflicts('verbose', 'quiet')
      .epilogue('Exit codes: 0 all pass, 1 something fails, 2 usage, 3 something is unknown.') as never,
  handler: async (options) => {
    const { loadConfig } = require('../../stacks/config') as typeof import('../../stacks/config');
    const { printPolicy, runDoctor } = require('../doctor/command') as typeof import('../doctor/command');
    checkDriftOptions(options);
    const loaded = loadConfig(options.config, { filesAreElsewhere: true });
    const only = options.only ?? [];
    if (options.policy) return printPolicy(loaded, only, options.drift);
    const output = [...(options.output ?? []), ...(options.json ? ['json'] : [])];
    if (options.drift) {
      const { runDrift } = require('../doctor/drift/command') as typeof import('../doctor/drift/command');
      process.exitCode = exitCodes[await runDrift(loaded, { ...options, output, ...terminal() })];
      return;
    }
    const report = await runDoctor(loaded, { ...options, only, output, ...terminal() });
    process.exitCode = exitCodes[report.outcome];
  },
};

type DriftChoice = Pick<DoctorOptions, 'drift' | 'assembly' | 'save' | 'only'>;

/** @throws KitError for options that have no meaning together */
export function checkDriftOptions({ drift, assembly, save, only }: DriftChoice): void {
  const needless = drift
    ? [only?.length && '--only']
    : [assembly?.length && '--assembly', save !== undefined && '--save'];
  const problems = needless.flatMap((option) =>
    option
      ? [
          {
            code: 'DOCTOR_DRIFT_OPTION',
            what: drift
              ? `${option} has no meaning with --drift, which walks whole calls`
              : `${option} is for --drift`,
            where: option,
            fix: drift ? `leave ${option} out` : 'add --drift',
          },
        ]
      : [],
  );
  if (problems.length > 0) throw new KitError(problems);
}
