import type { ExistingVpc } from '../metadata';
import type { Known, Peering, Subnet, Unknown, Vpc, Where } from '../model';
import { defaultNetworkAclId, mainRouteTableId } from '../stand-ins/ec2';
import type { World } from '../world';
import { elementOf, idText, required, tagOf } from './element';
import { byProperty } from './groups';

/** Tag that names a VPC, or the function that stands for a host in it. */
export const vantageTag = 'hybrid-api:vantage';

/** VPCs that a template creates, and existing ones from the metadata. */
export function buildVpcs(world: World): Vpc[] {
  const extraCidrs = byProperty(world.ofType('AWS::EC2::VPCCidrBlock'), 'VpcId');
  const withGateway = new Set(
    world
      .ofType('AWS::EC2::VPCGatewayAttachment')
      .filter(({ settings }) => settings.has('InternetGatewayId'))
      .map(({ settings }) => settings.text('VpcId')),
  );
  const created = world.ofType('AWS::EC2::VPC').map((resource): Vpc => {
    const id = resource.key;
    const more = extraCidrs.of(resource).flatMap(({ settings }) => settings.text('CidrBlock') ?? []);
    return {
      id,
      name: tagOf(resource, vantageTag) ?? tagOf(resource, 'Name') ?? resource.logicalId,
      cidrs: [required(resource, 'CidrBlock'), ...more],
      dnsSupport: resource.settings.flag('EnableDnsSupport') ?? true,
      // AWS::EC2::VPC: off for a VPC that is not the account's default one (doc).
      dnsHostnames: resource.settings.flag('EnableDnsHostnames') ?? false,
      hasInternetGateway: withGateway.has(id),
      ...elementOf(resource),
    };
  });
  const existing = world.metadata.vpcs.map(
    (vpc): Vpc => ({
      id: vpc.id,
      name: vpc.name ?? vpc.id,
      cidrs: vpc.cidrs,
      dnsSupport: vpc.dnsSupport ?? true,
      dnsHostnames: vpc.dnsHostnames ?? true,
      hasInternetGateway: withGateway.has(vpc.id) || vpc.internetGateway === true,
      where: vpc.where,
      unresolved: unseenOf(world, vpc),
    }),
  );
  return [...created, ...existing];
}

/**
 * What nobody states of an existing VPC. Private DNS of an endpoint proves its DNS settings: AWS needs both for it
 * (aws-facts §5, doc).
 */
function unseenOf(world: World, { id: vpcId, where, ...stated }: ExistingVpc): Unknown[] {
  const at = (property: string): Where => ({ ...where, property: `${where.property}.${property}` });
  const isProven =
    world.metadata.endpoints.some(({ vpc, privateDns }) => vpc === vpcId && privateDns) ||
    world
      .ofType('AWS::EC2::VPCEndpoint')
      .some(
        ({ settings }) => settings.text('VpcId') === vpcId && settings.truth('PrivateDnsEnabled') === true,
      );
  const isStated = stated.dnsSupport !== undefined && stated.dnsHostnames !== undefined;
  const unseen: Unknown[] = [];
  if (!isProven && !isStated)
    unseen.push(
      world.unknown(`DNS settings of existing VPC ${vpcId} are in no template`, at('enableDnsSupport')),
    );
  if (stated.internetGateway === undefined)
    unseen.push(world.unknown(`gateways of existing VPC ${vpcId} are in no template`, at('internetGateway')));
  return unseen;
}

/** Subnets with the route table and network ACL that hold for them. */
export function buildSubnets(world: World): Subnet[] {
  const associated = (type: string, property: string) => {
    const groups = byProperty(world.ofType(type), 'SubnetId');
    return (id: string): Known<string> | undefined => {
      const [association] = groups.get(id);
      return association ? required(association, property) : groups.orphans[0];
    };
  };
  const tables = associated('AWS::EC2::SubnetRouteTableAssociation', 'RouteTableId');
  const acls = associated('AWS::EC2::SubnetNetworkAclAssociation', 'NetworkAclId');
  const created = world.ofType('AWS::EC2::Subnet').map((resource): Subnet => {
    const id = resource.key;
    const { cidr, zone, vpcId: vpc } = world.subnets.find(id) as Subnet;
    const vpcId = idText(vpc, `${resource.seed}/vpc`);
    const isExisting = world.metadata.vpcs.some((one) => one.id === vpcId);
    const unknown = (what: string) =>
      world.unknown(`the ${what} of existing VPC ${vpcId} is in no template`, resource.where);
    return {
      id,
      vpcId,
      cidr,
      zone,
      routeTableId: tables(id) ?? (isExisting ? unknown('main route table') : mainRouteTableId(vpcId)),
      networkAclId: acls(id) ?? (isExisting ? unknown('default network ACL') : defaultNetworkAclId(vpcId)),
      ...elementOf(resource),
    };
  });
  const existing = world.metadata.vpcs.flatMap((vpc) =>
    vpc.subnets.map(({ id, zone, cidr, routeTable, networkAcl }): Subnet => {
      const unknown = (what: string) =>
        world.unknown(`the ${what} of existing subnet ${id} is in no template`, vpc.where);
      return {
        id,
        vpcId: vpc.id,
        cidr,
        zone,
        routeTableId: tables(id) ?? routeTable ?? unknown('route table'),
        networkAclId: acls(id) ?? networkAcl ?? unknown('network ACL'),
        where: vpc.where,
      };
    }),
  );
  return [...created, ...existing];
}

export function buildPeerings(world: World): Peering[] {
  return world.ofType('AWS::EC2::VPCPeeringConnection').map((resource) => ({
    id: resource.key,
    requesterVpcId: required(resource, 'VpcId'),
    accepterVpcId: required(resource, 'PeerVpcId'),
    ...elementOf(resource),
  }));
}
