import { CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { HybridConfig } from '../config-schema';

/** An HTTP endpoint in private subnets, however it came to be there. */
export interface Backend {
  /** Name or address. */
  readonly host: string;
  readonly port: number;
  readonly protocol: 'http' | 'https';
  /** What it is: a load balancer of either type, or a host of which nothing else is known. */
  readonly kind: 'application' | 'network' | 'host';
  /** Its group, which admits who must call. @default none is known */
  readonly securityGroupId?: string;
  /** Of a load balancer. */
  readonly listenerArn?: string;
  /** Of a load balancer. */
  readonly loadBalancerArn?: string;
  /** The Network Load Balancer in front of it, which a VPC link of version 1 needs. @default none */
  readonly network?: {
    readonly loadBalancerArn: string;
    readonly listenerArn: string;
    readonly host: string;
    readonly port: number;
  };
  /** Role of the function behind it, which may be let post back. @default it is no function of the kit's */
  readonly role?: IRole;
  /** Subnets that calls leave from. @default all of the network's */
  readonly subnetIds?: readonly string[];
}

type Configured = HybridConfig['backends'][string];

/** The backend that hybrid.yaml names as already there. */
export function hostBackend(configured: Exclude<Configured, { sample: true }>): Backend {
  const { host, port, protocol, securityGroup, subnets, loadBalancer } = configured;
  const kind =
    loadBalancer === undefined ? 'host' : loadBalancer.includes('/net/') ? 'network' : 'application';
  return {
    kind,
    host,
    port,
    protocol,
    securityGroupId: securityGroup,
    subnetIds: subnets,
    loadBalancerArn: loadBalancer,
    listenerArn: configured.listener,
  };
}

/** Lets a group in to a backend's port; does nothing where the backend's group is not known. */
export function admitToBackend(
  scope: Construct,
  id: string,
  { securityGroupId, port }: Backend,
  caller: { readonly securityGroupId: string; readonly description: string },
): void {
  if (securityGroupId === undefined) return;
  new CfnSecurityGroupIngress(scope, id, {
    groupId: securityGroupId,
    sourceSecurityGroupId: caller.securityGroupId,
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    description: caller.description,
  });
}

/** The egress rule that leads to a backend and nowhere else. */
export function egressToBackend({ securityGroupId, host, port }: Backend) {
  return {
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    description: 'To the backend',
    ...(securityGroupId === undefined
      ? { cidrIp: `${host}/32` }
      : { destinationSecurityGroupId: securityGroupId }),
  };
}
