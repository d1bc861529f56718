import type { CanarySettings } from '../../stacks/operations/canary-metrics';
import { KitError } from '../../tools/kit-error';
import type { ProbeTarget } from '../../tools/probe';
import { readBeside, targetsOf } from './calls';

/** Whether an event is the schedule's: `{"canary": true}`. */
export function isCanary(event: unknown): boolean {
  return typeof event === 'object' && event !== null && (event as { canary?: unknown }).canary === true;
}

/** What a canary does and how it counts. */
export interface Canary extends Pick<CanarySettings, 'namespace' | 'zones'> {
  readonly targets: readonly ProbeTarget[];
}

/**
 * The canary of canary.json, which synth writes beside the bundle.
 * @throws KitError PROBE_BAD_EVENT where there is none
 */
export function readCanary(folder: string): Canary {
  const settings = readBeside(folder, 'canary.json');
  if (settings === undefined) {
    throw new KitError({
      code: 'PROBE_BAD_EVENT',
      what: 'there is no canary.json beside the bundle',
      where: 'event.canary',
      fix: 'set operations.canary in hybrid.yaml and deploy the on-premises stack',
    });
  }
  const { namespace, zones, calls } = settings as CanarySettings;
  return { namespace, zones, targets: targetsOf(calls, folder) };
}
