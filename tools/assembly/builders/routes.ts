import { isUnknown, type Route, type RouteTable, type Unknown } from '../model';
import type { Resource } from '../resource';
import { mainRouteTableId } from '../stand-ins/ec2';
import type { World } from '../world';
import { elementOf, idText, required, unseen } from './element';
import { byProperty } from './groups';

type Kind = Exclude<Route['target'], Unknown>['kind'];

const targetProperties: readonly (readonly [property: string, kind: Kind])[] = [
  ['VpcPeeringConnectionId', 'peering'],
  ['TransitGatewayId', 'transit-gateway'],
  ['NatGatewayId', 'nat-gateway'],
  ['GatewayId', 'internet-gateway'],
  ['InstanceId', 'other'],
  ['NetworkInterfaceId', 'other'],
  ['VpcEndpointId', 'other'],
  ['CarrierGatewayId', 'other'],
  ['LocalGatewayId', 'other'],
  ['CoreNetworkArn', 'other'],
  ['EgressOnlyInternetGatewayId', 'other'],
];

function routeOf(resource: Resource): Route {
  const { settings } = resource;
  const destination =
    settings.text('DestinationCidrBlock') ??
    settings.text('DestinationIpv6CidrBlock') ??
    settings.text('DestinationPrefixListId') ??
    resource.world.unknown('the route has no destination', resource.where);
  return { destination, target: targetOf(resource), ...elementOf(resource) };
}

function targetOf({ settings, world, where }: Resource): Route['target'] {
  for (const [property, kind] of targetProperties) {
    const id = settings.text(property);
    if (id === undefined) continue;
    if (isUnknown(id)) return id;
    // GatewayId takes internet and VPN gateways alike; the id's prefix tells.
    if (property === 'GatewayId' && !id.startsWith('igw-')) {
      return { kind: id.startsWith('vgw-') ? 'vpn-gateway' : 'other', id };
    }
    return { kind, id };
  }
  return world.unknown('the route has no target', where);
}

/**
 * Route tables of the templates, the main tables of their VPCs, and existing tables that a template adds
 * routes to: of those only the added routes are known, and `unresolved` says so.
 */
export function buildRouteTables(world: World): RouteTable[] {
  const routes = byProperty(world.ofType('AWS::EC2::Route'), 'RouteTableId');
  const propagated = propagatedRoutes(world);
  const created = world.ofType('AWS::EC2::RouteTable').map((resource): RouteTable => {
    resource.unresolved.push(...(propagated.get(resource.key) ?? []));
    return {
      id: resource.key,
      vpcId: idText(required(resource, 'VpcId'), resource.seed),
      routes: routes.of(resource).map(routeOf),
      ...elementOf(resource),
    };
  });
  const main = world.ofType('AWS::EC2::VPC').map((resource): RouteTable => {
    const id = mainRouteTableId(resource.key);
    const own = routes.get(id).map(routeOf);
    const orphans = routes.orphans.length > 0 ? { unresolved: routes.orphans } : {};
    return { id, vpcId: resource.key, routes: own, where: resource.where, ...orphans };
  });
  const seen = new Set([...created, ...main].map(({ id }) => id));
  const others = routes.ids().filter((id) => !seen.has(id));
  const existing = others.map((id): RouteTable => {
    const resources = routes.get(id);
    const where = resources[0]!.where;
    const vpc = world.metadata.vpcs.find(({ subnets }) => subnets.some((one) => one.routeTable === id));
    return {
      id,
      vpcId: vpc?.id ?? id,
      routes: resources.map(routeOf),
      where,
      unresolved: [unseen(world, `routes that ${id} has already are in no template`, where)],
    };
  });
  return [...created, ...main, ...existing];
}

function propagatedRoutes(world: World): Map<string, Unknown[]> {
  const byTable = new Map<string, Unknown[]>();
  for (const resource of world.ofType('AWS::EC2::VPNGatewayRoutePropagation')) {
    for (const id of resource.settings.texts('RouteTableIds')) {
      if (isUnknown(id)) continue;
      const unknown = world.unknown('a VPN gateway propagates routes that no template shows', resource.where);
      byTable.set(id, [...(byTable.get(id) ?? []), unknown]);
    }
  }
  return byTable;
}
