import { setMaxListeners } from 'node:events';
import type { LoadedConfig } from '../../stacks/config';
import { KitError } from '../kit-error';
import { checks } from './checks';
import { Clients } from './clients';
import { snapshotReads } from './drift/read/snapshot-reads';
import { diagnose } from './index';
import { type Output, parseOutputs, writeOutputs } from './outputs';
import { policyFor } from './policy';
import { liveFacts, type Made } from './read';
import type { DoctorReport } from './report/report';
import { selectChecks } from './select';

/** `hybrid-api doctor` as the command line gives it. */
export interface DoctorArguments {
  readonly only: readonly string[];
  readonly profile?: string;
  /** Seconds for the whole run. */
  readonly deadline: number;
  readonly output: readonly string[];
  readonly verbose?: boolean;
  readonly quiet?: boolean;
  readonly color?: boolean;
  readonly runbooks?: string;
}

/** The policy that the chosen checks need, or `--drift`, as JSON. @throws KitError for an unknown check */
export function printPolicy({ config }: LoadedConfig, only: readonly string[], drift = false): void {
  const policy = drift ? policyFor([], config, snapshotReads) : policyFor(selectChecks(checks, only), config);
  console.log(JSON.stringify(policy, null, 2));
}

/**
 * Reads the environment, writes the report, and gives it back.
 * @throws KitError for the command line, and where nothing can be read
 */
export async function runDoctor(loaded: LoadedConfig, args: DoctorArguments): Promise<DoctorReport> {
  const chosen = selectChecks(checks, args.only);
  const outputs: readonly Output[] = parseOutputs(args.output);
  const signal = deadlineSignal(args.deadline);
  const clients = new Clients({ region: loaded.config.region, profile: args.profile });
  const facts = liveFacts({ clients, signal, made: args.verbose ? tell : undefined });
  try {
    const report = await diagnose({
      loaded,
      facts,
      checks: chosen,
      now: new Date(),
      runbooks: args.runbooks,
    });
    writeOutputs(report, outputs, args);
    return report;
  } finally {
    clients.close();
  }
}

/**
 * Ends every call that is still going on when the time is over.
 * @param seconds of --deadline
 * @throws KitError where it is no time
 */
export function deadlineSignal(seconds: number): AbortSignal {
  if (!(seconds > 0))
    throw new KitError({
      code: 'DOCTOR_BAD_DEADLINE',
      what: Number.isNaN(seconds) ? 'the time is no number' : `${seconds} seconds is no time`,
      where: '--deadline',
      fix: 'write e.g. --deadline 30',
    });
  const signal = AbortSignal.timeout(seconds * 1000);
  setMaxListeners(0, signal); // every call listens to it
  return signal;
}

/** One line a call on stderr, as it ends. */
export function tell({ name, input, ms, error }: Made): void {
  console.error(`${name} ${JSON.stringify(input)} ${Math.round(ms)} ms${error ? ` ${error}` : ''}`);
}
