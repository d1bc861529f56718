import { CfnSecurityGroupIngress } from 'aws-cdk-lib/aws-ec2';
import { CfnListener, CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { type CfnResource, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ClosedGroup, type Network } from './2-network';

export interface NetworkFrontProps {
  readonly network: Network;
  readonly name: string;
  /** The application load balancer behind it. */
  readonly loadBalancerArn: string;
  readonly securityGroupId: string;
  readonly port: number;
  /** Has to be there before its load balancer can be a target. */
  readonly listener: CfnResource;
}

/** A Network Load Balancer in front of an application load balancer: what a VPC link of version 1 needs. */
export class NetworkFront extends Construct {
  readonly loadBalancerArn: string;
  readonly listenerArn: string;
  readonly host: string;
  readonly port: number;

  constructor(scope: Construct, id: string, props: NetworkFrontProps) {
    super(scope, id);
    const { network, name, securityGroupId, port } = props;
    this.port = port;
    const { groupId } = new ClosedGroup(this, 'Access', {
      vpcId: network.vpcId,
      name: `${name}-nlb`,
      description: 'NLB of a VPC link: entered by PrivateLink alone; to the backend only',
      egress: [
        {
          ipProtocol: 'tcp',
          fromPort: port,
          toPort: port,
          destinationSecurityGroupId: securityGroupId,
          description: 'To the backend',
        },
      ],
    });
    new CfnSecurityGroupIngress(this, 'MayEnter', {
      groupId: securityGroupId,
      sourceSecurityGroupId: groupId,
      ipProtocol: 'tcp',
      fromPort: port,
      toPort: port,
      description: 'From the Network Load Balancer',
    });
    const tags = [{ key: 'Name', value: `${name}-nlb` }];
    const balancer = new CfnLoadBalancer(this, 'Resource', {
      type: 'network',
      scheme: 'internal',
      ipAddressType: 'ipv4',
      subnets: network.subnets.map(({ subnetId }) => subnetId),
      securityGroups: [groupId],
      // A VPC link's calls come from addresses of the service, which no rule could name (aws-facts §4.2, §9).
      enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: 'off',
      loadBalancerAttributes: [{ key: 'load_balancing.cross_zone.enabled', value: 'true' }],
      tags,
    });
    const targets = new CfnTargetGroup(this, 'Targets', {
      targetType: 'alb',
      protocol: 'TCP',
      port,
      vpcId: network.vpcId,
      targets: [{ id: props.loadBalancerArn, port }],
      healthCheckProtocol: 'HTTP',
      healthCheckPath: '/',
      matcher: { httpCode: '200-399' },
      tags,
    });
    targets.addResourceDependency(props.listener);
    const listener = new CfnListener(this, 'Tcp', {
      loadBalancerArn: balancer.ref,
      protocol: 'TCP',
      port,
      defaultActions: [{ type: 'forward', targetGroupArn: targets.ref }],
    });
    this.loadBalancerArn = balancer.ref;
    this.listenerArn = listener.ref;
    this.host = balancer.attrDnsName;
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-ELB2',
      reason: 'A sample that holds no data; whoever puts a real backend in its place brings its logs.',
    });
  }
}
