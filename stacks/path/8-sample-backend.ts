import { CfnListener, CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Aws, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ClosedGroup, type Network } from './2-network';
import type { Backend } from './8-backend';
import { NetworkFront } from './8-backend-nlb';
import { KitFunction } from './8-integration';

export const samplePort = 80;

export interface SampleBackendProps {
  readonly network: Network;
  /** Folder with the bundled sample-backend function. */
  readonly code: string;
  /** Of the target group and of tags; at most 32 letters, digits and hyphens. */
  readonly name: string;
  /** A Network Load Balancer in front. */
  readonly nlb: boolean;
}

/** Internal Application Load Balancer, HTTP on 80, in front of a function: a backend without servers to manage. */
export class SampleBackend extends Construct implements Backend {
  readonly kind = 'application';
  readonly protocol = 'http';
  readonly port = samplePort;
  readonly host: string;
  readonly securityGroupId: string;
  readonly listenerArn: string;
  readonly loadBalancerArn: string;
  readonly network?: NetworkFront;
  readonly role: IRole;

  constructor(scope: Construct, id: string, { network, code, name, nlb }: SampleBackendProps) {
    super(scope, id);
    const tags = [{ key: 'Name', value: name }];
    this.securityGroupId = new ClosedGroup(this, 'Access', {
      vpcId: network.vpcId,
      name,
      description: 'Sample backend: entered by those who are admitted; a function needs no way out',
    }).groupId;
    const { targets, role } = this.functionTargets(code, name);
    this.role = role;
    const loadBalancer = new CfnLoadBalancer(this, 'Resource', {
      type: 'application',
      scheme: 'internal',
      ipAddressType: 'ipv4',
      subnets: network.subnets.map(({ subnetId }) => subnetId),
      securityGroups: [this.securityGroupId],
      loadBalancerAttributes: [
        { key: 'routing.http.drop_invalid_header_fields.enabled', value: 'true' },
        { key: 'routing.http.desync_mitigation_mode', value: 'defensive' },
      ],
      tags,
    });
    const listener = new CfnListener(this, 'Http', {
      loadBalancerArn: loadBalancer.ref,
      protocol: 'HTTP',
      port: this.port,
      defaultActions: [{ type: 'forward', targetGroupArn: targets.ref }],
    });
    this.host = loadBalancer.attrDnsName;
    this.loadBalancerArn = loadBalancer.ref;
    this.listenerArn = listener.ref;
    if (nlb)
      this.network = new NetworkFront(this, 'Network', {
        network,
        name,
        loadBalancerArn: this.loadBalancerArn,
        securityGroupId: this.securityGroupId,
        port: this.port,
        listener,
      });
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-ELB2',
      reason: 'A sample that holds no data; whoever puts a real backend in its place brings its logs.',
    });
  }

  private functionTargets(code: string, name: string) {
    const backend = new KitFunction(this, 'Function', {
      code,
      description: 'Sample backend: says hello, refuses ?error, echoes POST',
      timeoutSeconds: 10,
      memoryMb: 128,
    });
    // By name, because the ARN is known only when the group is, which needs the permission already.
    const permission = new CfnPermission(this, 'Call', {
      action: 'lambda:InvokeFunction',
      functionName: backend.functionArn,
      principal: 'elasticloadbalancing.amazonaws.com',
      sourceArn: `arn:${Aws.PARTITION}:elasticloadbalancing:${Aws.REGION}:${Aws.ACCOUNT_ID}:targetgroup/${name}/*`,
    });
    const targets = new CfnTargetGroup(this, 'Targets', {
      name,
      targetType: 'lambda',
      targets: [{ id: backend.functionArn }],
      // Repeated headers and query values arrive, each of them.
      targetGroupAttributes: [{ key: 'lambda.multi_value_headers.enabled', value: 'true' }],
      tags: [{ key: 'Name', value: name }],
    });
    targets.addResourceDependency(permission);
    return { targets, role: backend.role };
  }
}
