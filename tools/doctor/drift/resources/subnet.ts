import type { NetworkAcl, RouteTable, Subnet } from '@aws-sdk/client-ec2';
import { type LiveDraft, stackOf, textOf } from '../live-draft';
import { isRead, type Read, type Snapshot } from '../snapshot';

/** Subnets, each with the route table and the network ACL that hold for it. */
export function subnets(draft: LiveDraft, { subnets: read, routeTables, networkAcls }: Snapshot): void {
  const type = 'AWS::EC2::Subnet';
  if (!isRead(read)) draft.leave([type], read.notRead);
  else
    draft.put(
      type,
      read.map(({ SubnetId: id = '', VpcId, CidrBlock, AvailabilityZone }) => ({
        key: id,
        stack: stackOf(draft, 'AWS::EC2::VPC', VpcId),
        properties: { VpcId, CidrBlock, AvailabilityZone },
        physical: { id },
      })),
    );
  const associate = (kind: string, property: string, held: Read<ReadonlyMap<string, string>>) => {
    if (!isRead(held) || !isRead(read)) {
      const reason = !isRead(held) ? held.notRead : !isRead(read) ? read.notRead : '';
      draft.leave([kind], reason);
      return;
    }
    draft.put(
      kind,
      read.flatMap(({ SubnetId = '', VpcId }) => {
        const owner = held.get(SubnetId);
        if (owner === undefined) return [];
        const stack = stackOf(draft, 'AWS::EC2::VPC', VpcId);
        return [{ key: SubnetId, stack, properties: { SubnetId, [property]: owner } }];
      }),
      (resource) => textOf(resource, 'SubnetId') ?? '',
    );
  };
  const known = isRead(read) ? read : [];
  associate('AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId', tablesOf(routeTables, known));
  associate('AWS::EC2::SubnetNetworkAclAssociation', 'NetworkAclId', aclsOf(networkAcls));
}

/** The associated table, else the main one of the VPC (VPC user guide, doc). */
function tablesOf(
  read: Read<readonly RouteTable[]>,
  subnets: readonly Subnet[],
): Read<ReadonlyMap<string, string>> {
  if (!isRead(read)) return read;
  const held = new Map<string, string>();
  for (const { RouteTableId = '', VpcId, Associations = [] } of read) {
    if (!Associations.some(({ Main }) => Main)) continue;
    for (const subnet of subnets) if (subnet.VpcId === VpcId) held.set(subnet.SubnetId ?? '', RouteTableId);
  }
  for (const { RouteTableId = '', Associations = [] } of read)
    for (const { SubnetId } of Associations) if (SubnetId) held.set(SubnetId, RouteTableId);
  return held;
}

function aclsOf(read: Read<readonly NetworkAcl[]>): Read<ReadonlyMap<string, string>> {
  if (!isRead(read)) return read;
  return new Map(
    read.flatMap(({ NetworkAclId = '', Associations = [] }) =>
      Associations.map(({ SubnetId = '' }): [string, string] => [SubnetId, NetworkAclId]),
    ),
  );
}
