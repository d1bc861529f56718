import {
  type AccessAssociation,
  type Domain,
  type Endpoint,
  isUnknown,
  type Model,
  type Unknown,
} from '../../assembly/model';
import { accountOf } from '../account';
import { perModel } from '../cache';
import { groupsOf } from '../load-balancer/health';
import { endsTls } from '../load-balancer/tls';
import { openSetting } from '../unresolved';

/** What an endpoint makes of a name, among the private custom domains. */
export type NativeChoice =
  /** No private domain has the name. */
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly domain: Domain }
  /** There are some, and none that this endpoint may serve. */
  | { readonly kind: 'not-associated'; readonly domains: readonly Domain[] }
  /** Two of one name can't be reached through one endpoint: aws-facts §3.1 (doc). */
  | { readonly kind: 'several'; readonly domains: readonly Domain[] }
  | { readonly kind: 'not-known'; readonly domain: Domain; readonly cause: Unknown }
  /** Another account's association, and no template shows that the domain is shared with it. */
  | { readonly kind: 'not-shared'; readonly domain: Domain; readonly association: AccessAssociation };

const none: NativeChoice = { kind: 'none' };

const byName = perModel((model) => {
  const found = new Map<string, Domain[]>();
  for (const domain of model.domains) {
    if (domain.native) found.set(domain.name, [...(found.get(domain.name) ?? []), domain]);
  }
  return found;
});

/** Private domains of a name (lower case, without the last dot), whatever endpoints may serve them. */
export function nativeDomainsOf(model: Model, name: string): readonly Domain[] {
  return byName(model).get(name) ?? [];
}

/** A private domain is named by its whole name, never by a wildcard, and by association: aws-facts §1.3 e, §3.1 (doc) */
export function nativeDomainAt(model: Model, endpoint: Endpoint, name: string): NativeChoice {
  const domains = nativeDomainsOf(model, name);
  if (domains.length === 0) return none;
  const served = domains.filter((domain) => isAssociated(domain, endpoint));
  if (served.length > 1) return { kind: 'several', domains: served };
  for (const domain of domains) {
    const cause = served.includes(domain) ? undefined : uncertainty(domain);
    if (cause) return { kind: 'not-known', domain, cause };
  }
  const [domain] = served;
  const foreign = domain && unshared(model, domain, endpoint);
  if (foreign) return { kind: 'not-shared', domain, association: foreign };
  return domain ? { kind: 'one', domain } : { kind: 'not-associated', domains };
}

export function isAssociated({ native }: Domain, endpoint: Endpoint): boolean {
  return native?.associations.some(({ endpointId }) => endpointId === endpoint.id) ?? false;
}

/**
 * AWS refuses an association of an account that the domain is not shared with. The domain's management policy,
 * which can be set without a share, is in no template (aws-facts §2.4 (doc)); nor is who belongs to an organisation.
 */
function unshared(model: Model, { native }: Domain, endpoint: Endpoint): AccessAssociation | undefined {
  const own = native?.associations.filter(({ endpointId }) => endpointId === endpoint.id) ?? [];
  const isShared = (association: AccessAssociation): boolean => {
    const account = accountOf(model, association);
    if (account === accountOf(model, native!)) return true;
    return native!.sharedWith?.includes(account) ?? false;
  };
  return own.some(isShared) ? undefined : own[0];
}

/** Why nobody can say that a domain is not associated. */
function uncertainty(domain: Domain): Unknown | undefined {
  const open = domain.native?.associations.find(({ endpointId }) => isUnknown(endpointId))?.endpointId;
  return isUnknown(open) ? open : openSetting(domain, /DomainNameAccessAssociation/);
}

/** Whether any private domain is associated with the endpoint. */
export function servesNative(model: Model, endpoint: Endpoint): boolean {
  return model.domains.some((domain) => isAssociated(domain, endpoint));
}

/** Endpoints behind a listener that ends TLS, which is how public custom domains are served: aws-facts §1.3 g. */
const behindTls = perModel((model) => {
  const listeners = model.loadBalancers.flatMap((balancer) => balancer.listeners).filter(endsTls);
  const targets = new Set(
    listeners
      .flatMap((listener) => groupsOf(model, listener.targetGroupArns))
      .flatMap((group) => group.targets.map((target) => (isUnknown(target) ? '' : target.id))),
  );
  return new Set(
    model.endpoints
      .filter((endpoint) => endpoint.interfaces.some(({ address }) => targets.has(address)))
      .map(({ id }) => id),
  );
});

/** Whether the way in is built for public custom domains, of which there are some. */
export function servesPublic(model: Model, endpoint: Endpoint): boolean {
  return behindTls(model).has(endpoint.id) && model.domains.some((domain) => !domain.native);
}
