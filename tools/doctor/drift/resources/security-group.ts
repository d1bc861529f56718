import type { IpPermission, SecurityGroup } from '@aws-sdk/client-ec2';
import type { Resource } from '../../../assembly/resource';
import { type LiveDraft, type LiveResource, stackOf, textOf } from '../live-draft';
import type { Properties } from '../properties';
import type { Snapshot } from '../snapshot';

type Direction = 'Ingress' | 'Egress';

const type = 'AWS::EC2::SecurityGroup';

/** Security groups of the VPCs. A rule that a template declares apart stays there; the others are the group's own. */
export function securityGroups(draft: LiveDraft, { securityGroups: read }: Snapshot): void {
  const types = [type, `${type}Ingress`, `${type}Egress`];
  if (!draft.has(read, types)) return;
  const apart = (direction: Direction) => {
    const declared = new Map<string, string[]>();
    for (const resource of draft.declaredOf(`${type}${direction}`)) {
      const key = apartKey(resource, direction);
      declared.set(key, [...(declared.get(key) ?? []), key]);
    }
    return declared;
  };
  const separate = { Ingress: apart('Ingress'), Egress: apart('Egress') };
  const kept: Record<Direction, LiveResource[]> = { Ingress: [], Egress: [] };
  const groups = read.map((group): LiveResource => {
    const id = group.GroupId ?? '';
    const stack = stackOf(draft, 'AWS::EC2::VPC', group.VpcId);
    const inline = (direction: Direction) =>
      rulesOf(group, direction).filter((rule) => {
        const key = ruleKey(id, rule);
        const taken = separate[direction].get(key)?.shift();
        if (taken !== undefined) kept[direction].push({ key, stack, properties: { GroupId: id, ...rule } });
        return taken === undefined;
      });
    return {
      key: id,
      stack,
      properties: {
        VpcId: group.VpcId,
        SecurityGroupIngress: inline('Ingress'),
        SecurityGroupEgress: inline('Egress'),
      },
      physical: { id, complete: true },
    };
  });
  draft.put(type, groups);
  for (const direction of ['Ingress', 'Egress'] as const)
    draft.put(`${type}${direction}`, kept[direction], (resource) => apartKey(resource, direction));
}

function apartKey(resource: Resource, direction: Direction): string {
  const side = direction === 'Ingress' ? 'Source' : 'Destination';
  const names = [
    'IpProtocol',
    'FromPort',
    'ToPort',
    'CidrIp',
    'CidrIpv6',
    `${side}SecurityGroupId`,
    `${side}PrefixListId`,
  ];
  const rule = Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const text = textOf(resource, name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
  return ruleKey(textOf(resource, 'GroupId') ?? '', rule);
}

function ruleKey(group: string, rule: Properties): string {
  const peer = Object.entries(rule).filter(([name]) => /^Cidr|GroupId$|PrefixListId$/.test(name));
  return JSON.stringify([
    group,
    protocolOf(String(rule.IpProtocol)),
    // A rule for everything has no ports, or -1.
    String(rule.FromPort ?? -1),
    String(rule.ToPort ?? -1),
    peer.map(([, value]) => String(value)),
  ]);
}

const numbers: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp' };
const protocolOf = (text: string) => numbers[text] ?? text.toLowerCase();

/** A permission of AWS is several rules of a template: one for each peer. */
function rulesOf(group: SecurityGroup, direction: Direction): Properties[] {
  const side = direction === 'Ingress' ? 'Source' : 'Destination';
  const permissions = (direction === 'Ingress' ? group.IpPermissions : group.IpPermissionsEgress) ?? [];
  return permissions.flatMap((permission) =>
    peersOf(permission, side).map((peer) => ({
      IpProtocol: permission.IpProtocol,
      ...(permission.FromPort === undefined ? {} : { FromPort: permission.FromPort }),
      ...(permission.ToPort === undefined ? {} : { ToPort: permission.ToPort }),
      ...peer,
    })),
  );
}

function peersOf(
  { IpRanges = [], Ipv6Ranges = [], UserIdGroupPairs = [], PrefixListIds = [] }: IpPermission,
  side: 'Source' | 'Destination',
): Properties[] {
  return [
    ...IpRanges.map(({ CidrIp }) => ({ CidrIp })),
    ...Ipv6Ranges.map(({ CidrIpv6 }) => ({ CidrIpv6 })),
    ...UserIdGroupPairs.map(({ GroupId }) => ({ [`${side}SecurityGroupId`]: GroupId })),
    ...PrefixListIds.map(({ PrefixListId }) => ({ [`${side}PrefixListId`]: PrefixListId })),
  ];
}
