import { KitError } from '../../tools/kit-error';
import type { ProbeTarget } from '../../tools/probe';
import { isSignedThere } from '../../tools/probe/via/portable';

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
  if (Array.isArray(targets) && targets.every(isTarget)) {
    const own = targets.map((target) => readsOfFunction(target)).find((one) => one !== undefined);
    if (own === undefined || where === 'PROBE_TARGETS') return targets;
    throw badEvent(
      `a target has ${own}`,
      where,
      'name secrets of AWS Secrets Manager, which the function’s role may read, and sign for execute-api',
    );
  }
  throw badEvent('it is not a list of objects with a "url"', where);
}

function parse(text: string | undefined): unknown {
  if (text === undefined) throw badEvent('there is neither "targets" nor PROBE_TARGETS', 'event');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badEvent(`it is not JSON: ${(cause as Error).message}`, 'PROBE_TARGETS', form, cause);
  }
}

function isTarget(value: unknown): value is ProbeTarget {
  return typeof value === 'object' && value !== null && typeof (value as ProbeTarget).url === 'string';
}

/**
 * What of the function a target would run, or send to whatever address it names: who may invoke the function may not
 * have its files and its role's credentials by that.
 */
function readsOfFunction({
  token,
  bearer,
  apiKey,
  clientCertificate,
  sigv4,
}: ProbeTarget): string | undefined {
  if (token) return '"token", a program to run';
  const secret = [bearer, apiKey].some((one) => one && !('secret' in one));
  if (secret) return '"bearer" or "apiKey" in a file or stdin';
  if (clientCertificate) return '"clientCertificate" in files';
  if (sigv4?.file !== undefined) return '"sigv4.file"';
  return isSignedThere({ sigv4 }) ? undefined : '"sigv4.service" of another service than execute-api';
}

const form = 'pass {"targets": [{"url": "https://…"}]}, or set PROBE_TARGETS to such a list';

function badEvent(what: string, where: string, fix = form, cause?: unknown): KitError {
  return new KitError({ code: 'PROBE_BAD_EVENT', what, where, fix }, { cause });
}
