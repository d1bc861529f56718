import {
  CfnRoute,
  CfnTransitGateway,
  CfnTransitGatewayAttachment,
  CfnTransitGatewayRouteTable,
  CfnTransitGatewayRouteTableAssociation,
  CfnTransitGatewayRouteTablePropagation,
  CfnVPCGatewayAttachment,
  CfnVPCPeeringConnection,
  CfnVPNGateway,
  CfnVPNGatewayRoutePropagation,
} from 'aws-cdk-lib/aws-ec2';
import type { CfnResource } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Network } from './2-network';

/** Routes from every known route table of a network towards the CIDRs, through one gateway. */
function route(
  scope: Construct,
  id: string,
  from: Network,
  towards: readonly string[],
  target: Pick<CfnRoute, 'vpcPeeringConnectionId'> | { transitGatewayId: string } | { gatewayId: string },
  after?: CfnResource,
): void {
  const tables = new Map(
    from.subnets.flatMap(({ routeTableId, zone }) => (routeTableId ? [[routeTableId, zone] as const] : [])),
  );
  for (const [routeTableId, zone] of tables) {
    for (const [index, destinationCidrBlock] of towards.entries()) {
      const name = `${id}Zone${zone.slice(-1).toUpperCase()}${index || ''}`;
      const created = new CfnRoute(scope, name, { routeTableId, destinationCidrBlock, ...target });
      if (after) created.addResourceDependency(after);
    }
  }
}

export interface BetweenProps {
  readonly application: Network;
  readonly dataCentre: Network;
}

/** A peering of two VPCs of one account and region, which accepts itself, with the routes of both sides. */
export class Peering extends Construct {
  constructor(scope: Construct, id: string, { application, dataCentre }: BetweenProps) {
    super(scope, id);
    const peering = new CfnVPCPeeringConnection(this, 'Connection', {
      vpcId: dataCentre.vpcId,
      peerVpcId: application.vpcId,
    });
    const target = { vpcPeeringConnectionId: peering.ref };
    route(this, 'ToDataCentre', application, dataCentre.cidrs, target);
    route(this, 'ToApplication', dataCentre, application.cidrs, target);
  }
}

export interface TransitLinkProps {
  readonly network: Network;
  readonly transitGatewayId: string;
  readonly towards: readonly string[];
}

/** A network's attachment to a Transit Gateway and its routes into it. */
export class TransitLink extends Construct {
  readonly attachment: CfnTransitGatewayAttachment;

  constructor(scope: Construct, id: string, { network, transitGatewayId, towards }: TransitLinkProps) {
    super(scope, id);
    this.attachment = new CfnTransitGatewayAttachment(this, 'Attachment', {
      transitGatewayId,
      vpcId: network.vpcId,
      subnetIds: network.subnets.map(({ subnetId }) => subnetId),
    });
    route(this, 'Route', network, towards, { transitGatewayId }, this.attachment);
  }
}

export interface TransitProps extends BetweenProps {
  /** One that is there; its owner decides which attachments meet. @default one is created for the two networks */
  readonly transitGatewayId?: string;
}

/** Both networks on one Transit Gateway. A created gateway has one route table, written out: nothing by default. */
export class Transit extends Construct {
  constructor(scope: Construct, id: string, props: TransitProps) {
    super(scope, id);
    const transitGatewayId = props.transitGatewayId ?? this.createGateway();
    const { application, dataCentre } = props;
    const links = {
      Application: new TransitLink(this, 'Application', {
        network: application,
        transitGatewayId,
        towards: dataCentre.cidrs,
      }),
      DataCentre: new TransitLink(this, 'DataCentre', {
        network: dataCentre,
        transitGatewayId,
        towards: application.cidrs,
      }),
    };
    if (props.transitGatewayId) return;
    const table = new CfnTransitGatewayRouteTable(this, 'Routes', { transitGatewayId });
    for (const [name, { attachment }] of Object.entries(links)) {
      const ids = { transitGatewayAttachmentId: attachment.ref, transitGatewayRouteTableId: table.ref };
      new CfnTransitGatewayRouteTableAssociation(this, `RoutesOf${name}`, ids);
      new CfnTransitGatewayRouteTablePropagation(this, `RoutesTo${name}`, ids);
    }
  }

  private createGateway(): string {
    return new CfnTransitGateway(this, 'Gateway', {
      autoAcceptSharedAttachments: 'disable',
      defaultRouteTableAssociation: 'disable',
      defaultRouteTablePropagation: 'disable',
      dnsSupport: 'enable',
    }).ref;
  }
}

export interface GatewayLinkProps {
  readonly network: Network;
  readonly towards: readonly string[];
  /** A virtual private gateway with its Direct Connect gateway or VPN. @default one is created */
  readonly existing?: string;
}

/**
 * A virtual private gateway and the routes to it: fixed ones to a created gateway, to which someone attaches a
 * Direct Connect interface or VPN; those that an existing gateway has learned, by propagation.
 */
export class GatewayLink extends Construct {
  constructor(scope: Construct, id: string, { network, towards, existing }: GatewayLinkProps) {
    super(scope, id);
    const gatewayId = existing ?? new CfnVPNGateway(this, 'Gateway', { type: 'ipsec.1' }).ref;
    const attachment = new CfnVPCGatewayAttachment(this, 'Attachment', {
      vpcId: network.vpcId,
      vpnGatewayId: gatewayId,
    });
    if (existing === undefined) {
      route(this, 'Route', network, towards, { gatewayId }, attachment);
      return;
    }
    const propagation = new CfnVPNGatewayRoutePropagation(this, 'Propagation', {
      vpnGatewayId: gatewayId,
      routeTableIds: network.subnets.flatMap(({ routeTableId }) => routeTableId ?? []),
    });
    propagation.addResourceDependency(attachment);
  }
}
