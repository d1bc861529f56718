import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { CfnListener, CfnLoadBalancer, CfnTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HybridConfig } from '../config-schema';
import type { AliasName } from './1-dns';
import { ClosedGroup, type Network, tcpRules } from './2-network';
import { AccessLogs, attributes } from './3-access-logs';
import type { ExecuteApiEndpoint } from './4-endpoint';

export interface FrontLoadBalancerProps {
  readonly network: Network;
  readonly endpoint: ExecuteApiEndpoint;
  /** CIDRs that may call. */
  readonly callers: readonly string[];
  /** @default TLS is left to the endpoint: TCP in, TCP out */
  readonly certificateArn?: string;
  readonly settings: HybridConfig['loadBalancer'];
  readonly name: string;
}

/**
 * The internal Network Load Balancer: ends the caller's TLS with the company's certificate and opens a second
 * session to the endpoint, whose certificate it does not check and to which it sends no name (aws-facts §4.1).
 * Without a certificate it passes the caller's own session through.
 */
export class FrontLoadBalancer extends Construct implements AliasName {
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly loadBalancerName: string;
  readonly targetGroupArn: string;

  constructor(scope: Construct, id: string, props: FrontLoadBalancerProps) {
    super(scope, id);
    const { network, endpoint, settings, certificateArn } = props;
    const group = new ClosedGroup(this, 'Access', {
      vpcId: network.vpcId,
      name: `${props.name}-load-balancer`,
      description: 'Load balancer: HTTPS from the callers, to the endpoint',
      ingress: tcpRules(props.callers, 443, 'HTTPS from callers'),
      egress: [
        {
          ipProtocol: 'tcp',
          fromPort: 443,
          toPort: 443,
          destinationSecurityGroupId: endpoint.securityGroupId,
          description: 'HTTPS and health checks to the endpoint',
        },
      ],
    });
    endpoint.admit('FromLoadBalancer', group.groupId);

    const logs = certificateArn === undefined ? undefined : new AccessLogs(this, 'AccessLogs', 'network');
    const loadBalancer = new CfnLoadBalancer(this, 'Resource', {
      type: 'network',
      scheme: 'internal',
      ipAddressType: 'ipv4',
      subnets: network.subnets.map(({ subnetId }) => subnetId),
      securityGroups: [group.groupId], // none at creation is none for ever: aws-facts §4.2 (doc)
      loadBalancerAttributes: attributes({
        'load_balancing.cross_zone.enabled': settings.crossZone,
        'deletion_protection.enabled': settings.deletionProtection,
        ...(logs && { 'access_logs.s3.enabled': true, 'access_logs.s3.bucket': logs.bucketName }),
      }),
      tags: [{ key: 'Name', value: props.name }],
    });
    for (const resource of logs?.readyWith ?? []) loadBalancer.addResourceDependency(resource);
    if (!logs) {
      Validations.of(this).acknowledge({
        id: 'AwsSolutions-ELB2',
        reason: 'A Network Load Balancer logs TLS listeners only; this one has none. VPC flow logs are on.',
      });
    }
    const protocol = certificateArn === undefined ? 'TCP' : 'TLS';

    const targetGroup = new CfnTargetGroup(this, 'Targets', {
      vpcId: network.vpcId,
      protocol,
      port: 443,
      targetType: 'ip',
      // The endpoint answers an HTTP check with 403, which proves no more than an open port: aws-facts §4.4.
      healthCheckProtocol: 'TCP',
      healthCheckPort: 'traffic-port',
      healthCheckIntervalSeconds: 10,
      healthyThresholdCount: 3,
      unhealthyThresholdCount: 3,
      targetGroupAttributes: attributes({
        'preserve_client_ip.enabled': false, // endpoint interfaces cannot be reached otherwise: aws-facts §4.2 (doc)
        'proxy_protocol_v2.enabled': false,
        // Above API Gateway's longest answer (29 s), and what is left after it would be left for ever.
        'deregistration_delay.timeout_seconds': 120,
        'deregistration_delay.connection_termination.enabled': true,
      }),
      tags: [{ key: 'Name', value: props.name }],
    });
    new CfnListener(this, 'Https', {
      loadBalancerArn: loadBalancer.ref,
      protocol,
      port: 443,
      ...(certificateArn !== undefined && {
        certificates: [{ certificateArn }],
        sslPolicy: settings.tlsPolicy,
      }),
      defaultActions: [{ type: 'forward', targetGroupArn: targetGroup.ref }],
    });

    this.dnsName = loadBalancer.attrDnsName;
    this.hostedZoneId = loadBalancer.attrCanonicalHostedZoneId;
    this.loadBalancerName = loadBalancer.attrLoadBalancerName;
    this.targetGroupArn = targetGroup.ref;
    this.alarm(loadBalancer, targetGroup);
  }

  private alarm(loadBalancer: CfnLoadBalancer, targetGroup: CfnTargetGroup): void {
    new Alarm(this, 'UnhealthyTargets', {
      alarmDescription:
        'An address of the endpoint does not answer the load balancer. See the hop load-balancer.',
      metric: new Metric({
        namespace: 'AWS/NetworkELB',
        metricName: 'UnHealthyHostCount',
        dimensionsMap: {
          LoadBalancer: loadBalancer.attrLoadBalancerFullName,
          TargetGroup: targetGroup.attrTargetGroupFullName,
        },
        statistic: 'Maximum',
        period: Duration.minutes(1),
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
