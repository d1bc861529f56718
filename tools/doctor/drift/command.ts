import type { LoadedConfig } from '../../../stacks/config';
import { readAssembly } from '../../assembly';
import { KitError } from '../../kit-error';
import type { Outcome } from '../../path/hop';
import { Clients } from '../clients';
import { deadlineSignal, tell } from '../command';
import { parseOutputs, writeForms } from '../outputs';
import { liveFacts } from '../read';
import { renderJunit } from '../report/junit';
import type { ReportAbout } from '../report/report';
import { findDrift } from './drift';
import { asReport } from './findings';
import { driftJson } from './json';
import { readSnapshot } from './read';
import { renderDrift } from './report';
import { saveAssembly } from './save';
import { isRead, type Snapshot } from './snapshot';

/** `hybrid-api doctor --drift` as the command line gives it. */
export interface DriftArguments {
  /** Folders of synthesized templates. @default cdk.out */
  readonly assembly?: readonly string[];
  /** Folder for the deployed side's templates. */
  readonly save?: string;
  readonly profile?: string;
  /** Seconds for all reads. */
  readonly deadline: number;
  /** Forms and where they go, as `--output` has them. */
  readonly output: readonly string[];
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly runbooks?: string;
  /** A line on stderr for each call. */
  readonly verbose?: boolean;
}

/**
 * Reads AWS, compares, and prints.
 * @throws KitError where templates or AWS can't be read, or nothing is deployed
 */
export async function runDrift({ config }: LoadedConfig, args: DriftArguments): Promise<Outcome> {
  const outputs = parseOutputs(args.output);
  const signal = deadlineSignal(args.deadline);
  const dirs = args.assembly?.length ? args.assembly : ['cdk.out'];
  const assembly = readAssembly({ dir: dirs });
  const clients = new Clients({ region: config.region, profile: args.profile });
  try {
    const facts = liveFacts({ clients, signal, made: args.verbose ? tell : undefined });
    const names = config.expect.map(({ call }) => hostOf(call));
    const snapshot = await readSnapshot(assembly, facts, { region: config.region, names });
    mustBeDeployed(snapshot, dirs);
    const drift = await findDrift(assembly, snapshot, config.expect, Date.now());
    if (args.save !== undefined) saveAssembly(drift.live, args.save);
    const about = aboutOf(config, snapshot);
    writeForms(outputs, (format, isFile) => {
      if (format === 'json') return JSON.stringify(driftJson(drift, about, args.runbooks), null, 2);
      if (format === 'junit') return renderJunit(asReport(drift, about));
      return renderDrift(drift, {
        color: args.color && !isFile,
        quiet: args.quiet,
        runbooks: args.runbooks,
        title: `${config.name}  ${config.region}, account ${snapshot.account || 'not known'}`,
        assembly: dirs.join(', '),
      });
    });
    return drift.outcome;
  } finally {
    clients.close();
  }
}

function aboutOf({ name, region }: LoadedConfig['config'], { account }: Snapshot): ReportAbout {
  return { environment: name, region, account: account || null, at: new Date().toISOString() };
}

/** @throws KitError where none of the stacks is there */
export function mustBeDeployed({ stacks, region }: Snapshot, dirs: readonly string[]): void {
  if (stacks.some(({ resources }) => !isRead(resources) || resources.length > 0)) return;
  const names = stacks.map(({ name }) => name).join(', ');
  throw new KitError({
    code: 'DOCTOR_NOT_DEPLOYED',
    what: `none of the stacks of ${dirs.join(', ')} is there in ${region}: ${names}`,
    where: '--drift',
    fix: 'deploy them first (npx cdk deploy --all), or check region, account and --profile',
  });
}

/** `GET https://host/path` → host */
function hostOf(call: string): string {
  return /\/\/([^/:?#\s]+)/.exec(call)?.[1]?.toLowerCase() ?? '';
}
