import type { HybridConfig } from './config-schema';
import type { AliasName } from './path/1-dns';
import type { ExecuteApiEndpoint } from './path/4-endpoint';

export type Ingress = HybridConfig['ingress'];

/** A way in: where a host's name leads, and the endpoint behind it. */
export interface WayIn {
  readonly ingress: Ingress;
  /** The kind of custom domain by which APIs are found behind the endpoint; one endpoint never serves both. */
  readonly domains: 'public' | 'private';
  readonly leadsTo: AliasName;
  readonly endpoint: ExecuteApiEndpoint;
}

/** Whether names are found behind it by public or by private custom domains. */
export function domainsOf(ingress: Ingress): WayIn['domains'] {
  return ingress === 'private-domain' || ingress === 'nlb-passthrough' ? 'private' : 'public';
}

/** Which ways in there are, which of them APIs answer on, and where names lead. */
export interface IngressPlan {
  readonly build: readonly Ingress[];
  readonly serve: readonly Ingress[];
  readonly records: Ingress;
}

/** What the way in is now, and what it will be. */
export type IngressSettings = Pick<HybridConfig, 'ingress' | 'migration'>;

/**
 * In a migration both ways are there: an endpoint that serves public custom domains takes no private ones
 * (aws-facts §3.1), so the new way has an endpoint of its own, and the names are switched between the two.
 */
export function planIngress({ ingress, migration }: IngressSettings): IngressPlan {
  if (!migration) return { build: [ingress], serve: [ingress], records: ingress };
  const { to, step } = migration;
  const both = [ingress, to];
  return {
    build: both,
    serve: step === 'release' ? [to] : both,
    records: step === 'prepare' ? ingress : to,
  };
}
