import { CfnVpcLink } from 'aws-cdk-lib/aws-apigateway';
import { CfnVpcLink as CfnSubnetLink } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import { ClosedGroup, type Network } from './2-network';
import { admitToBackend, type Backend, egressToBackend } from './8-backend';

export interface SubnetLinkProps {
  readonly network: Network;
  readonly name: string;
  /** What it may reach, and nothing else. */
  readonly backends: Readonly<Record<string, Backend>>;
}

/** A VPC link of version 2: interfaces in the private subnets, for REST and HTTP APIs. */
export class SubnetLink extends Construct {
  readonly linkId: string;

  constructor(scope: Construct, id: string, { network, name, backends }: SubnetLinkProps) {
    super(scope, id);
    const all = Object.entries(backends);
    const { groupId } = new ClosedGroup(this, 'Access', {
      vpcId: network.vpcId,
      name: `${name}-vpc-link`,
      description: 'VPC link: nobody enters; to its backends only',
      egress: all.map(([, backend]) => egressToBackend(backend)),
    });
    for (const [key, backend] of all)
      admitToBackend(this, `MayEnter-${key}`, backend, {
        securityGroupId: groupId,
        description: 'From the VPC link',
      });
    const link = new CfnSubnetLink(this, 'Resource', {
      name,
      subnetIds: network.subnets.map(({ subnetId }) => subnetId),
      securityGroupIds: [groupId],
    });
    this.linkId = link.ref;
  }
}

export interface NetworkLinkProps {
  readonly name: string;
  /** One with a Network Load Balancer in front. */
  readonly backend: Backend;
}

/** A VPC link of version 1: PrivateLink to a Network Load Balancer. AWS calls it legacy for REST APIs. */
export class NetworkLink extends Construct {
  readonly linkId: string;

  constructor(scope: Construct, id: string, { name, backend }: NetworkLinkProps) {
    super(scope, id);
    const link = new CfnVpcLink(this, 'Resource', {
      name,
      targetArns: [backend.network?.loadBalancerArn ?? backend.loadBalancerArn ?? ''],
    });
    this.linkId = link.ref;
  }
}
