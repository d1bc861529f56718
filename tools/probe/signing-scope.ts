import type { Scope } from '../sigv4';

export interface ScopeWish {
  readonly region?: string;
  /** `execute-api`, or the service name of an endpoint: `com.amazonaws.eu-west-1.execute-api`. */
  readonly service?: string;
}

/** AWS's own names have the region: of an API, of an endpoint (aws-facts §1.2, §1.3). */
const ownName = /\.execute-api\.([a-z0-9-]+)\.(?:vpce\.)?amazonaws\.com(?:\.cn)?\.?$/i;

/**
 * What a call is signed for. Pure.
 * @param names the Host that is sent and the host that is called: a company name says nothing of a region
 * @param fallback region of the environment
 */
export function scopeOf(
  { region, service = 'execute-api' }: ScopeWish,
  names: readonly string[],
  fallback: string | undefined,
): Scope | undefined {
  const endpoint = /^(?:cn\.)?com\.amazonaws\.([a-z0-9-]+)\.([a-z0-9.-]+)$/.exec(service);
  const told = names.map((name) => ownName.exec(name.replace(/:\d+$/, ''))?.[1]?.toLowerCase());
  const found = region ?? endpoint?.[1] ?? told.find((one) => one !== undefined) ?? fallback;
  return found === undefined || found === ''
    ? undefined
    : { region: found, service: endpoint?.[2] ?? service };
}
