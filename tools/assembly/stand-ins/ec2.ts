import type { Resource } from '../resource';
import { endpointNames } from './endpoint-names';
import { ec2Id, hex } from './identifiers';
import { arnPrefix, fromId, fromProperty, nameOf, ownId, type StandIn, type StandIns } from './stand-in';

function plain(prefix: string, ...idAttributes: string[]): StandIn {
  return {
    ref: ({ seed }) => ec2Id(prefix, seed),
    attributes: Object.fromEntries(['Id', ...idAttributes].map((name) => [name, ownId])),
  };
}

/** Ids that a VPC brings along: derived from its own, so that they exist for existing VPCs as well. */
export const defaultSecurityGroupId = (vpcId: string) => ec2Id('sg', `${vpcId}/default`);
export const defaultNetworkAclId = (vpcId: string) => ec2Id('acl', `${vpcId}/default`);
export const mainRouteTableId = (vpcId: string) => ec2Id('rtb', `${vpcId}/main`);
export const defaultTransitGatewayTableId = (gatewayId: string) => ec2Id('tgw-rtb', `${gatewayId}/default`);

function interfaceAddress(resource: Resource) {
  const explicit = resource.property('PrivateIpAddress');
  return explicit ?? resource.world.addresses.of(resource.property('SubnetId') ?? null, resource.seed);
}

export const ec2StandIns: StandIns = {
  'AWS::EC2::VPC': {
    ref: ({ seed }) => ec2Id('vpc', seed),
    attributes: {
      VpcId: ownId,
      CidrBlock: fromProperty('CidrBlock'),
      CidrBlockAssociations: fromId((id) => [`vpc-cidr-assoc-0${hex(`${id}/cidr`, 16)}`]),
      DefaultSecurityGroup: fromId(defaultSecurityGroupId),
      DefaultNetworkAcl: fromId(defaultNetworkAclId),
      Ipv6CidrBlocks: () => [],
    },
  },
  'AWS::EC2::Subnet': {
    ref: ({ seed }) => ec2Id('subnet', seed),
    attributes: {
      SubnetId: ownId,
      AvailabilityZone: fromProperty('AvailabilityZone'),
      CidrBlock: fromProperty('CidrBlock'),
      VpcId: fromProperty('VpcId'),
      NetworkAclAssociationId: fromId((id) => ec2Id('aclassoc', id)),
      Ipv6CidrBlocks: () => [],
    },
  },
  'AWS::EC2::SecurityGroup': {
    ref: ({ seed }) => ec2Id('sg', seed),
    attributes: {
      Id: ownId,
      GroupId: ownId,
      VpcId: fromProperty('VpcId'),
      GroupName: (resource) => nameOf(resource, 'GroupName', 255),
    },
  },
  'AWS::EC2::VPCEndpoint': {
    ref: ({ seed, statedId }) => statedId ?? ec2Id('vpce', seed),
    attributes: {
      Id: ownId,
      NetworkInterfaceIds: (resource) => {
        const subnets = resource.property('SubnetIds');
        if (!Array.isArray(subnets)) return subnets;
        return subnets.map((subnet) =>
          typeof subnet === 'string' ? ec2Id('eni', `${resource.seed}/${subnet}`) : subnet,
        );
      },
      DnsEntries: (resource) => {
        const names = endpointNames(resource);
        return Array.isArray(names) ? names.map(({ zoneId, name }) => `${zoneId}:${name}`) : names;
      },
    },
  },
  'AWS::EC2::NetworkInterface': {
    ref: ({ seed }) => ec2Id('eni', seed),
    attributes: { Id: ownId, PrimaryPrivateIpAddress: interfaceAddress },
  },
  'AWS::EC2::Instance': {
    ref: ({ seed }) => ec2Id('i', seed),
    attributes: {
      InstanceId: ownId,
      PrivateIp: interfaceAddress,
      AvailabilityZone: fromProperty('AvailabilityZone'),
      VpcId: (resource) => resource.world.subnets.vpcOf(resource.property('SubnetId')),
    },
  },
  'AWS::EC2::TransitGateway': {
    ref: ({ seed }) => ec2Id('tgw', seed),
    attributes: {
      Id: ownId,
      TransitGatewayArn: fromId((id, resource) => `${arnPrefix(resource, 'ec2')}transit-gateway/${id}`),
    },
  },
  'AWS::EC2::RouteTable': plain('rtb', 'RouteTableId'),
  'AWS::EC2::NetworkAcl': plain('acl'),
  'AWS::EC2::VPCPeeringConnection': plain('pcx'),
  'AWS::EC2::TransitGatewayAttachment': plain('tgw-attach'),
  'AWS::EC2::TransitGatewayVpcAttachment': plain('tgw-attach'),
  'AWS::EC2::TransitGatewayRouteTable': plain('tgw-rtb', 'TransitGatewayRouteTableId'),
  'AWS::EC2::InternetGateway': plain('igw', 'InternetGatewayId'),
  'AWS::EC2::NatGateway': plain('nat', 'NatGatewayId'),
  'AWS::EC2::VPNGateway': plain('vgw', 'VPNGatewayId'),
  'AWS::EC2::CustomerGateway': plain('cgw', 'CustomerGatewayId'),
  'AWS::EC2::VPNConnection': plain('vpn', 'VpnConnectionId'),
  'AWS::EC2::PrefixList': plain('pl', 'PrefixListId'),
  'AWS::EC2::VPCEndpointService': plain('vpce-svc', 'ServiceId'),
};
