import { KitError } from '../../tools/kit-error';
import type { ProbeTarget } from '../../tools/probe';

/**
 * The targets of an event, or of the function's environment where the event has none. Pure.
 * @param environment JSON text of a list of targets
 * @throws KitError PROBE_BAD_EVENT
 */
export function readTargets(event: unknown, environment: string | undefined): readonly ProbeTarget[] {
  const own =
    typeof event === 'object' && event !== null ? (event as { targets?: unknown }).targets : undefined;
  const where = own === undefined ? 'PROBE_TARGETS' : 'event.targets';
  const targets = own ?? parse(environment);
  if (Array.isArray(targets) && targets.every(isTarget)) return targets;
  throw badEvent('it is not a list of objects with a "url"', where);
}

function parse(text: string | undefined): unknown {
  if (text === undefined) throw badEvent('there is neither "targets" nor PROBE_TARGETS', 'event');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badEvent(`it is not JSON: ${(cause as Error).message}`, 'PROBE_TARGETS', cause);
  }
}

function isTarget(value: unknown): value is ProbeTarget {
  return typeof value === 'object' && value !== null && typeof (value as ProbeTarget).url === 'string';
}

function badEvent(what: string, where: string, cause?: unknown): KitError {
  const fix = 'pass {"targets": [{"url": "https://…"}]}, or set PROBE_TARGETS to such a list';
  return new KitError({ code: 'PROBE_BAD_EVENT', what, where, fix }, { cause });
}
