import type { RunPlan } from '../output';
import type { ProbeOptions } from '../probe';
import type { ProbeResult, Report } from '../report';
import type { SessionOptions } from '../session';
import type { ProbeTarget } from '../target';
import type { EndedBy } from './ending';
import type { Mode } from './read-running';
import type { Round } from './round';

/** What every way of running is given. */
export interface Run<M extends Mode = Mode> {
  readonly plan: RunPlan;
  /** Makes each call once in our stead. @default from here */
  readonly call?: (targets: readonly ProbeTarget[], options: ProbeOptions) => Promise<Report>;
  readonly mode: M;
  readonly concurrency: number;
  readonly options: SessionOptions & { readonly signal: AbortSignal };
  /** Folder or address of the runbooks. */
  readonly runbooks?: string;
  /** A line for people, beside the results. */
  readonly say: (line: string) => void;
  /** What ended the run, where something did. */
  readonly endedBy: () => EndedBy | undefined;
  readonly onResult: (result: ProbeResult) => void;
  readonly onRound: (round: Round) => void;
}

/**
 * Each way of running, loaded when it is used.
 * @returns `undefined`: there is nothing to report
 */
export function runMode(run: Run): Promise<Report | undefined> {
  switch (run.mode.kind) {
    case 'once':
      return (require('./once') as typeof import('./once')).runOnce(run);
    case 'count':
      return (require('./count') as typeof import('./count')).runCount(
        run as Run<Extract<Mode, { kind: 'count' }>>,
      );
    case 'watch':
      return (require('./watch') as typeof import('./watch')).runWatch(
        run as Run<Extract<Mode, { kind: 'watch' }>>,
      );
    case 'serve':
      return (require('./serve') as typeof import('./serve')).runServe(
        run as Run<Extract<Mode, { kind: 'serve' }>>,
      );
    case 'rate':
      return (require('./rate') as typeof import('./rate')).runRate(
        run as Run<Extract<Mode, { kind: 'rate' }>>,
      );
  }
}
