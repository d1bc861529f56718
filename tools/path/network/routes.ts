import { isUnknown, type Known, type Model, type Route } from '../../assembly/model';
import { cidrContains, parseCidr } from '../../ipv4';
import { indexOf } from '../model-index';
import { openSetting } from '../unresolved';
import { describeParty, type Finding, type Party, textOf } from './party';

type Direction = Finding['direction'];

/** How a packet leaves: decides whether a security group can refer to a group of the other side. */
export type Via = 'local' | 'peering' | 'transit-gateway' | 'outside';

export interface Routing {
  readonly finding: Finding;
  readonly via: Via;
}

/** The longest matching known destination wins; unknown ones matter only where none matches. */
export function longestMatch<T extends { readonly destination: Known<string> }>(
  routes: readonly T[],
  address: string,
): T | undefined {
  let best: T | undefined;
  for (const route of routes) {
    if (isUnknown(route.destination) || !cidrContains(route.destination, address)) continue;
    if (!best || prefixOf(route) > prefixOf(best)) best = route;
  }
  return best ?? routes.find((route) => isUnknown(route.destination));
}

function prefixOf({ destination }: { readonly destination: Known<string> }): number {
  return (typeof destination === 'string' && parseCidr(destination)?.prefix) || 0;
}

/** Whether a packet from one party finds the way to the other, by the settings of the sender's side. */
export function checkRoute(model: Model, from: Party, to: Party, direction: Direction): Routing {
  const finding = (outcome: Finding['outcome'], code: Finding['code'], because: string): Finding => ({
    outcome,
    direction,
    code,
    because,
    where: from.subnet ? [from.subnet.where] : [],
  });
  const open = (because: string, via: Via): Routing => ({
    finding: finding('open', 'NETWORK_OPEN', because),
    via,
  });
  const other = (outcome: 'block' | 'unknown', code: Finding['code'], because: string): Routing => ({
    finding: finding(outcome, code, because),
    via: 'outside',
  });
  const ends = `from ${describeParty(from)} to ${describeParty(to)}`;

  if (from.kind === 'public-front') return open(`the public front answers ${describeParty(to)}`, 'outside');
  if (from.kind === 'internet') {
    if (to.kind === 'public-front') return open('the address is on the internet', 'outside');
    if (to.isInternetFacing && to.vpc?.hasInternetGateway)
      return open(`VPC ${to.vpc.name} has an internet gateway`, 'outside');
    return other(
      'block',
      'NETWORK_PRIVATE_ADDRESS',
      `${to.address} is private: the internet does not route it`,
    );
  }
  if (from.kind === 'external') {
    if (to.kind === 'public-front')
      return other('unknown', 'NETWORK_NOT_KNOWN', `the data centre's way to the internet is not shown`);
    return open(`the data centre's own routes and firewall are taken as open ${ends}`, 'outside');
  }
  if (to.kind === 'vpc' && from.vpc && to.vpc === from.vpc)
    return open(`the local route of VPC ${from.vpc.name} leads ${ends}`, 'local');
  return leaveVpc(model, from, to, direction);
}

/** Follows the sender's route table out of its VPC. */
function leaveVpc(model: Model, from: Party, to: Party, direction: Direction): Routing {
  const tableId = from.subnet?.routeTableId;
  const table = typeof tableId === 'string' ? indexOf(model).routeTables.get(tableId) : undefined;
  const route = table && longestMatch(table.routes, to.address);
  const where = [(route ?? table ?? from.subnet ?? from.interface)?.where].filter((place) => !!place);
  const answer = (
    outcome: Finding['outcome'],
    code: Finding['code'],
    because: string,
    via: Via = 'outside',
    fix?: string,
  ): Routing => ({ finding: { outcome, direction, code, because, where, fix }, via });
  const unknown = (because: string) => answer('unknown', 'NETWORK_NOT_KNOWN', because);
  const noRoute = (because: string) =>
    answer('block', 'NO_ROUTE_TO_DESTINATION', because, 'outside', addRoute(from, to));

  if (!table) {
    const cause = isUnknown(tableId)
      ? tableId.reason
      : `no route table of ${from.address} is in the templates`;
    return unknown(`the route table of ${describeParty(from)} is not known: ${cause}`);
  }
  const unseen = openSetting(table, /Route/);
  if (!route && unseen)
    return unknown(`whether ${table.where.logicalId} leads to ${to.address} is not known: ${unseen.reason}`);
  if (!route) {
    if (to.kind === 'public-front')
      return answer(
        'block',
        'NETWORK_NO_INTERNET_ACCESS',
        `${table.where.logicalId} has no route to the internet`,
      );
    return noRoute(`${table.where.logicalId} has no route to ${to.address}`);
  }
  if (isUnknown(route.destination) || isUnknown(route.target))
    return unknown(
      `a route of ${table.where.logicalId} is ${textOf(isUnknown(route.target) ? route.target : route.destination)}`,
    );

  const led = `${table.where.logicalId} sends ${route.destination} to ${route.target.id}`;
  switch (route.target.kind) {
    case 'peering':
      return followPeering(model, from, to, route, answer, led);
    case 'transit-gateway':
      return followTransitGateway(model, from, to, route.target.id, answer, led);
    case 'vpn-gateway':
      if (to.kind === 'external') return answer('open', 'NETWORK_OPEN', led);
      return noRoute(`${led}, a virtual private gateway, which does not lead to ${describeParty(to)}`);
    case 'internet-gateway':
    case 'nat-gateway':
      if (to.kind === 'public-front' || to.kind === 'internet') return answer('open', 'NETWORK_OPEN', led);
      return noRoute(`${led}, which drops the private address ${to.address}`);
    default:
      return unknown(`${led}, which is not modelled`);
  }
}

type Answer = (
  outcome: Finding['outcome'],
  code: Finding['code'],
  because: string,
  via?: Via,
  fix?: string,
) => Routing;

function followPeering(
  model: Model,
  from: Party,
  to: Party,
  route: Route,
  answer: Answer,
  led: string,
): Routing {
  const id = isUnknown(route.target) ? '' : route.target.id;
  const peering = model.peerings.find((candidate) => candidate.id === id);
  if (!peering)
    return answer('unknown', 'NETWORK_NOT_KNOWN', `${led}, a peering that is not in the templates`);
  const sides = [peering.requesterVpcId, peering.accepterVpcId];
  const far = sides.find((side) => side !== from.vpc?.id);
  if (isUnknown(far) || far === undefined)
    return answer('unknown', 'NETWORK_NOT_KNOWN', `${led}, whose other VPC is ${textOf(far)}`);
  if (to.kind === 'vpc' && to.vpc?.id === far) return answer('open', 'NETWORK_OPEN', led, 'peering');
  // aws-facts §7 (doc): peering is not transitive, and is no way to the peer's VPN or gateway.
  return answer('block', 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR', `${led}, and ${to.address} is not in ${far}`);
}

function followTransitGateway(
  model: Model,
  from: Party,
  to: Party,
  id: string,
  answer: Answer,
  led: string,
): Routing {
  const attachments = model.transitGatewayAttachments.filter((own) => own.transitGatewayId === id);
  const own = attachments.find((attachment) => attachment.vpcId === from.vpc?.id);
  if (!own) {
    const unclear = attachments.some((attachment) => isUnknown(attachment.vpcId));
    if (unclear)
      return answer('unknown', 'NETWORK_NOT_KNOWN', `${led}; which VPCs are attached is not known`);
    return answer(
      'block',
      'TGW_ATTACHMENT_MISSING',
      `${led}, to which VPC ${from.vpc?.name} is not attached`,
    );
  }
  // A subnet reaches a transit gateway only through an attachment subnet of its own zone.
  const zones = own.subnetIds.map((subnetId) => indexOf(model).subnets.get(subnetId)?.zone);
  const zone = from.subnet?.zone;
  const isKnown = typeof zone === 'string' && zones.every((candidate) => typeof candidate === 'string');
  if (isKnown && !zones.includes(zone))
    return answer(
      'block',
      'TGW_ATTACHMENT_MISSING',
      `${led}; the attachment ${own.id} has no subnet in ${zone}`,
    );

  const onward = longestMatch(own.routes, to.address);
  const table = `the transit gateway's route table of ${own.id}`;
  if (!onward && own.routes.length > 0)
    return answer('block', 'TGW_NO_ROUTE', `${led}; ${table} has no route to ${to.address}`);
  if (!onward || isUnknown(onward.destination))
    return answer('unknown', 'NETWORK_NOT_KNOWN', `${led}; ${table} is not in the templates`);
  const target = model.transitGatewayAttachments.find((attachment) => attachment.id === onward.attachmentId);
  if (to.kind === 'vpc' && target && !isUnknown(target.vpcId) && target.vpcId !== to.vpc?.id)
    return answer('block', 'TGW_NO_ROUTE', `${led}; ${table} sends ${to.address} to ${target.vpcId}`);
  const isCertain = to.kind === 'external' || (target && !isUnknown(target.vpcId));
  if (!isCertain)
    return answer('unknown', 'NETWORK_NOT_KNOWN', `${led}; attachment ${onward.attachmentId} is not known`);
  return answer('open', 'NETWORK_OPEN', led, 'transit-gateway');
}

function addRoute(from: Party, to: Party): string {
  const cidr = to.vpc?.cidrs.find((own) => typeof own === 'string' && cidrContains(own, to.address));
  return `Add a route to ${cidr ?? to.address} to the route table of ${from.subnet?.where.logicalId ?? from.address}`;
}
