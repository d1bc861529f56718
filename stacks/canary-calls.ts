import { splitCallLine } from '../tools/expectations/call-line';
import type { Expectation } from './config-schema';

/** As much of a call as decides whether a canary can make it. */
export type CanaryCall = Pick<Expectation, 'call'> &
  Partial<Pick<Expectation, 'from' | 'headers' | 'identity' | 'apiKey' | 'clientCertificate' | 'send'>>;

/** API keys whose values the function may read (`readableKeys`): name → secret. */
type Keys = Readonly<Record<string, string>>;

/** What a call needs that is on no function: nothing secret is in a bundle. */
export function lacksFor(
  { headers = {}, identity, apiKey, clientCertificate }: CanaryCall,
  keys: Keys,
): string | undefined {
  const file = Object.entries(headers).find(([, value]) => typeof value !== 'string')?.[0];
  if (file !== undefined) return `header ${file}, whose value is in a file`;
  if (clientCertificate) return 'a client certificate, whose key is in a file';
  if (apiKey !== undefined && keys[apiKey] === undefined)
    return `API key ${apiKey}, whose value is in no secret of onPremises.secrets`;
  return identity === undefined ? undefined : `the credentials of ${identity}`;
}

/** Whether a call, made time and again, leaves everything as it is. */
export function changesNothing({ call, send }: CanaryCall): boolean {
  return /^(GET|HEAD|OPTIONS)$/.test(splitCallLine(call)?.method ?? '') && send === undefined;
}

/**
 * The calls of a canary: those that it names, else those from the data centre that change nothing and need no secret
 * but API keys that the function may read. Pure.
 */
export function canaryCalls<T extends CanaryCall & { readonly name?: string }>(
  expect: readonly T[],
  names: readonly string[] | undefined,
  keys: Keys = {},
): T[] {
  const able = expect.filter((call) => call.from === 'on-prem' && lacksFor(call, keys) === undefined);
  return names === undefined
    ? able.filter(changesNothing)
    : able.filter(({ name }) => name !== undefined && names.includes(name));
}

/** Custom names that are called, in the order of the calls. */
export function hostsOfCalls(calls: readonly CanaryCall[]): string[] {
  const urls = calls.flatMap(({ call }) => splitCallLine(call)?.url ?? []);
  return [...new Set(urls.map((url) => new URL(url).hostname))];
}
