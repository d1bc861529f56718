import { vantageTag } from '../../../assembly/builders/network';
import type { LiveDraft, LiveResource } from '../live-draft';
import { stackOf, textOf } from '../live-draft';
import { isRead, type Snapshot } from '../snapshot';

const type = 'AWS::EC2::VPC';

/** VPCs with their further CIDRs and their internet gateways. */
export function vpcs(draft: LiveDraft, { vpcs: read, internetGateways }: Snapshot): void {
  if (!draft.has(read, [type, 'AWS::EC2::VPCCidrBlock'])) return;
  for (const { id } of draft.world.metadata.vpcs) draft.took(id);
  const stack = (id: string) => stackOf(draft, type, id);
  draft.put(
    type,
    read.map(({ vpc, dnsSupport, dnsHostnames }): LiveResource => {
      const id = vpc.VpcId ?? '';
      const stated = draft.world.metadata.vpcs.find((one) => one.id === id);
      for (const setting of [dnsSupport, dnsHostnames])
        if (!isRead(setting)) draft.mark(id, setting.notRead, ['dns']);
      return {
        key: id,
        stack: stack(id),
        properties: {
          CidrBlock: vpc.CidrBlock,
          // Not read: as a chain needs it, and marked above.
          EnableDnsSupport: isRead(dnsSupport) ? dnsSupport : true,
          EnableDnsHostnames: isRead(dnsHostnames) ? dnsHostnames : true,
          Tags: stated ? [{ Key: vantageTag, Value: stated.name }] : (vpc.Tags ?? []),
        },
        physical: { id },
      };
    }),
  );
  draft.put(
    'AWS::EC2::VPCCidrBlock',
    read.flatMap(({ vpc: { VpcId = '', CidrBlock, CidrBlockAssociationSet = [] } }) =>
      CidrBlockAssociationSet.filter(
        (one) => one.CidrBlock !== CidrBlock && (one.CidrBlockState?.State ?? 'associated') === 'associated',
      ).map((one) => ({
        key: `${VpcId} ${one.CidrBlock}`,
        stack: stack(VpcId),
        properties: { VpcId, CidrBlock: one.CidrBlock },
      })),
    ),
    (resource) => `${textOf(resource, 'VpcId')} ${textOf(resource, 'CidrBlock')}`,
  );
  attachGateways(draft, internetGateways);
}

function attachGateways(draft: LiveDraft, read: Snapshot['internetGateways']): void {
  const types = ['AWS::EC2::InternetGateway', 'AWS::EC2::VPCGatewayAttachment'];
  if (!draft.has(read, types)) return;
  for (const gateway of draft.declaredOf('AWS::EC2::InternetGateway')) draft.confirm(gateway);
  const attached = read.flatMap(({ InternetGatewayId = '', Attachments = [] }) =>
    Attachments.filter(({ State }) => State !== 'detached' && State !== 'detaching').map(
      ({ VpcId = '' }): LiveResource => ({
        key: `${VpcId} ${InternetGatewayId}`,
        stack: stackOf(draft, type, VpcId),
        properties: { VpcId, InternetGatewayId },
      }),
    ),
  );
  draft.put('AWS::EC2::VPCGatewayAttachment', attached, (resource) =>
    // One of a VPN gateway is not among these.
    resource.raw.Properties?.InternetGatewayId === undefined
      ? undefined
      : `${textOf(resource, 'VpcId')} ${textOf(resource, 'InternetGatewayId')}`,
  );
}
