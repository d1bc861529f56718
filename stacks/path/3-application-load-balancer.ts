import { Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import {
  CfnListener,
  CfnListenerRule,
  CfnLoadBalancer,
  CfnTargetGroup,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { HybridConfig } from '../config-schema';
import type { AliasName } from './1-dns';
import { ClosedGroup, type Network, tcpRules } from './2-network';
import { AccessLogs, attributes } from './3-access-logs';
import { rulePriorities } from './3-rule-priorities';
import { Firewall } from './3-web-acl';
import type { ExecuteApiEndpoint } from './4-endpoint';

export interface FrontApplicationLoadBalancerProps {
  readonly network: Network;
  readonly endpoint: ExecuteApiEndpoint;
  /** CIDRs that may call. */
  readonly callers: readonly string[];
  readonly certificateArn: string;
  /** Names that are let through; any other gets 404. */
  readonly hosts: readonly string[];
  /** @default no client certificate is asked for */
  readonly clientCertificates?: CfnListener.MutualAuthenticationProperty;
  readonly settings: HybridConfig['loadBalancer'];
  readonly name: string;
}

/**
 * The internal Application Load Balancer: ends the caller's TLS with the company's certificate, lets the hosts of the
 * APIs through and nothing else, and asks the endpoint over a TLS session of its own (aws-facts §4.1).
 */
export class FrontApplicationLoadBalancer extends Construct implements AliasName {
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly loadBalancerName: string;
  readonly targetGroupArn: string;

  constructor(scope: Construct, id: string, props: FrontApplicationLoadBalancerProps) {
    super(scope, id);
    const { settings, name } = props;
    const loadBalancer = this.balance(props, this.access(props));
    if (settings.waf !== 'none') {
      const webAclArn = typeof settings.waf === 'object' ? settings.waf.arn : undefined;
      new Firewall(this, 'Firewall', { loadBalancerArn: loadBalancer.ref, webAclArn, name });
    }
    const targetGroup = this.target(props);
    this.listen(props, loadBalancer, targetGroup);
    this.dnsName = loadBalancer.attrDnsName;
    this.hostedZoneId = loadBalancer.attrCanonicalHostedZoneId;
    this.loadBalancerName = loadBalancer.attrLoadBalancerName;
    this.targetGroupArn = targetGroup.ref;
    const balancer = { LoadBalancer: loadBalancer.attrLoadBalancerFullName };
    this.alarm(
      'UnhealthyTargets',
      'An address of the endpoint does not answer the load balancer. See the hop load-balancer.',
      { metricName: 'UnHealthyHostCount', statistic: 'Maximum' },
      { ...balancer, TargetGroup: targetGroup.attrTargetGroupFullName },
    );
    this.alarm(
      'OwnErrors',
      'The load balancer itself answers 5xx: it has no target, or gets no answer. See the hop load-balancer.',
      { metricName: 'HTTPCode_ELB_5XX_Count', statistic: 'Sum' },
      balancer,
    );
    if (props.clientCertificates) {
      this.alarm(
        'RefusedHandshakes',
        'Clients fail the TLS handshake: no certificate, one of another authority, or an expired one.',
        { metricName: 'ClientTLSNegotiationErrorCount', statistic: 'Sum' },
        balancer,
      );
    }
  }

  private access({ network, endpoint, callers, name }: FrontApplicationLoadBalancerProps): string {
    const { groupId } = new ClosedGroup(this, 'Access', {
      vpcId: network.vpcId,
      name: `${name}-load-balancer`,
      description: 'Load balancer: HTTPS from the callers, to the endpoint',
      ingress: tcpRules(callers, 443, 'HTTPS from callers'),
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
    endpoint.admit('FromLoadBalancer', groupId);
    return groupId;
  }

  private balance(
    { network, settings, name }: FrontApplicationLoadBalancerProps,
    groupId: string,
  ): CfnLoadBalancer {
    const logs = new AccessLogs(this, 'AccessLogs', 'application');
    const loadBalancer = new CfnLoadBalancer(this, 'Resource', {
      type: 'application',
      scheme: 'internal',
      ipAddressType: 'ipv4',
      subnets: network.subnets.map(({ subnetId }) => subnetId),
      securityGroups: [groupId],
      loadBalancerAttributes: attributes({
        'deletion_protection.enabled': settings.deletionProtection,
        'routing.http.drop_invalid_header_fields.enabled': true,
        'routing.http.desync_mitigation_mode': 'strictest',
        'idle_timeout.timeout_seconds': 60, // above API Gateway's longest answer (29 s)
        'access_logs.s3.enabled': true,
        'access_logs.s3.bucket': logs.bucketName,
        // The only place that shows a refused handshake, and why.
        'connection_logs.s3.enabled': true,
        'connection_logs.s3.bucket': logs.bucketName,
      }),
      tags: [{ key: 'Name', value: name }],
    });
    for (const resource of logs.readyWith) loadBalancer.addResourceDependency(resource);
    return loadBalancer;
  }

  private target({ network, name }: FrontApplicationLoadBalancerProps): CfnTargetGroup {
    return new CfnTargetGroup(this, 'Targets', {
      vpcId: network.vpcId,
      protocol: 'HTTPS',
      protocolVersion: 'HTTP1', // private APIs speak no other: aws-facts §1.1 (doc)
      port: 443,
      targetType: 'ip',
      // An application load balancer knows no TCP check. The check's Host is an address, to which the endpoint
      // answers 403: that proves the endpoint, not the API. aws-facts §1.4, §4.4.
      healthCheckProtocol: 'HTTPS',
      healthCheckPort: 'traffic-port',
      healthCheckPath: '/',
      matcher: { httpCode: '403' },
      healthCheckIntervalSeconds: 10,
      healthyThresholdCount: 3,
      unhealthyThresholdCount: 3,
      targetGroupAttributes: attributes({ 'deregistration_delay.timeout_seconds': 120 }),
      tags: [{ key: 'Name', value: name }],
    });
  }

  private listen(
    { certificateArn, settings, hosts, clientCertificates }: FrontApplicationLoadBalancerProps,
    loadBalancer: CfnLoadBalancer,
    targetGroup: CfnTargetGroup,
  ): void {
    const listener = new CfnListener(this, 'Https', {
      loadBalancerArn: loadBalancer.ref,
      protocol: 'HTTPS',
      port: 443,
      certificates: [{ certificateArn }],
      sslPolicy: settings.tlsPolicy,
      mutualAuthentication: clientCertificates,
      defaultActions: [
        {
          type: 'fixed-response',
          fixedResponseConfig: {
            statusCode: '404',
            contentType: 'text/plain',
            messageBody: 'No API has this host.',
          },
        },
      ],
    });
    for (const [host, priority] of rulePriorities(hosts)) {
      new CfnListenerRule(this, `Host-${host}`, {
        listenerArn: listener.ref,
        priority,
        conditions: [{ field: 'host-header', hostHeaderConfig: { values: [host] } }],
        actions: [{ type: 'forward', targetGroupArn: targetGroup.ref }],
      });
    }
  }

  private alarm(
    id: string,
    alarmDescription: string,
    metric: { readonly metricName: string; readonly statistic: string },
    dimensionsMap: Record<string, string>,
  ): void {
    new Alarm(this, id, {
      alarmDescription,
      metric: new Metric({
        namespace: 'AWS/ApplicationELB',
        ...metric,
        dimensionsMap,
        period: Duration.minutes(1),
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 3,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
