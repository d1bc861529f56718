import { suggest } from '../../stacks/config-rules/rule';
import type { Expectation, HybridConfig } from '../../stacks/config-schema';
import { expectedCall, splitCallLine } from '../expectations/call-line';
import { KitError } from '../kit-error';
import type { SkippedCall } from './report';
import type { ProbeTarget } from './target';

/** The doors into the networks of a twin: its ready file, or as much of it as a probe needs. */
export interface Doors {
  readonly vantages: Readonly<Record<string, { readonly socks: string; readonly dns: string }>>;
  /** Path of the authority's PEM file. */
  readonly ca: string;
  /** Path of the file with everybody's credentials. @default nobody's are known */
  readonly credentials?: string;
  /** Path of the file with the values of API keys. @default none is known */
  readonly apiKeys?: string;
}

/** As much of hybrid.yaml as calls are made of. */
type Calls = Pick<HybridConfig, 'expect'> & Partial<Pick<HybridConfig, 'region' | 'apiKeys' | 'onPremises'>>;

/** What a probe that stands in the real network proves callers with. */
export interface Proofs {
  /** Whether credentials can be looked up: by the profile that has the caller's name. @default false */
  readonly profiles?: boolean;
  /** File with the values of API keys. @default none */
  readonly apiKeys?: string;
  /** Names of the secrets in AWS Secrets Manager that hold values of API keys, by key. @default none */
  readonly secrets?: Readonly<Record<string, string>>;
}

/**
 * Every call of `expect:` as a target, each from its own vantage.
 * @throws KitError PROBE_UNKNOWN_VANTAGE where a vantage has no door
 */
export function expectationsToTargets({ expect, region }: Calls, doors: Doors): ProbeTarget[] {
  return expect.map((expectation) => ({
    ...toTarget(expectation),
    ...proofOf(expectation, { region, credentials: doors.credentials, apiKeys: doors.apiKeys }),
    ...throughDoor(doors, expectation.from),
  }));
}

/** The calls that can be made from where the probe runs; the others with the reason. */
export function callsFrom(
  config: Calls,
  vantage: string,
  proofs: Proofs = {},
): { readonly targets: ProbeTarget[]; readonly skipped: SkippedCall[] } {
  const targets: ProbeTarget[] = [];
  const skipped: SkippedCall[] = [];
  for (const expectation of config.expect) {
    const skip = (reason: string) => skipped.push({ ...describe(expectation), reason });
    if (expectation.from !== vantage) {
      skip(`to be called from ${expectation.from}, and this probe runs at ${vantage}`);
      continue;
    }
    const missing = missingProof(expectation, proofs);
    if (missing !== undefined) {
      skip(missing);
      continue;
    }
    try {
      const proof = proofOf(expectation, { region: config.region, ...proofs });
      targets.push({ ...toTarget(expectation), ...proof });
    } catch (error) {
      if (!(error instanceof KitError)) throw error;
      skip(error.problems.map(({ what }) => what).join('; '));
    }
  }
  return { targets, skipped };
}

/**
 * Proxy, resolver and authority of one vantage of a twin.
 * @throws KitError PROBE_UNKNOWN_VANTAGE
 */
export function throughDoor(
  doors: Doors,
  vantage: string,
): Required<Pick<ProbeTarget, 'proxy' | 'resolver' | 'family' | 'ca' | 'vantage'>> {
  const door = doors.vantages[vantage];
  // A twin's networks are IPv4, as the trace's are.
  if (door) {
    const proxy = `socks5h://${door.socks}`;
    return { proxy, resolver: door.dns, family: 'ipv4', ca: doors.ca, vantage };
  }
  throw new KitError({
    code: 'PROBE_UNKNOWN_VANTAGE',
    what: `the twin has no vantage "${vantage}"`,
    where: 'ready file',
    fix: suggest(vantage, Object.keys(doors.vantages)),
  });
}

function missingProof({ identity, apiKey }: Expectation, proofs: Proofs): string | undefined {
  if (identity !== undefined && !proofs.profiles) {
    return `to be signed by ${identity}, and this probe has no credentials of callers`;
  }
  if (apiKey === undefined || proofs.apiKeys !== undefined || proofs.secrets?.[apiKey]) return undefined;
  const lack = proofs.secrets
    ? 'its value is in no secret of onPremises.secrets'
    : 'no file of API keys is given (--api-keys)';
  return `to be called with API key ${apiKey}, and ${lack}`;
}

interface ProofFiles {
  readonly region?: string;
  readonly credentials?: string;
  readonly apiKeys?: string;
  readonly secrets?: Readonly<Record<string, string>>;
}

function proofOf(
  { identity, apiKey }: Expectation,
  { region, credentials, apiKeys, secrets = {} }: ProofFiles,
): Pick<ProbeTarget, 'sigv4' | 'apiKey'> {
  const file = credentials === undefined ? {} : { file: credentials };
  const secret = apiKey === undefined ? undefined : secrets[apiKey];
  return {
    ...(identity === undefined ? {} : { sigv4: { region, profile: identity, ...file } }),
    ...(secret === undefined ? {} : { apiKey: { secret } }),
    ...(apiKey === undefined || apiKeys === undefined || secret !== undefined
      ? {}
      : { apiKey: { ...sourceOf(apiKeys), name: apiKey } }),
  };
}

/** `-`: stdin. */
export function sourceOf(file: string): { readonly file: string } | { readonly stdin: true } {
  return file === '-' ? { stdin: true } : { file };
}

function describe({ name, call, from }: Expectation): Omit<SkippedCall, 'reason'> {
  const line = splitCallLine(call) ?? { method: 'GET', url: call };
  return { ...(name === undefined ? {} : { name }), url: line.url, method: line.method, vantage: from };
}

function toTarget(expectation: Expectation): ProbeTarget {
  const { method, url, headers, body, address, send } = expectedCall(expectation);
  return {
    ...(expectation.name === undefined ? {} : { name: expectation.name }),
    url,
    method,
    headers,
    ...(body === undefined ? {} : { body }),
    ...(address === undefined ? {} : { address }),
    ...(send === undefined ? {} : { send }),
    ...(expectation.clientCertificate && { clientCertificate: expectation.clientCertificate }),
    vantage: expectation.from,
    expect: expectation.expect,
  };
}
