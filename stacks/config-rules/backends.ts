import { cidrContains, isAddress } from '../../tools/ipv4';
import { routeTargetOf } from '../config-schema/apis';
import { hostNameFault } from './host-name';
import {
  type ConfigPath,
  type Finding,
  finding,
  guess,
  items,
  quote,
  type Rule,
  type RuleContext,
  type SoundConfig,
  suggest,
} from './rule';

type SoundBackend = NonNullable<NonNullable<SoundConfig['backends']>[string]>;

/** Never a backend's: the machine itself, and the link-local services of AWS (metadata, DNS, time). */
const ownRanges = ['127.0.0.0/8', '169.254.0.0/16', '0.0.0.0/8'];

function checkHost(path: ConfigPath, host: string, group: string | undefined, sound: boolean): Finding[] {
  if (isAddress(host)) {
    const range = ownRanges.find((cidr) => cidrContains(cidr, host));
    if (range === undefined) return [];
    const what = `${quote(host)} is in ${range}, where no backend can be`;
    return [finding('CFG_BACKEND', [...path, 'host'], what, 'write the address of the backend in the VPC')];
  }
  const fault = hostNameFault(host);
  if (fault !== undefined)
    return [
      finding(
        'CFG_BACKEND',
        [...path, 'host'],
        `${quote(host)} is not a host name: ${fault}`,
        'write the name or the IPv4 address alone; port and protocol are settings of their own',
      ),
    ];
  if (group !== undefined || !sound) return [];
  return [
    finding(
      'CFG_BACKEND',
      path,
      'has a name as host and no securityGroup',
      'add the securityGroup of the backend: an address can be opened alone, a name can not',
    ),
  ];
}

function checkSubnets(path: ConfigPath, subnets: readonly string[], config: SoundConfig): Finding[] {
  const existing = config.network && 'existing' in config.network ? config.network.existing : undefined;
  const known = [...items(existing?.subnets)].flatMap(([, { id }]) => id ?? []);
  return subnets.flatMap((id, index) =>
    known.includes(id)
      ? []
      : finding(
          'CFG_BACKEND',
          [...path, 'subnets', index],
          `${quote(id)} is not in network.existing.subnets`,
          existing ? suggest(id, known) : 'remove subnets: those of a created VPC are used',
        ),
  );
}

function checkBackend(
  name: string,
  backend: SoundBackend,
  config: SoundConfig,
  context: RuleContext,
): Finding[] {
  const path = ['backends', name];
  if (!('host' in backend)) return [];
  const { host, securityGroup, subnets } = backend;
  return [
    ...(host === undefined ? [] : checkHost(path, host, securityGroup, context.isSound(path))),
    ...(subnets && context.isSound(['network'])
      ? checkSubnets(
          path,
          [...items(subnets)].map(([, id]) => id),
          config,
        )
      : []),
  ];
}

/** Backends that routes name, or misspell. */
function usedBackends({ apis }: SoundConfig, names: readonly string[]): Set<string> {
  const used = new Set<string>();
  for (const [, api] of items(apis))
    for (const target of Object.values(api.routes ?? {})) {
      const name = target === undefined ? undefined : routeTargetOf(target).backend;
      if (name !== undefined) used.add(names.includes(name) ? name : (guess(name, names) ?? name));
    }
  return used;
}

/** Backends can be reached by what is said of them, and some route leads to them. */
export const checkBackends: Rule = (config, context) => {
  const backends = Object.entries(config.backends ?? {});
  const names = backends.map(([name]) => name);
  const used = context.isSound(['apis']) ? usedBackends(config, names) : undefined;
  return backends.flatMap(([name, backend]) => {
    const found = backend ? checkBackend(name, backend, config, context) : [];
    if (used && !used.has(name))
      found.push(
        finding(
          'CFG_UNUSED_BACKEND',
          ['backends', name],
          'is named by no route',
          'remove it, or add a route: { backend: … }',
        ),
      );
    return found;
  });
};
