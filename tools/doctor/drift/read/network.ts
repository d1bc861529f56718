import type { Facts } from '../../read';
import type { Snapshot } from '../snapshot';
import { told, toldAll } from './told';

export type NetworkFacts = Pick<
  Snapshot,
  | 'vpcs'
  | 'subnets'
  | 'routeTables'
  | 'networkAcls'
  | 'securityGroups'
  | 'internetGateways'
  | 'peerings'
  | 'endpoints'
  | 'interfaces'
>;

/** Asks EC2 for all that some VPCs consist of, whoever made it. */
export async function readNetwork(facts: Facts, vpcIds: readonly string[]): Promise<NetworkFacts> {
  const by = (...names: readonly string[]) =>
    names.map((Name) => ({ Filters: [{ Name, Values: [...vpcIds] }] }));
  const none = vpcIds.length === 0;
  const [own = {}] = by('vpc-id');
  const list = <T>(asked: () => Promise<readonly T[] | undefined>) =>
    none ? Promise.resolve([]) : told(asked().then((found) => found ?? []));
  const attribute = (VpcId: string, Attribute: 'enableDnsSupport' | 'enableDnsHostnames') =>
    told(
      facts
        .read('ec2:DescribeVpcAttribute', { VpcId, Attribute })
        .then((one) =>
          Boolean(
            (Attribute === 'enableDnsSupport' ? one?.EnableDnsSupport : one?.EnableDnsHostnames)?.Value,
          ),
        ),
    );
  const [
    vpcs,
    subnets,
    routeTables,
    networkAcls,
    securityGroups,
    internetGateways,
    peerings,
    endpoints,
    interfaces,
  ] = await Promise.all([
    told(
      (none ? Promise.resolve(undefined) : facts.read('ec2:DescribeVpcs', own)).then((found) =>
        Promise.all(
          (found?.Vpcs ?? []).map(async (vpc) => ({
            vpc,
            dnsSupport: await attribute(vpc.VpcId ?? '', 'enableDnsSupport'),
            dnsHostnames: await attribute(vpc.VpcId ?? '', 'enableDnsHostnames'),
          })),
        ),
      ),
    ),
    list(() => facts.read('ec2:DescribeSubnets', own).then((one) => one?.Subnets)),
    list(() => facts.read('ec2:DescribeRouteTables', own).then((one) => one?.RouteTables)),
    list(() => facts.read('ec2:DescribeNetworkAcls', own).then((one) => one?.NetworkAcls)),
    list(() => facts.read('ec2:DescribeSecurityGroups', own).then((one) => one?.SecurityGroups)),
    list(() =>
      facts
        .read('ec2:DescribeInternetGateways', by('attachment.vpc-id')[0] ?? {})
        .then((one) => one?.InternetGateways),
    ),
    none
      ? Promise.resolve([])
      : toldAll(
          by('requester-vpc-info.vpc-id', 'accepter-vpc-info.vpc-id').map((filters) =>
            facts.read('ec2:DescribeVpcPeeringConnections', filters),
          ),
        ),
    list(() => facts.read('ec2:DescribeVpcEndpoints', own).then((one) => one?.VpcEndpoints)),
    list(() => facts.read('ec2:DescribeNetworkInterfaces', own).then((one) => one?.NetworkInterfaces)),
  ]);
  return {
    vpcs,
    subnets,
    routeTables,
    networkAcls,
    securityGroups,
    internetGateways,
    peerings:
      'notRead' in peerings
        ? peerings
        : [
            ...new Map(
              peerings
                .flatMap((one) => ('VpcPeeringConnections' in one ? (one.VpcPeeringConnections ?? []) : []))
                .map((one) => [one.VpcPeeringConnectionId, one] as const),
            ).values(),
          ],
    endpoints:
      'notRead' in endpoints
        ? endpoints
        : endpoints.filter(({ VpcEndpointType }) => VpcEndpointType === 'Interface'),
    interfaces,
  };
}
