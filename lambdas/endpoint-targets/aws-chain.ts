import {
  DescribeNetworkInterfacesCommand,
  DescribeVpcEndpointsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Chain } from './chain';
import type { Target } from './plan';

/** Waits out the throttling of an account that is busy deploying. */
const retries = { retryMode: 'adaptive', maxAttempts: 8 } as const;

export interface Clients {
  readonly ec2: Pick<EC2Client, 'send'>;
  readonly balancing: Pick<ElasticLoadBalancingV2Client, 'send'>;
}

/** The real thing. */
export function awsChain(
  { ec2, balancing }: Clients = {
    ec2: new EC2Client(retries),
    balancing: new ElasticLoadBalancingV2Client(retries),
  },
): Chain {
  const describe = (target: Target) => ({
    Id: target.address,
    Port: target.port,
    ...(target.zone && { AvailabilityZone: target.zone }),
  });
  return {
    async interfacesOf(endpointId) {
      const { VpcEndpoints } = await ec2.send(
        new DescribeVpcEndpointsCommand({ VpcEndpointIds: [endpointId] }),
      );
      const ids = VpcEndpoints?.[0]?.NetworkInterfaceIds ?? [];
      if (ids.length === 0) return []; // an empty list of ids would mean all interfaces of the account
      const { NetworkInterfaces = [] } = await ec2.send(
        new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds: ids }),
      );
      return NetworkInterfaces.flatMap(({ PrivateIpAddress, AvailabilityZone }) =>
        PrivateIpAddress ? [{ address: PrivateIpAddress, zone: AvailabilityZone }] : [],
      );
    },
    async targetsOf(TargetGroupArn) {
      const { TargetHealthDescriptions = [] } = await balancing.send(
        new DescribeTargetHealthCommand({ TargetGroupArn }),
      );
      return TargetHealthDescriptions.filter(
        ({ TargetHealth }) => TargetHealth?.State !== 'draining',
      ).flatMap(({ Target: target }) =>
        target?.Id ? [{ address: target.Id, port: target.Port ?? 443, zone: target.AvailabilityZone }] : [],
      );
    },
    async register(TargetGroupArn, targets) {
      await balancing.send(new RegisterTargetsCommand({ TargetGroupArn, Targets: targets.map(describe) }));
    },
    async deregister(TargetGroupArn, targets) {
      await balancing.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: targets.map(describe) }));
    },
  };
}
