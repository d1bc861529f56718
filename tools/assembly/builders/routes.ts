import { isUnknown, type Route, type RouteTable, type Unknown } from '../model';
import type { Resource } from '../resource';
import { mainRouteTableId } from '../stand-ins/ec2';
import type { World } from '../world';
import { elementOf, idText, required, unseen } from './element';
import { byProperty } from './groups';
import { statedRoutes } from './stated';

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
    const learned = propagated.get(resource.key);
    resource.unresolved.push(...(learned?.unknowns ?? []));
    return {
      id: resource.key,
      vpcId: idText(required(resource, 'VpcId'), resource.seed),
      routes: [...routes.of(resource).map(routeOf), ...(learned?.routes ?? [])],
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
  const stated = world.metadata.vpcs.flatMap((vpc) => Object.keys(vpc.routeTables ?? {}));
  const others = [...new Set([...stated, ...routes.ids()])].filter((id) => !seen.has(id));
  const existing = others.map((id): RouteTable => {
    const resources = routes.get(id);
    const vpc = world.metadata.vpcs.find(
      ({ subnets, routeTables }) => routeTables?.[id] ?? subnets.some((one) => one.routeTable === id),
    );
    const given = vpc && statedRoutes(vpc, id);
    const where = given?.where ?? resources[0]?.where ?? { stack: '', logicalId: id };
    return {
      id,
      vpcId: vpc?.id ?? id,
      routes: [...(given?.routes ?? []), ...resources.map(routeOf)],
      where,
      ...(given
        ? {}
        : { unresolved: [unseen(world, `routes that ${id} has already are in no template`, where)] }),
    };
  });
  return [...created, ...main, ...existing];
}

/** Routes that a VPN gateway puts into tables: those that hybrid.yaml states of an existing one, else unknown. */
function propagatedRoutes(world: World) {
  const byTable = new Map<string, { readonly routes: Route[]; readonly unknowns: Unknown[] }>();
  const known = world.metadata.onPremises?.vpnGateway;
  for (const { settings, where } of world.ofType('AWS::EC2::VPNGatewayRoutePropagation')) {
    const isKnown = known !== undefined && settings.text('VpnGatewayId') === known.id;
    for (const id of settings.texts('RouteTableIds')) {
      if (isUnknown(id)) continue;
      const own = byTable.get(id) ?? { routes: [], unknowns: [] };
      byTable.set(id, own);
      if (isKnown) {
        const target = { kind: 'vpn-gateway', id: known.id } as const;
        own.routes.push(...known.propagates.map((destination) => ({ destination, target, where })));
      } else {
        own.unknowns.push(world.unknown('a VPN gateway propagates routes that no template shows', where));
      }
    }
  }
  return byTable;
}
