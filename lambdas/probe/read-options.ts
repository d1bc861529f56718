import { KitError } from '../../tools/kit-error';
import type { ProbeOptions } from '../../tools/probe';

type Options = Pick<ProbeOptions, 'allAddresses' | 'concurrency' | 'timeouts' | 'retrying'>;

const limits = ['resolve', 'connect', 'tls', 'firstByte', 'total'];

/**
 * How the calls of an event are to be made; what it leaves out is the probe's own default. Pure.
 * @throws KitError PROBE_BAD_EVENT
 */
export function readOptions(event: unknown): Options {
  const options =
    typeof event === 'object' && event !== null ? (event as { options?: unknown }).options : undefined;
  if (options === undefined) return {};
  if (typeof options !== 'object' || options === null) throw badOptions('is no object', 'event.options');
  const { allAddresses, concurrency, timeouts = {}, retrying } = options as Record<string, unknown>;
  if (allAddresses !== undefined && typeof allAddresses !== 'boolean')
    throw badOptions('is neither true nor false', 'event.options.allAddresses');
  if (concurrency !== undefined && !(isCount(concurrency) && Number.isInteger(concurrency)))
    throw badOptions('is no whole number from 1', 'event.options.concurrency');
  for (const [name, ms] of Object.entries(timeouts as object))
    if (!limits.includes(name) || !isCount(ms))
      throw badOptions('is no limit in milliseconds', `event.options.timeouts.${name}`);
  if (retrying !== undefined && !isRetrying(retrying))
    throw badOptions('is not {"retries", "delay", "any"}', 'event.options.retrying');
  return {
    ...(retrying === undefined ? {} : { retrying: retrying as Options['retrying'] }),
    ...(allAddresses === undefined ? {} : { allAddresses: allAddresses as boolean }),
    ...(concurrency === undefined ? {} : { concurrency: concurrency as number }),
    timeouts: timeouts as Options['timeouts'],
  };
}

function isRetrying(value: unknown): boolean {
  const { retries, delay, any } = (value ?? {}) as Record<string, unknown>;
  const numbers = [retries, delay].every((one) => typeof one === 'number' && one >= 0);
  return numbers && Number.isInteger(retries) && typeof any === 'boolean';
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 1;
}

function badOptions(what: string, where: string): KitError {
  const fix =
    'pass {"allAddresses": true, "concurrency": 10, "timeouts": {"connect": 5000}}, or leave it out';
  return new KitError({ code: 'PROBE_BAD_EVENT', what, where, fix });
}
