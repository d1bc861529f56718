import type { HybridConfig } from '../../stacks/config-schema';
import { routeTargetOf } from '../../stacks/config-schema/apis';
import { hostLabel } from '../../stacks/host-label';

/** A stack that an environment consists of. */
export interface ExpectedStack {
  /** Name without the environment's: `front-door`. */
  readonly part: string;
  /** Whole name: `corp-front-door`. */
  readonly name: string;
  /** The account that it is in. @default the hub's, or the only one */
  readonly account?: string;
}

/** Hosts of an environment, each once, with the kind of their APIs and the account that owns them. */
export interface Host {
  readonly name: string;
  readonly kind: HybridConfig['apis'][number]['kind'];
  /** Of the APIs and the custom domain. @default the hub's, or the only one */
  readonly account?: string;
}

export function hostsOf({ apis, accounts }: HybridConfig): readonly Host[] {
  const hosts = new Map<string, Host>();
  for (const { host, kind, account } of apis) {
    const name = host.toLowerCase();
    if (hosts.has(name)) continue;
    const owner = account === undefined ? undefined : accounts?.apis[account]?.id;
    hosts.set(name, { name, kind, ...(owner && { account: owner }) });
  }
  return [...hosts.values()];
}

/** The stack of a host's APIs and custom domain, and the one of its name where that is another. */
export function stackOfHost(config: HybridConfig, { name, account }: Host): { apis: string; name: string } {
  const label = hostLabel(name, config.dns.zone);
  return { apis: `api-${label}`, name: `${account === undefined ? 'api' : 'name'}-${label}` };
}

/**
 * The stacks that a deployed environment has. Without `<name>-functions`, whose existence depends on files beside
 * hybrid.yaml; what uses it can't be deployed without.
 */
export function expectedStacks(config: HybridConfig): readonly ExpectedStack[] {
  const { onPremises, operations, backends, usagePlans, accounts } = config;
  const hosts = hostsOf(config);
  const planned = new Set(Object.values(usagePlans).flatMap(({ apis }) => apis));
  const owners = new Set(
    config.apis.flatMap(({ name, account }) =>
      planned.has(name) ? [account === undefined ? undefined : accounts?.apis[account]?.id] : [],
    ),
  );
  const linked = config.apis.some(({ routes = {} }) =>
    Object.values(routes).some((target) => routeTargetOf(target).via === 'vpc-link'),
  );
  const parts: { part: string; account?: string }[] = [
    { part: 'network' },
    ...(onPremises.simulate ? [{ part: 'on-premises' }] : []),
    { part: 'front-door' },
    ...(onPremises.simulate && onPremises.fleet ? [{ part: 'fleet' }] : []),
    ...(onPremises.simulate && operations.canary ? [{ part: 'canary' }] : []),
    ...(Object.keys(backends).length > 0 ? [{ part: 'backends' }] : []),
    ...(linked ? [{ part: 'links' }] : []),
    ...Object.entries(accounts?.apis ?? {}).map(([name, { id }]) => ({
      part: `gateway-${name}`,
      account: id,
    })),
    ...hosts.flatMap((host) => {
      const of = stackOfHost(config, host);
      return host.account === undefined
        ? [{ part: of.apis }]
        : [{ part: of.apis, account: host.account }, { part: of.name }];
    }),
    ...[...owners].map((account) =>
      account === undefined ? { part: 'usage-plans' } : { part: `usage-plans-${account}`, account },
    ),
  ];
  return parts.map((one) => ({ ...one, name: `${config.name}-${one.part}` }));
}
