import { readFileSync } from 'node:fs';
import { KitError, type Problem } from '../../kit-error';
import type { ProbeArguments } from '../flags';
import type { ProbeOptions } from '../probe';
import type { Inputs, Plan } from '../read-arguments';
import type { Report, SkippedCall } from '../report';
import { checkTargets } from '../session';
import type { ProbeTarget } from '../target';
import { connectAws } from './aws';
import { findStateMachine } from './find-output';
import { allPortable, sortPortable } from './portable';
import { probeViaFunction } from './probe-via';
import { probeViaFleet } from './probe-via-fleet';
import { readVia, regionOfArn } from './read-via';
import { connectStepFunctions } from './step-functions';

/** Calls that somebody else makes, and how to let them be made. */
export interface ViaPlan extends Plan {
  readonly call: (targets: readonly ProbeTarget[], options: ProbeOptions) => Promise<Report>;
}

/**
 * What of a plan can be done by the one that `--via` names. A URL of the command line that needs a secret of this
 * machine is an error; of hybrid.yaml such calls are skipped, with the reason.
 * @throws KitError PROBE_VIA, PROBE_VIA_SECRET, PROBE_BAD_OPTION, and those of targets that can't be called as written
 */
export function planVia(
  { targets, skipped }: Plan,
  isOwnList: boolean,
  args: ProbeArguments,
  loadConfig: Inputs['loadConfig'],
): ViaPlan {
  const via = readVia(args.via ?? '');
  checkOptions(args);
  checkTargets(targets);
  const read = (path: string): string => readFileSync(path, 'utf8');
  const sorted = isOwnList ? { travelling: allPortable(targets, read), left: [] } : travellers(targets, read);
  const region = regionOfArn(via.name) ?? args.region ?? regionOfConfig(args, loadConfig);
  const invocations = args.invocations ?? 4;
  return {
    targets: sorted.travelling,
    skipped: [...skipped, ...sorted.left],
    call: async (list, options) => {
      const aws = connectAws(region);
      if (via.kind === 'lambda') return probeViaFunction(list, aws, via.name, { ...options, invocations });
      return probeViaFleet(
        list,
        connectStepFunctions(region),
        await findStateMachine(aws, via.name),
        options,
      );
    },
  };
}

function travellers(
  targets: readonly ProbeTarget[],
  read: (path: string) => string,
): { readonly travelling: readonly ProbeTarget[]; readonly left: readonly SkippedCall[] } {
  const { travelling, staying, problems } = sortPortable(targets, read);
  // With nothing left to do, why is the error.
  if (travelling.length === 0) throw new KitError(problems);
  const left = staying.map(({ target, problems: own }) => ({
    ...(target.name === undefined ? {} : { name: target.name }),
    url: target.url,
    method: target.method ?? 'GET',
    vantage: target.vantage ?? '',
    reason: own.map(({ what }) => what).join('; '),
  }));
  return { travelling, left };
}

/** Ways of running that need their clock beside the calls. */
const goingOn = ['watch', 'count', 'rate', 'serve'] as const;

function checkOptions(args: ProbeArguments): void {
  const { twin, invocations, via = '' } = args;
  const problems: Problem[] = goingOn
    .filter((flag) => args[flag] !== undefined)
    .map((flag) => ({
      code: 'PROBE_VIA',
      what: 'a function makes every call once',
      where: `--${flag}`,
      fix: 'leave it out; for calls on a schedule set operations.canary in hybrid.yaml',
    }));
  if (twin !== undefined)
    problems.push({
      code: 'PROBE_VIA',
      what: 'a twin is on this machine, where the function does not come',
      where: '--twin',
      fix: 'use --via or --twin, not both',
    });
  if (invocations !== undefined && via.startsWith('fleet:'))
    problems.push({
      code: 'PROBE_VIA',
      what: 'how many functions of a fleet call at once is a setting of its state machine',
      where: '--invocations',
      fix: 'set onPremises.fleet.concurrency in hybrid.yaml',
    });
  if (invocations !== undefined && !(Number.isInteger(invocations) && invocations >= 1 && invocations <= 100))
    problems.push({
      code: 'PROBE_BAD_OPTION',
      what: `${invocations} is not a number from 1 to 100`,
      where: '--invocations',
      fix: 'give e.g. 4',
    });
  if (problems.length > 0) throw new KitError(problems);
}

/** Of hybrid.yaml, where there is one that can be read: the functions of its stacks are there. */
function regionOfConfig(
  { config = 'hybrid.yaml' }: ProbeArguments,
  loadConfig: Inputs['loadConfig'],
): string | undefined {
  try {
    const calls = loadConfig(config);
    return 'config' in calls ? calls.config.region : undefined;
  } catch {
    return undefined; // the SDK knows AWS_REGION and profiles
  }
}
