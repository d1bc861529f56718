import type { Target, TargetGroup } from '../assembly/model';
import type { Usage } from './usage/limits';
import type { OpenSocket } from './websocket/manage-connections';

/** What is broken on purpose (`--fail zone=a`, `--fail target=10.20.1.9`). */
export interface Failures {
  /** Whole zone names (`eu-west-1a`). Every interface in them is silent. */
  readonly zones: readonly string[];
  /** Addresses of targets that are silent. */
  readonly targets: readonly string[];
}

export const noFailures: Failures = { zones: [], targets: [] };

/**
 * What changes while the chain runs: failures, and the load balancers' opinion of their targets.
 * On paper it is the settled state after health checks took effect; in the twin it is live.
 */
export interface State {
  readonly failures: Failures;
  readonly isHealthy: (group: TargetGroup, target: Target) => boolean;
  /** Open WebSocket connections by their ids. @default none is open */
  readonly openSocket?: (connectionId: string) => OpenSocket | undefined;
  /** How far the counters of throttles and quotas are. @default nobody called before: every call is the first */
  readonly usage?: Usage;
  /** Name of the API key that has a value. @default values are known as far as templates show them */
  readonly keyOf?: (value: string) => string | undefined;
  /** Differs for every change of state: a key for caches. */
  readonly revision: string;
}
