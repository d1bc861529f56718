import { type LiveDraft, type LiveResource, stackOf, textOf } from '../live-draft';
import type { Snapshot } from '../snapshot';

/** The rule that ends every list and denies what is left: it has no place in templates (VPC user guide, doc). */
const lastRule = 32767;

/** Network ACLs, default ones included, with their rules. */
export function networkAcls(draft: LiveDraft, { networkAcls: read }: Snapshot): void {
  if (!draft.has(read, ['AWS::EC2::NetworkAcl', 'AWS::EC2::NetworkAclEntry'])) return;
  draft.put(
    'AWS::EC2::NetworkAcl',
    read.map(({ NetworkAclId: id = '', VpcId }) => ({
      key: id,
      stack: stackOf(draft, 'AWS::EC2::VPC', VpcId),
      properties: { VpcId },
      physical: { id },
    })),
  );
  draft.put(
    'AWS::EC2::NetworkAclEntry',
    read.flatMap(({ NetworkAclId = '', VpcId, Entries = [] }) =>
      Entries.filter(({ RuleNumber }) => RuleNumber !== lastRule).map((entry): LiveResource => {
        const {
          RuleNumber,
          Egress = false,
          RuleAction,
          Protocol,
          CidrBlock,
          Ipv6CidrBlock,
          PortRange,
        } = entry;
        return {
          key: `${NetworkAclId} ${Egress} ${RuleNumber}`,
          stack: stackOf(draft, 'AWS::EC2::VPC', VpcId),
          properties: {
            NetworkAclId,
            RuleNumber,
            Egress,
            RuleAction,
            Protocol,
            ...(CidrBlock === undefined ? { Ipv6CidrBlock } : { CidrBlock }),
            ...(PortRange ? { PortRange: { From: PortRange.From, To: PortRange.To } } : {}),
          },
        };
      }),
    ),
    (resource) =>
      `${textOf(resource, 'NetworkAclId')} ${textOf(resource, 'Egress') ?? 'false'} ${textOf(resource, 'RuleNumber')}`,
  );
}
