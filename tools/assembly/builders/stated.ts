import type { ExistingVpc, StatedAclEntry, StatedGroupRule, StatedPorts } from '../metadata';
import type {
  NetworkAcl,
  NetworkAclEntry,
  Route,
  SecurityGroup,
  SecurityGroupRule,
  Unknown,
  Where,
} from '../model';

/** What hybrid.yaml states of an existing network, in the shapes of the model. */

const protocols = { tcp: 6, udp: 17, all: -1 } as const;

const kinds: Readonly<Record<string, Exclude<Route['target'], Unknown>['kind']>> = {
  vgw: 'vpn-gateway',
  tgw: 'transit-gateway',
  pcx: 'peering',
  igw: 'internet-gateway',
  nat: 'nat-gateway',
};

function range(ports: StatedPorts | undefined, isAll: boolean): { fromPort: number; toPort: number } {
  if (ports === undefined || isAll) return { fromPort: 0, toPort: 65535 };
  const [fromPort, toPort] = typeof ports === 'number' ? [ports, ports] : ports;
  return { fromPort, toPort };
}

function at({ where }: ExistingVpc, property: string): Where {
  return { ...where, property: `${where.property}.${property}` };
}

/** All routes of a table; `undefined` where they are not stated. */
export function statedRoutes(
  vpc: ExistingVpc,
  id: string,
): { readonly routes: readonly Route[]; readonly where: Where } | undefined {
  const stated = vpc.routeTables?.[id];
  if (!stated) return undefined;
  const routes = stated.map(({ to, via }, index): Route => {
    const kind = kinds[via.slice(0, via.indexOf('-'))] ?? 'other';
    return { destination: to, target: { kind, id: via }, where: at(vpc, `routeTables.${id}[${index}]`) };
  });
  return { routes, where: at(vpc, `routeTables.${id}`) };
}

function entryOf(entry: StatedAclEntry, where: Where): NetworkAclEntry {
  const { number, direction, action, protocol, cidr, ports } = entry;
  return {
    number,
    egress: direction === 'out',
    allow: action === 'allow',
    protocol: protocols[protocol],
    cidr,
    ...range(ports, protocol === 'all'),
    where,
  };
}

const everything = (['in', 'out'] as const).map(
  (direction): StatedAclEntry => ({
    number: 100,
    direction,
    action: 'allow',
    protocol: 'all',
    cidr: '0.0.0.0/0',
  }),
);

/** Network ACLs of an existing VPC, sorted by rule number. */
export function statedAcls(vpc: ExistingVpc): NetworkAcl[] {
  return Object.entries(vpc.networkAcls ?? {}).map(([id, stated]): NetworkAcl => {
    const where = at(vpc, `networkAcls.${id}`);
    const list = stated === 'open' ? everything : stated;
    const entries = list.map((entry, index) =>
      entryOf(entry, { ...where, property: `${where.property}[${index}]` }),
    );
    return { id, vpcId: vpc.id, entries: entries.sort((a, b) => a.number - b.number), where };
  });
}

function ruleOf({ protocol, ports, peer }: StatedGroupRule, where: Where): SecurityGroupRule {
  return {
    protocol: protocols[protocol],
    ...range(ports, protocol === 'all'),
    peer: peer.startsWith('sg-') ? { securityGroupId: peer } : { cidr: peer },
    where,
  };
}

/** A security group of an existing VPC; `undefined` where its rules are not stated. */
export function statedGroup(
  vpcs: readonly ExistingVpc[],
  id: string,
): Pick<SecurityGroup, 'vpcId' | 'ingress' | 'egress' | 'where'> | undefined {
  for (const vpc of vpcs) {
    const stated = vpc.securityGroups?.[id];
    if (!stated) continue;
    const where = at(vpc, `securityGroups.${id}`);
    const rules = (direction: 'ingress' | 'egress') =>
      stated[direction].map((rule, index) =>
        ruleOf(rule, { ...where, property: `${where.property}.${direction}[${index}]` }),
      );
    return { vpcId: vpc.id, ingress: rules('ingress'), egress: rules('egress'), where };
  }
  return undefined;
}
