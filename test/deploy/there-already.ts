import { randomUUID } from 'node:crypto';
import type { EC2Client, IpPermission } from '@aws-sdk/client-ec2';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { HybridConfig } from '../../stacks/config-schema';

/** Clients of the account that has it. */
export interface Owner {
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly route53: Pick<Route53Client, 'send'>;
}

/** What was made: the ids of hybrid.yaml -> those that were allotted, and how it goes again, last first. */
export interface Made {
  readonly ids: Map<string, string>;
  readonly undo: (() => Promise<unknown>)[];
}

type Existing = Extract<HybridConfig['network'], { readonly existing: unknown }>['existing'];

/**
 * Makes what an environment takes as given and CloudFormation refers to: VPC, subnets, groups, endpoint, zone. What
 * only the trace reads (routes, ACLs, gateways) is not made.
 */
export async function makeWhatIsThere(config: HybridConfig, owner: Owner, made: Made): Promise<void> {
  const { ids, undo } = made;
  const existing = 'existing' in config.network ? config.network.existing : undefined;
  if (existing) await makeNetwork(existing, config.region, owner, made);
  const vpc = existing && ids.get(existing.vpc);
  if (config.dns.existing && vpc) {
    const sdk = require('@aws-sdk/client-route-53') as typeof import('@aws-sdk/client-route-53');
    const VPC = { VPCId: vpc, VPCRegion: config.region as 'eu-west-1' };
    const HostedZoneConfig = { PrivateZone: true };
    const { HostedZone } = await owner.route53.send(
      new sdk.CreateHostedZoneCommand({
        Name: config.dns.zone,
        CallerReference: randomUUID(),
        VPC,
        HostedZoneConfig,
      }),
    );
    const Id = HostedZone!.Id!.replace('/hostedzone/', '');
    ids.set(config.dns.existing, Id);
    undo.push(() => owner.route53.send(new sdk.DeleteHostedZoneCommand({ Id })));
  }
}

async function makeNetwork(existing: Existing, region: string, { ec2 }: Owner, { ids, undo }: Made) {
  const sdk = require('@aws-sdk/client-ec2') as typeof import('@aws-sdk/client-ec2');
  const [first, ...more] = existing.cidrs;
  const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: first }));
  const VpcId = Vpc!.VpcId!;
  ids.set(existing.vpc, VpcId);
  undo.push(() => ec2.send(new sdk.DeleteVpcCommand({ VpcId })));
  for (const CidrBlock of more) await ec2.send(new sdk.AssociateVpcCidrBlockCommand({ VpcId, CidrBlock }));
  for (const one of ['EnableDnsSupport', 'EnableDnsHostnames'])
    await ec2.send(new sdk.ModifyVpcAttributeCommand({ VpcId, [one]: { Value: true } }));
  for (const { id, zone, cidr } of existing.subnets) {
    const place = { VpcId, AvailabilityZone: zone, CidrBlock: cidr };
    const { Subnet } = await ec2.send(new sdk.CreateSubnetCommand(place));
    const { SubnetId } = Subnet!;
    ids.set(id, SubnetId!);
    undo.push(() => ec2.send(new sdk.DeleteSubnetCommand({ SubnetId })));
  }
  for (const [id, { ingress }] of Object.entries(existing.securityGroups ?? {})) {
    const group = {
      VpcId,
      GroupName: id.replace('sg-', 'group-'),
      Description: 'Of the owner of the network',
    };
    const { GroupId } = await ec2.send(new sdk.CreateSecurityGroupCommand(group));
    ids.set(id, GroupId!);
    undo.push(() => ec2.send(new sdk.DeleteSecurityGroupCommand({ GroupId })));
    const IpPermissions = ingress.map(permissionOf);
    await ec2.send(new sdk.AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  }
  const { endpoint } = existing;
  if (!endpoint) return;
  const { VpcEndpoint } = await ec2.send(
    new sdk.CreateVpcEndpointCommand({
      VpcId,
      VpcEndpointType: 'Interface',
      ServiceName: `com.amazonaws.${region}.execute-api`,
      SubnetIds: existing.subnets.map(({ id }) => ids.get(id)!),
      SecurityGroupIds: [ids.get(endpoint.securityGroup ?? '') ?? ''].filter(Boolean),
      PrivateDnsEnabled: true,
    }),
  );
  const VpcEndpointIds = [VpcEndpoint!.VpcEndpointId!];
  ids.set(endpoint.id, VpcEndpointIds[0]!);
  undo.push(() => ec2.send(new sdk.DeleteVpcEndpointsCommand({ VpcEndpointIds })));
  const { NetworkInterfaces = [] } = await ec2.send(
    new sdk.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: VpcEndpoint!.NetworkInterfaceIds }),
  );
  for (const [zone, address] of Object.entries(endpoint.addresses ?? {})) {
    const held = NetworkInterfaces.find(({ AvailabilityZone }) => AvailabilityZone === zone);
    if (held?.PrivateIpAddress) ids.set(address, held.PrivateIpAddress);
  }
}

type GroupRule = NonNullable<Existing['securityGroups']>[string]['ingress'][number];

/** An admission in the words of EC2. */
function permissionOf({ protocol = 'tcp', ports, peer }: GroupRule): IpPermission {
  const [FromPort, ToPort] = typeof ports === 'number' ? [ports, ports] : (ports ?? [0, 65_535]);
  return {
    ...{ IpProtocol: protocol, FromPort, ToPort },
    ...(peer.startsWith('sg-')
      ? { UserIdGroupPairs: [{ GroupId: peer }] }
      : { IpRanges: [{ CidrIp: peer }] }),
  };
}
