import type { ExistingTransitGateway } from '../metadata';
import { isUnknown, type Known, type TransitGatewayAttachment, type Where } from '../model';
import type { Resource } from '../resource';
import { defaultTransitGatewayTableId } from '../stand-ins/ec2';
import type { World } from '../world';
import { elementOf, idText, required } from './element';
import { byProperty, type Groups } from './groups';

type AttachmentRoute = TransitGatewayAttachment['routes'][number];

/** VPC attachments, each with the routes of the gateway's table that it is associated with. */
export function buildTransitGatewayAttachments(world: World): TransitGatewayAttachment[] {
  const attachments = world.ofType(
    'AWS::EC2::TransitGatewayAttachment',
    'AWS::EC2::TransitGatewayVpcAttachment',
  );
  const tables = new TransitGatewayTables(world, attachments);
  const created = attachments.map((resource): TransitGatewayAttachment => {
    const { settings, key: id } = resource;
    const gateway = idText(required(resource, 'TransitGatewayId'), resource.seed);
    const table = tables.associated(resource);
    const routes = table === undefined ? [] : tables.routes(table);
    const seesAll = world.ofType('AWS::EC2::TransitGateway').some((one) => one.key === gateway);
    const stated = world.metadata.transitGateways.find((one) => one.id === gateway && one.routes);
    if (!seesAll && !stated) {
      settings.keep(world.unknown(`tables of transit gateway ${gateway} are in no template`, resource.where));
    }
    return {
      id,
      transitGatewayId: gateway,
      vpcId: required(resource, 'VpcId'),
      subnetIds: settings.texts('SubnetIds').filter((subnet) => typeof subnet === 'string'),
      routes: [...routes, ...statedRoutes(stated)],
      ...elementOf(resource),
    };
  });
  return [...created, ...world.metadata.transitGateways.flatMap((one) => existingAttachment(world, one))];
}

/** Who is beyond an attachment that no template shows: a VPN or a Direct Connect gateway. */
const outside = 'outside';

function statedRoutes(gateway: ExistingTransitGateway | undefined): AttachmentRoute[] {
  if (!gateway) return [];
  const { routes = [], where } = gateway;
  return routes.map((destination, index) => ({
    destination,
    attachmentId: outside,
    where: { ...where, property: `${where.property}.routes[${index}]` },
  }));
}

function existingAttachment(world: World, gateway: ExistingTransitGateway): TransitGatewayAttachment[] {
  const { id, vpc, attachment, routes, where } = gateway;
  if (!attachment || vpc === undefined) return [];
  const inZones = world.subnets
    .ofVpc(vpc)
    .filter(({ zone }) => !isUnknown(zone) && attachment.zones.includes(zone));
  return [
    {
      id: attachment.id,
      transitGatewayId: id,
      vpcId: vpc,
      // The attachment has subnets of its own; a subnet here stands for its zone.
      subnetIds: inZones.map((subnet) => subnet.id),
      routes: statedRoutes(gateway),
      where,
      ...(routes
        ? {}
        : { unresolved: [world.unknown(`the route table of ${attachment.id} is not stated`, where)] }),
    },
  ];
}

/** Associations, propagations and static routes; the default table unless a gateway switches it off (doc). */
class TransitGatewayTables {
  readonly #associations: Groups;
  readonly #static: Groups;
  readonly #propagations: Groups;

  constructor(
    readonly world: World,
    readonly attachments: readonly Resource[],
  ) {
    const by = (type: string, property: string) => byProperty(world.ofType(type), property);
    this.#associations = by('AWS::EC2::TransitGatewayRouteTableAssociation', 'TransitGatewayAttachmentId');
    this.#propagations = by('AWS::EC2::TransitGatewayRouteTablePropagation', 'TransitGatewayRouteTableId');
    this.#static = by('AWS::EC2::TransitGatewayRoute', 'TransitGatewayRouteTableId');
  }

  /** Id of the table that an attachment's traffic is looked up in. */
  associated(attachment: Resource): string | undefined {
    for (const orphan of [...this.#static.orphans, ...this.#propagations.orphans]) {
      attachment.settings.keep(orphan);
    }
    const explicit = this.#associations.of(attachment)[0]?.settings.text('TransitGatewayRouteTableId');
    if (explicit !== undefined) return isUnknown(explicit) ? undefined : explicit;
    return this.#default(attachment, 'DefaultRouteTableAssociation');
  }

  routes(table: string): AttachmentRoute[] {
    const fixed = this.#static.get(table).flatMap(({ settings, where }): AttachmentRoute[] => {
      const attachmentId = settings.literal('TransitGatewayAttachmentId');
      const destination = settings.text('DestinationCidrBlock');
      if (attachmentId === undefined || destination === undefined) return [];
      return [{ destination, attachmentId, where }];
    });
    const explicit = this.#propagations.get(table).flatMap(({ settings, where }) => {
      const source = this.attachments.find((one) => one.key === settings.text('TransitGatewayAttachmentId'));
      return source ? this.#cidrsBehind(source, where) : [];
    });
    const byDefault = this.attachments
      .filter((one) => this.#default(one, 'DefaultRouteTablePropagation') === table)
      .flatMap((one) => this.#cidrsBehind(one, one.where));
    return [...fixed, ...explicit, ...byDefault];
  }

  #default(attachment: Resource, setting: string): string | undefined {
    const gatewayId = attachment.settings.text('TransitGatewayId');
    const gateway = this.world.ofType('AWS::EC2::TransitGateway').find((one) => one.key === gatewayId);
    if (!gateway || gateway.settings.literal(setting) === 'disable') return undefined;
    return defaultTransitGatewayTableId(gateway.key);
  }

  #cidrsBehind(attachment: Resource, where: Where): AttachmentRoute[] {
    const vpcId = attachment.settings.text('VpcId');
    const vpc = this.world.ofType('AWS::EC2::VPC').find((one) => one.key === vpcId);
    const existing = this.world.metadata.vpcs.find((one) => one.id === vpcId);
    const cidrs: readonly Known<string>[] = vpc ? [required(vpc, 'CidrBlock')] : (existing?.cidrs ?? []);
    return cidrs.map((destination) => ({ destination, attachmentId: attachment.key, where }));
  }
}
