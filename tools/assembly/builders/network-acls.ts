import type { NetworkAcl, NetworkAclEntry, Where } from '../model';
import type { Resource } from '../resource';
import { defaultNetworkAclId } from '../stand-ins/ec2';
import type { World } from '../world';
import { elementOf, idText, required } from './element';
import { byProperty } from './groups';
import { protocolNumber } from './protocols';
import { statedAcls } from './stated';

function entryOf(resource: Resource): NetworkAclEntry {
  const { settings } = resource;
  const ports = settings.nested('PortRange');
  const protocol = protocolNumber(settings.literal('Protocol'));
  const isAll = protocol === -1;
  return {
    number: settings.number('RuleNumber') ?? 0,
    egress: settings.flag('Egress') ?? false,
    allow: settings.literal('RuleAction')?.toLowerCase() === 'allow',
    protocol,
    cidr: settings.text('CidrBlock') ?? settings.text('Ipv6CidrBlock') ?? required(resource, 'CidrBlock'),
    fromPort: isAll ? 0 : (ports.number('From') ?? 0),
    toPort: isAll ? 65535 : (ports.number('To') ?? 65535),
    ...elementOf(resource),
  };
}

function allowAll(egress: boolean, where: Where): NetworkAclEntry {
  return {
    number: 100,
    egress,
    allow: true,
    protocol: -1,
    cidr: '0.0.0.0/0',
    fromPort: 0,
    toPort: 65535,
    where,
  };
}

/** Network ACLs of the templates, and each VPC's default one, which allows all (VPC user guide, doc). */
export function buildNetworkAcls(world: World): NetworkAcl[] {
  const entries = byProperty(world.ofType('AWS::EC2::NetworkAclEntry'), 'NetworkAclId');
  const ownEntries = (id: string) => entries.get(id).map(entryOf);
  const sorted = (list: NetworkAclEntry[]) => list.sort((a, b) => a.number - b.number);
  const defaults = world.ofType('AWS::EC2::VPC').map(({ key, where }): NetworkAcl => {
    const id = defaultNetworkAclId(key);
    const standard = [allowAll(false, where), allowAll(true, where)];
    return { id, vpcId: key, entries: sorted([...ownEntries(id), ...standard]), where };
  });
  const created = world.ofType('AWS::EC2::NetworkAcl').map(
    (resource): NetworkAcl => ({
      id: resource.key,
      vpcId: idText(required(resource, 'VpcId'), resource.seed),
      entries: sorted(entries.of(resource).map(entryOf)),
      ...elementOf(resource),
    }),
  );
  return [...created, ...defaults, ...world.metadata.vpcs.flatMap(statedAcls)];
}
