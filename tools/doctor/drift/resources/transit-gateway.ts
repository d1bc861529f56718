import { type LiveDraft, type LiveResource, stackOf, textOf } from '../live-draft';
import { isRead, type Snapshot } from '../snapshot';

const kind = (name: string) => `AWS::EC2::TransitGateway${name}`;
const attachmentTypes = [kind('Attachment'), kind('VpcAttachment')] as const;

/** What the reader calls an attachment of a VPN or a Direct Connect gateway. */
const outside = 'outside';

/**
 * Transit gateways that the VPCs are attached to. Each attachment gets the routes of the table that it is associated
 * with, however they came into it: so defaults are off, and propagations are routes.
 */
export function transitGateways(draft: LiveDraft, { transitGateways: read }: Snapshot): void {
  const parts = ['RouteTable', 'RouteTableAssociation', 'RouteTablePropagation', 'Route'].map(kind);
  const all = [kind(''), ...attachmentTypes, ...parts];
  if (!draft.has(read, all)) return;
  const owner = (id: string) => draft.declaredOf(kind('')).find(({ physical }) => physical.id === id);
  const stated = new Map(draft.world.metadata.transitGateways.map((one) => [one.id, one.where.stack]));
  const stack = (id: string) => owner(id)?.scope.name ?? stated.get(id) ?? '';
  for (const { id } of read) draft.took(id);
  draft.put(
    kind(''),
    read.map(({ id }) => ({
      key: id,
      stack: stack(id),
      properties: { DefaultRouteTableAssociation: 'disable', DefaultRouteTablePropagation: 'disable' },
      physical: { id },
    })),
  );
  const attachments = read.flatMap(({ id, attachments: own }) =>
    own.map((one): LiveResource => {
      const key = one.TransitGatewayAttachmentId ?? '';
      return {
        key,
        stack: stackOf(draft, 'AWS::EC2::VPC', one.VpcId),
        properties: { TransitGatewayId: id, VpcId: one.VpcId, SubnetIds: one.SubnetIds ?? [] },
        physical: { id: key },
      };
    }),
  );
  const [first, second] = attachmentTypes;
  const isSecond = ({ key }: LiveResource) =>
    draft.declaredOf(second).some(({ physical }) => physical.id === key);
  draft.put(
    first,
    attachments.filter((one) => !isSecond(one)),
  );
  draft.put(second, attachments.filter(isSecond));
  tables(draft, read, stack);
}

type Gateways = Exclude<Snapshot['transitGateways'], { readonly notRead: string }>;

function tables(draft: LiveDraft, read: Gateways, stack: (id: string) => string): void {
  const associations: LiveResource[] = [];
  const routes: LiveResource[] = [];
  for (const { id, tables: own } of read) {
    for (const { table, attachmentIds, routes: found } of own) {
      for (const attachment of attachmentIds)
        associations.push({
          key: attachment,
          stack: stack(id),
          properties: { TransitGatewayAttachmentId: attachment, TransitGatewayRouteTableId: table },
        });
      if (!isRead(found)) {
        draft.mark(table, found.notRead, ['network']);
        continue;
      }
      for (const { DestinationCidrBlock, TransitGatewayAttachments: [to] = [] } of found)
        routes.push({
          key: `${table} ${DestinationCidrBlock}`,
          stack: stack(id),
          properties: {
            TransitGatewayRouteTableId: table,
            DestinationCidrBlock,
            TransitGatewayAttachmentId: to?.ResourceType === 'vpc' ? to.TransitGatewayAttachmentId : outside,
          },
        });
    }
  }
  draft.put(
    kind('RouteTableAssociation'),
    associations,
    (resource) => textOf(resource, 'TransitGatewayAttachmentId') ?? '',
  );
  draft.put(
    kind('Route'),
    routes,
    (resource) =>
      `${textOf(resource, 'TransitGatewayRouteTableId')} ${textOf(resource, 'DestinationCidrBlock')}`,
  );
  for (const resource of draft.declaredOf(kind('RouteTable'))) draft.confirm(resource);
  for (const resource of draft.declaredOf(kind('RouteTablePropagation'))) draft.remove(resource);
}
