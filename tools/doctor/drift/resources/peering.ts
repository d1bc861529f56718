import { type LiveDraft, stackOf } from '../live-draft';
import type { Snapshot } from '../snapshot';

/** Peerings that carry traffic: one that is not active leads nowhere. */
export function peerings(draft: LiveDraft, { peerings: read }: Snapshot): void {
  const type = 'AWS::EC2::VPCPeeringConnection';
  if (!draft.has(read, [type])) return;
  draft.put(
    type,
    read
      .filter(({ Status }) => Status?.Code === 'active')
      .map(({ VpcPeeringConnectionId: id = '', RequesterVpcInfo, AccepterVpcInfo }) => ({
        key: id,
        stack: stackOf(draft, 'AWS::EC2::VPC', RequesterVpcInfo?.VpcId),
        properties: { VpcId: RequesterVpcInfo?.VpcId, PeerVpcId: AccepterVpcInfo?.VpcId },
        physical: { id },
      })),
  );
}
