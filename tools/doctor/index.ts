import type { LoadedConfig } from '../../stacks/config';
import type { Check } from './check';
import { runChecks } from './check';
import { findEnvironment } from './environment';
import type { Facts } from './read';
import { type DoctorReport, summarize } from './report/report';

export interface DiagnoseOptions {
  readonly loaded: Pick<LoadedConfig, 'config' | 'place'>;
  readonly facts: Facts;
  readonly checks: readonly Check[];
  readonly now: Date;
  /** Folder or address of the runbooks. @default docs/runbooks/ */
  readonly runbooks?: string;
}

/**
 * Looks at a deployed environment and says what it finds.
 * @throws KitError where nothing can be read at all: credentials, account, region
 */
export async function diagnose(options: DiagnoseOptions): Promise<DoctorReport> {
  const { loaded, facts, checks, now, runbooks } = options;
  const env = await findEnvironment(loaded, facts);
  const findings = await runChecks(checks, { env, facts, now });
  return summarize(findings, { env, now, runbooks });
}
