import type { Element, Known } from './known';
import type { NetworkInterface } from './network';

export interface LoadBalancer extends Element {
  readonly arn: string;
  readonly type: 'network' | 'application';
  readonly scheme: 'internal' | 'internet-facing';
  readonly vpcId: string;
  /** One per enabled zone. */
  readonly nodes: readonly LoadBalancerNode[];
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly crossZone: boolean;
  /** Whether inbound rules also hold for what comes by PrivateLink, such as a VPC link's: aws-facts §4.2. @default true */
  readonly enforcesPrivateLinkRules?: Known<boolean>;
  readonly listeners: readonly Listener[];
}

export interface LoadBalancerNode extends NetworkInterface {
  readonly zone: Known<string>;
}

export interface Listener extends Element {
  readonly arn: string;
  readonly port: number;
  readonly protocol: 'TLS' | 'TCP' | 'HTTPS' | 'HTTP' | 'UDP' | 'TCP_UDP';
  /** AWS's default where the template has none: aws-facts §4.1. */
  readonly sslPolicy: Known<string>;
  /** The default certificate first, then the SNI list. */
  readonly certificateArns: readonly Known<string>[];
  /** Of the default action. Empty: the listener has none. */
  readonly targetGroupArns: readonly Known<string>[];
}

export interface TargetGroup extends Element {
  readonly arn: string;
  readonly protocol: 'TLS' | 'TCP' | 'HTTPS' | 'HTTP' | 'UDP' | 'TCP_UDP';
  readonly port: number;
  readonly targetType: 'ip' | 'instance' | 'alb' | 'lambda';
  readonly vpcId?: Known<string>;
  readonly preserveClientIp: boolean;
  readonly proxyProtocolV2: boolean;
  /** `undefined`: as the load balancer has it. */
  readonly crossZone?: boolean;
  readonly healthCheck: HealthCheck;
  /** Static targets and those that the endpoint-targets function registers. */
  readonly targets: readonly Known<Target>[];
}

export interface Target extends Element {
  readonly id: string;
  readonly port: number;
  /** `all` where registered so; otherwise that of the address. */
  readonly zone: Known<string>;
}

export interface HealthCheck {
  readonly protocol: 'TCP' | 'HTTP' | 'HTTPS';
  /** `traffic-port` resolved to the target's own port where undefined. */
  readonly port?: number;
  readonly path: string;
  /** As written, e.g. `200-399`. */
  readonly matcher: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

export interface Certificate extends Element {
  readonly arn: string;
  /** Domain name first, then the alternative names. */
  readonly names: Known<readonly string[]>;
}
