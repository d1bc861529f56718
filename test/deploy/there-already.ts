import { randomUUID } from 'node:crypto';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { HybridConfig } from '../../stacks/config-schema';

/** Clients of the account that has it. */
export interface Owner {
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly route53: Pick<Route53Client, 'send'>;
}

type Existing = Extract<HybridConfig['network'], { readonly existing: unknown }>['existing'];

/**
 * Makes what an environment takes as given and CloudFormation refers to: VPC, subnets, groups, endpoint, zone. What
 * only the trace reads (routes, ACLs, gateways) is not made.
 * @returns ids and addresses of hybrid.yaml -> those that were allotted
 */
export async function makeWhatIsThere(config: HybridConfig, owner: Owner): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  const existing = 'existing' in config.network ? config.network.existing : undefined;
  if (existing) await makeNetwork(existing, config.region, owner, ids);
  const vpc = existing && ids.get(existing.vpc);
  if (config.dns.existing && vpc) {
    const { CreateHostedZoneCommand } =
      require('@aws-sdk/client-route-53') as typeof import('@aws-sdk/client-route-53');
    const VPC = { VPCId: vpc, VPCRegion: config.region as 'eu-west-1' };
    const made = await owner.route53.send(
      new CreateHostedZoneCommand({ Name: config.dns.zone, CallerReference: randomUUID(), VPC }),
    );
    ids.set(config.dns.existing, made.HostedZone!.Id!.replace('/hostedzone/', ''));
  }
  return ids;
}

async function makeNetwork(existing: Existing, region: string, { ec2 }: Owner, ids: Map<string, string>) {
  const sdk = require('@aws-sdk/client-ec2') as typeof import('@aws-sdk/client-ec2');
  const [first, ...more] = existing.cidrs;
  const { Vpc } = await ec2.send(new sdk.CreateVpcCommand({ CidrBlock: first }));
  const VpcId = Vpc!.VpcId!;
  ids.set(existing.vpc, VpcId);
  for (const CidrBlock of more) await ec2.send(new sdk.AssociateVpcCidrBlockCommand({ VpcId, CidrBlock }));
  for (const one of ['EnableDnsSupport', 'EnableDnsHostnames'])
    await ec2.send(new sdk.ModifyVpcAttributeCommand({ VpcId, [one]: { Value: true } }));
  for (const { id, zone, cidr } of existing.subnets) {
    const place = { VpcId, AvailabilityZone: zone, CidrBlock: cidr };
    const { Subnet } = await ec2.send(new sdk.CreateSubnetCommand(place));
    ids.set(id, Subnet!.SubnetId!);
  }
  for (const id of Object.keys(existing.securityGroups ?? {})) {
    const group = {
      VpcId,
      GroupName: id.replace('sg-', 'group-'),
      Description: 'Of the owner of the network',
    };
    ids.set(id, (await ec2.send(new sdk.CreateSecurityGroupCommand(group))).GroupId!);
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
  ids.set(endpoint.id, VpcEndpoint!.VpcEndpointId!);
  const { NetworkInterfaces = [] } = await ec2.send(
    new sdk.DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: VpcEndpoint!.NetworkInterfaceIds }),
  );
  for (const [zone, address] of Object.entries(endpoint.addresses ?? {})) {
    const held = NetworkInterfaces.find(({ AvailabilityZone }) => AvailabilityZone === zone);
    if (held?.PrivateIpAddress) ids.set(address, held.PrivateIpAddress);
  }
}
