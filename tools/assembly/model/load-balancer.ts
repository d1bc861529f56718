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
  /** Of type `application`. @default AWS's defaults */
  readonly http?: HttpSettings;
  /** The WAF web ACL that is associated; its rules are not read. @default none */
  readonly webAcl?: WebAclAssociation;
}

/** Attributes that decide how an application load balancer treats HTTP. */
export interface HttpSettings {
  /** Header names other than letters, digits and hyphens are removed. @default false */
  readonly dropInvalidHeaderFields: boolean;
  /** What happens to the caller's X-Forwarded-For. */
  readonly forwardedFor: 'append' | 'preserve' | 'remove';
  /** `Host` goes on unchanged; otherwise its port follows the listener's. */
  readonly preserveHost: boolean;
  /** How long a target may say nothing. */
  readonly idleSeconds: number;
}

export interface WebAclAssociation extends Element {
  readonly arn: Known<string>;
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
  /** Of the default action, where it does not forward. @default it forwards to targetGroupArns */
  readonly defaultAction?: Known<ListenerAction>;
  /** Of an application load balancer, lowest priority first; the default action comes after them. @default [] */
  readonly rules?: readonly ListenerRule[];
  /** Client certificates. @default off */
  readonly mutualTls?: MutualTls;
}

export interface ListenerRule extends Element {
  readonly priority: number;
  /** All of them have to hold. */
  readonly conditions: readonly Known<RuleCondition>[];
  readonly action: Known<ListenerAction>;
}

/** One value suffices. Patterns have `*` (any characters) and `?` (exactly one). */
export type RuleCondition =
  | { readonly kind: 'host' | 'path' | 'method' | 'source-ip'; readonly values: readonly Known<string>[] }
  | { readonly kind: 'header'; readonly name: string; readonly values: readonly Known<string>[] }
  | {
      readonly kind: 'query';
      /** Without a key: any parameter's value. */
      readonly values: readonly { readonly key?: Known<string>; readonly value: Known<string> }[];
    };

export type ListenerAction =
  | { readonly kind: 'forward'; readonly groups: readonly WeightedGroup[] }
  | {
      readonly kind: 'redirect';
      readonly status: 301 | 302;
      /** Each may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}` and `#{query}`. */
      readonly protocol: string;
      readonly host: string;
      readonly port: string;
      readonly path: string;
      readonly query: string;
    }
  | {
      readonly kind: 'fixed-response';
      readonly status: number;
      readonly contentType: string;
      readonly body: string;
    };

export interface WeightedGroup {
  readonly arn: Known<string>;
  /** Of 0 to 999; 0 gets nothing. */
  readonly weight: number;
}

/** How an HTTPS listener treats client certificates. */
export interface MutualTls extends Element {
  readonly mode: Known<'off' | 'verify' | 'passthrough'>;
  readonly ignoreExpiry: boolean;
  /** Of mode `verify`. */
  readonly trustStoreArn?: Known<string>;
}

/** The authorities whose client certificates a listener takes. */
export interface TrustStore extends Element {
  readonly arn: string;
  /** PEM of the authorities' certificates, as far as the assembly holds them. */
  readonly bundle: Known<string>;
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
  /** Of type `lambda`: headers and query values go as lists. @default false */
  readonly multiValueHeaders?: boolean;
  /** Static targets and those that the endpoint-targets function registers. */
  readonly targets: readonly Known<Target>[];
}

export interface Target extends Element {
  /** An address; the ARN of a function (type `lambda`) or of a load balancer (type `alb`). */
  readonly id: string;
  readonly port: number;
  /** `all` where registered so; otherwise that of the address. */
  readonly zone: Known<string>;
}

export interface HealthCheck {
  /** Off by default for functions. @default true */
  readonly enabled?: boolean;
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
