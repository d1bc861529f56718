import type { Route as AwsRoute, IpPermission, NetworkInterface } from '@aws-sdk/client-ec2';
import type { Model, Route, SecurityGroupRule } from '../../../../tools/assembly/model';
import {
  defaultNetworkAclId,
  defaultSecurityGroupId,
  mainRouteTableId,
} from '../../../../tools/assembly/stand-ins/ec2';
import type { World } from '../../../../tools/assembly/world';
import type { NetworkFacts } from '../../../../tools/doctor/drift/read/network';
import type { Snapshot } from '../../../../tools/doctor/drift/snapshot';

type Network = NetworkFacts & Pick<Snapshot, 'transitGateways'>;

/** What EC2 would answer if the templates were deployed. */
export function networkFacts(model: Model, world: World): Network {
  return {
    vpcs: model.vpcs.map(({ id, name, cidrs, dnsSupport, dnsHostnames }) => ({
      vpc: {
        VpcId: id,
        CidrBlock: String(cidrs[0]),
        CidrBlockAssociationSet: cidrs.map((cidr) => ({
          CidrBlock: String(cidr),
          CidrBlockState: { State: 'associated' },
        })),
        Tags: [{ Key: 'Name', Value: name }],
      },
      dnsSupport,
      dnsHostnames,
    })),
    subnets: model.subnets.map(({ id, vpcId, cidr, zone }) => ({
      SubnetId: id,
      VpcId: vpcId,
      CidrBlock: String(cidr),
      AvailabilityZone: String(zone),
    })),
    routeTables: model.routeTables.map(({ id, vpcId, routes }) => ({
      RouteTableId: id,
      VpcId: vpcId,
      Routes: [
        { DestinationCidrBlock: '10.0.0.0/8', GatewayId: 'local', State: 'active' },
        ...routes.map(routeOf),
      ],
      Associations: [
        ...(id === mainRouteTableId(vpcId) ? [{ Main: true, RouteTableId: id }] : []),
        ...model.subnets
          .filter((one) => one.routeTableId === id && id !== mainRouteTableId(vpcId))
          .map((one) => ({ Main: false, SubnetId: one.id, RouteTableId: id })),
      ],
    })),
    networkAcls: model.networkAcls.map(({ id, vpcId, entries }) => ({
      NetworkAclId: id,
      VpcId: vpcId,
      IsDefault: id === defaultNetworkAclId(vpcId),
      Associations: model.subnets
        .filter((one) => one.networkAclId === id)
        .map((one) => ({ SubnetId: one.id, NetworkAclId: id })),
      Entries: [
        ...entries.map((entry) => ({
          RuleNumber: entry.number,
          Egress: entry.egress,
          RuleAction: entry.allow ? ('allow' as const) : ('deny' as const),
          Protocol: String(entry.protocol),
          CidrBlock: String(entry.cidr),
          ...(entry.protocol === -1 ? {} : { PortRange: { From: entry.fromPort, To: entry.toPort } }),
        })),
        ...[true, false].map((Egress) => ({
          RuleNumber: 32767,
          Egress,
          RuleAction: 'deny' as const,
          Protocol: '-1',
          CidrBlock: '0.0.0.0/0',
        })),
      ],
    })),
    securityGroups: model.securityGroups.map(({ id, vpcId, ingress, egress }) => ({
      GroupId: id,
      VpcId: vpcId,
      GroupName: id === defaultSecurityGroupId(vpcId) ? 'default' : `group-${id}`,
      IpPermissions: permissionsOf(ingress),
      IpPermissionsEgress: permissionsOf(egress),
    })),
    internetGateways: gatewaysOf(world),
    peerings: model.peerings.map(({ id, requesterVpcId, accepterVpcId }) => ({
      VpcPeeringConnectionId: id,
      Status: { Code: 'active' as const },
      RequesterVpcInfo: { VpcId: String(requesterVpcId) },
      AccepterVpcInfo: { VpcId: String(accepterVpcId) },
    })),
    transitGateways: transitGatewaysOf(model),
    endpoints: endpointsOf(model, world),
    interfaces: interfacesOf(model),
  };
}

const targetNames = {
  peering: 'VpcPeeringConnectionId',
  'transit-gateway': 'TransitGatewayId',
  'internet-gateway': 'GatewayId',
  'vpn-gateway': 'GatewayId',
  'nat-gateway': 'NatGatewayId',
  other: 'InstanceId',
} as const;

function routeOf({ destination, target }: Route): AwsRoute {
  if (!('kind' in target)) throw new Error('a route without a known target');
  return {
    DestinationCidrBlock: String(destination),
    [targetNames[target.kind]]: target.id,
    State: 'active',
  };
}

/** As EC2 lists them: peers of the same protocol and ports in one permission. */
function permissionsOf(rules: readonly SecurityGroupRule[]): IpPermission[] {
  const permissions = new Map<string, IpPermission & Required<Pick<IpPermission, 'IpRanges'>>>();
  for (const { protocol, fromPort, toPort, peer } of rules) {
    const name = { '-1': '-1', '6': 'tcp', '17': 'udp' }[String(protocol)] ?? String(protocol);
    const key = `${name} ${fromPort} ${toPort}`;
    const permission = permissions.get(key) ?? {
      IpProtocol: name,
      ...(name === '-1' ? {} : { FromPort: fromPort, ToPort: toPort }),
      IpRanges: [],
      UserIdGroupPairs: [],
      PrefixListIds: [],
      Ipv6Ranges: [],
    };
    if ('cidr' in peer) permission.IpRanges.push({ CidrIp: peer.cidr });
    else if ('securityGroupId' in peer) permission.UserIdGroupPairs?.push({ GroupId: peer.securityGroupId });
    else if ('prefixListId' in peer) permission.PrefixListIds?.push({ PrefixListId: peer.prefixListId });
    permissions.set(key, permission);
  }
  return [...permissions.values()];
}

function gatewaysOf(world: World): Snapshot['internetGateways'] {
  const declared = world.ofType('AWS::EC2::VPCGatewayAttachment').flatMap(({ settings }) => {
    const id = settings.literal('InternetGatewayId');
    return id === undefined
      ? []
      : [{ InternetGatewayId: id, Attachments: [{ VpcId: settings.literal('VpcId') }] }];
  });
  const stated = world.metadata.vpcs.flatMap(({ id, internetGateway }) =>
    internetGateway ? [{ InternetGatewayId: `igw-of-${id}`, Attachments: [{ VpcId: id }] }] : [],
  );
  return [...declared, ...stated];
}

const fullAccess = {
  Statement: [{ Action: '*', Effect: 'Allow', Principal: '*', Resource: '*' }],
};

function endpointsOf(model: Model, world: World): Snapshot['endpoints'] {
  return model.endpoints.map((endpoint) => {
    const { id, vpcId, service, privateDns, interfaces, dnsNames, hostedZoneId } = endpoint;
    const declared = world.ofType('AWS::EC2::VPCEndpoint').find(({ key }) => key === id);
    const policy = declared?.property('PolicyDocument') ?? fullAccess;
    return {
      VpcEndpointId: id,
      // The wire writes it in lower case, the SDK's type does not.
      State: 'available' as 'Available',
      VpcEndpointType: 'Interface',
      VpcId: String(vpcId),
      ServiceName: String(service),
      SubnetIds: interfaces.map(({ subnetId = '' }) => subnetId),
      Groups: [...(interfaces[0]?.securityGroupIds ?? [])].map((group) => ({ GroupId: String(group) })),
      PrivateDnsEnabled: privateDns === true,
      PolicyDocument: JSON.stringify(policy),
      NetworkInterfaceIds: interfaces.map((one) => one.id),
      DnsEntries: dnsNames.map(({ name }) => ({ DnsName: name, HostedZoneId: hostedZoneId })),
    };
  });
}

function interfacesOf(model: Model): NetworkInterface[] {
  const ofEndpoints = model.endpoints.flatMap(({ interfaces }) =>
    interfaces.map(({ id, address, subnetId }) => ({
      NetworkInterfaceId: id,
      SubnetId: subnetId,
      PrivateIpAddress: address,
      Description: 'VPC Endpoint Interface',
    })),
  );
  const ofBalancers = model.loadBalancers.flatMap(({ arn, nodes }) =>
    nodes.map(({ address, subnetId }) => ({
      NetworkInterfaceId: `eni-${address}`,
      SubnetId: subnetId,
      PrivateIpAddress: address,
      Description: `ELB ${arn.slice(arn.indexOf(':loadbalancer/') + ':loadbalancer/'.length)}`,
    })),
  );
  return [...ofEndpoints, ...ofBalancers];
}

/** As EC2 tells of them: a table of its own for each attachment. */
function transitGatewaysOf(model: Model): Snapshot['transitGateways'] {
  const attachments = model.transitGatewayAttachments;
  const ids = [...new Set(attachments.map(({ transitGatewayId }) => transitGatewayId))];
  return ids.map((id) => {
    const own = attachments.filter(({ transitGatewayId }) => transitGatewayId === id);
    return {
      id,
      attachments: own.map((one) => ({
        TransitGatewayAttachmentId: one.id,
        TransitGatewayId: id,
        VpcId: String(one.vpcId),
        State: 'available' as const,
        SubnetIds: [...one.subnetIds],
      })),
      tables: own.map((one) => ({
        table: `tgw-rtb-of-${one.id}`,
        attachmentIds: [one.id],
        routes: one.routes.map(({ destination, attachmentId }) => ({
          DestinationCidrBlock: String(destination),
          TransitGatewayAttachments: [
            {
              TransitGatewayAttachmentId: attachmentId,
              ResourceType: attachmentId === 'outside' ? ('vpn' as const) : ('vpc' as const),
            },
          ],
        })),
      })),
    };
  });
}
