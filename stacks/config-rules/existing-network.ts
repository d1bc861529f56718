import { contains, overlaps, parseAddress, parseCidr } from '../../tools/ipv4';
import type { HybridConfig } from '../config-schema';
import { cidrFault } from './cidrs';
import {
  type ConfigPath,
  type Finding,
  findDuplicates,
  finding,
  items,
  quote,
  type Rule,
  type RuleContext,
  type Sound,
  type SoundConfig,
} from './rule';

type Existing = Extract<HybridConfig['network'], { existing: unknown }>['existing'];

const subnetsPath = ['network', 'existing', 'subnets'] as const;

function checkSubnetCidrs(existing: Sound<Existing>): Finding[] {
  const vpc = [...items(existing.cidrs)].flatMap(([, text]) => parseCidr(text) ?? []);
  const subnets = [...items(existing.subnets)];
  return subnets.flatMap(([index, subnet]) => {
    if (subnet.cidr === undefined) return [];
    const path = [...subnetsPath, index, 'cidr'];
    const cidr = parseCidr(subnet.cidr);
    const fault = cidrFault(path, subnet.cidr);
    if (!cidr || fault) return fault ? [fault] : [];
    const found: Finding[] = [];
    if (vpc.length > 0 && !vpc.some((block) => contains(block, cidr)))
      found.push(
        finding(
          'CFG_SUBNET_OUTSIDE_VPC',
          path,
          `"${subnet.cidr}" is outside network.existing.cidrs ${vpc.map((block) => block.text).join(', ')}`,
          'correct the subnet, or list all CIDRs of the VPC',
        ),
      );
    const earlier = subnets.find(([other, { cidr: text }]) => {
      const block = text === undefined ? undefined : parseCidr(text);
      return other < index && block && overlaps(block, cidr);
    });
    if (earlier)
      found.push(
        finding(
          'CFG_CIDR_OVERLAP',
          path,
          `"${subnet.cidr}" overlaps network.existing.subnets[${earlier[0]}].cidr "${earlier[1].cidr}"`,
          'two subnets of one VPC never overlap: correct one of them',
        ),
      );
    return found;
  });
}

/** The load balancer has one node, and the endpoint one interface, in each zone: one subnet for each. */
function checkSubnetZones(existing: Sound<Existing>, config: SoundConfig): Finding[] {
  const subnets = [...items(existing.subnets)];
  const zones = [...items(config.zones)];
  const complete =
    zones.length === config.zones?.length && subnets.every(([, { zone }]) => zone !== undefined);
  if (!complete) return [];
  const names = zones.map(([, zone]) => zone);
  const strangers = subnets.flatMap(([index, { zone }]) =>
    zone === undefined || names.includes(zone)
      ? []
      : [
          finding(
            'CFG_SUBNET_ZONE',
            [...subnetsPath, index, 'zone'],
            `${quote(zone)} is not one of zones ${names.join(', ')}`,
            'remove the subnet, or add its zone to zones',
          ),
        ],
  );
  const bare = zones.flatMap(([index, zone]) =>
    subnets.some(([, subnet]) => subnet.zone === zone)
      ? []
      : [
          finding(
            'CFG_SUBNET_ZONE',
            ['zones', index],
            `${quote(zone)} has no subnet in network.existing.subnets`,
            'add a subnet of that zone, or remove the zone',
          ),
        ],
  );
  const named = subnets.map(([index, { zone }]) => ({
    path: [...subnetsPath, index, 'zone'],
    value: zone ?? '',
  }));
  return [...strangers, ...bare, ...findDuplicates(named, 'zone')];
}

function checkEndpointAddresses(existing: Sound<Existing>): Finding[] {
  return Object.entries(existing.endpoint?.addresses ?? {}).flatMap(([zone, address]) => {
    const path = ['network', 'existing', 'endpoint', 'addresses', zone];
    const number = address === undefined ? undefined : parseAddress(address);
    if (number === undefined)
      return [
        finding('CFG_ADDRESS', path, `${quote(address)} is not an IPv4 address`, 'write e.g. 10.20.1.9'),
      ];
    const subnet = [...items(existing.subnets)].find(([, item]) => item.zone === zone)?.[1];
    if (!subnet)
      return [
        finding(
          'CFG_SUBNET_ZONE',
          path,
          `names zone ${quote(zone)}, which has no subnet here`,
          'use a zone of network.existing.subnets',
        ),
      ];
    const block = subnet.cidr === undefined ? undefined : parseCidr(subnet.cidr);
    if (!block || (block.first <= number && number <= block.last)) return [];
    return [
      finding(
        'CFG_ADDRESS',
        path,
        `${quote(address)} is outside the subnet of ${zone}, ${block.text}`,
        `use the address of the endpoint's interface in ${block.text}`,
      ),
    ];
  });
}

/** Where the kit builds the way to a data centre, it must add routes. */
function checkRouteTables(existing: Sound<Existing>, config: SoundConfig, context: RuleContext): Finding[] {
  const { simulate, connect, transitGateway } = config.onPremises ?? {};
  const attaches = connect === 'transit-gateway' && typeof transitGateway === 'string';
  if (connect === 'connected' || connect === undefined || !(simulate || attaches)) return [];
  const towards = simulate ? 'the simulated data centre' : 'the data centre';
  return [...items(existing.subnets)]
    .filter(([index, { routeTable }]) => routeTable === undefined && context.isSound([...subnetsPath, index]))
    .map(([index]) =>
      finding(
        'CFG_ROUTE_TABLE',
        [...subnetsPath, index],
        `has no routeTable, but onPremises.connect: ${connect} adds routes to ${towards}`,
        'add routeTable: rtb-…',
      ),
    );
}

/** What is stated of tables and ACLs is about those of the subnets, and is made of CIDRs. */
function checkStated(existing: Sound<Existing>): Finding[] {
  const subnets = [...items(existing.subnets)].map(([, subnet]) => subnet);
  const unused = (key: 'routeTables' | 'networkAcls', of: 'routeTable' | 'networkAcl') =>
    Object.keys(existing[key] ?? {})
      .filter((id) => !subnets.some((subnet) => subnet[of] === id))
      .map((id) =>
        finding(
          'CFG_STATED_UNUSED',
          ['network', 'existing', key, id],
          'is of no subnet in network.existing.subnets',
          `name it as ${of} of the subnets that have it, or remove it`,
        ),
      );
  const cidrs: [ConfigPath, string | undefined][] = [
    ...Object.entries(existing.routeTables ?? {}).flatMap(([id, routes]) =>
      [...items(routes)].map(([index, { to }]): [ConfigPath, string | undefined] => [
        ['network', 'existing', 'routeTables', id, index, 'to'],
        to,
      ]),
    ),
    ...Object.entries(existing.networkAcls ?? {}).flatMap(([id, entries]) =>
      typeof entries === 'string'
        ? []
        : [...items(entries)].map(([index, { cidr }]): [ConfigPath, string | undefined] => [
            ['network', 'existing', 'networkAcls', id, index, 'cidr'],
            cidr,
          ]),
    ),
  ];
  const faults = cidrs.flatMap(([path, text]) => (text === undefined ? [] : (cidrFault(path, text) ?? [])));
  return [...unused('routeTables', 'routeTable'), ...unused('networkAcls', 'networkAcl'), ...faults];
}

/** A VPC that is already there: its subnets, zones, endpoint addresses and route tables fit together. */
export const checkExistingNetwork: Rule = (config, context) => {
  const existing = config.network && 'existing' in config.network ? config.network.existing : undefined;
  if (!existing) return [];
  const ids = [...items(existing.subnets)].flatMap(([index, { id }]) =>
    id === undefined ? [] : [{ path: [...subnetsPath, index, 'id'], value: id }],
  );
  return [
    ...findDuplicates(ids, 'subnet'),
    ...checkSubnetCidrs(existing),
    ...checkSubnetZones(existing, config),
    ...checkEndpointAddresses(existing),
    ...checkRouteTables(existing, config, context),
    ...checkStated(existing),
  ];
};
