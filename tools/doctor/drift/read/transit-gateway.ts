import type { TransitGatewayVpcAttachment } from '@aws-sdk/client-ec2';
import type { Facts } from '../../read';
import type { Read, TransitGatewayFacts } from '../snapshot';
import { told } from './told';

/** Asks EC2 for the transit gateways that some VPCs are attached to, and what their tables lead to. */
export async function readTransitGateways(
  facts: Facts,
  vpcIds: readonly string[],
): Promise<Read<readonly TransitGatewayFacts[]>> {
  if (vpcIds.length === 0) return [];
  return told(
    (async () => {
      const answer = await facts.read('ec2:DescribeTransitGatewayVpcAttachments', {
        Filters: [{ Name: 'vpc-id', Values: [...vpcIds] }],
      });
      const attached = (answer?.TransitGatewayVpcAttachments ?? []).filter(
        ({ State }) => State === 'available',
      );
      const ids = [...new Set(attached.flatMap(({ TransitGatewayId }) => TransitGatewayId ?? []))];
      return Promise.all(ids.map((id) => gatewayOf(facts, id, attached)));
    })(),
  );
}

async function gatewayOf(
  facts: Facts,
  id: string,
  attached: readonly TransitGatewayVpcAttachment[],
): Promise<TransitGatewayFacts> {
  const answer = await facts.read('ec2:DescribeTransitGatewayAttachments', {
    Filters: [{ Name: 'transit-gateway-id', Values: [id] }],
  });
  const held = new Map<string, string[]>();
  for (const { TransitGatewayAttachmentId: attachment, Association } of answer?.TransitGatewayAttachments ??
    []) {
    const table = Association?.TransitGatewayRouteTableId;
    if (table && attachment) held.set(table, [...(held.get(table) ?? []), attachment]);
  }
  const tables = await Promise.all(
    [...held].map(async ([table, attachmentIds]) => ({
      table,
      attachmentIds,
      routes: await told(
        facts
          .read('ec2:SearchTransitGatewayRoutes', {
            TransitGatewayRouteTableId: table,
            Filters: [{ Name: 'state', Values: ['active'] }],
          })
          .then((one) => one?.Routes ?? []),
      ),
    })),
  );
  return { id, attachments: attached.filter((one) => one.TransitGatewayId === id), tables };
}
