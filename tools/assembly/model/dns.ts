import type { Element, Known } from './known';
import type { NetworkInterface } from './network';

export interface HostedZone extends Element {
  readonly id: string;
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly private: boolean;
  /** Associated VPCs of a private zone. */
  readonly vpcIds: readonly Known<string>[];
  readonly records: readonly DnsRecord[];
}

export interface DnsRecord extends Element {
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly type: string;
  /** Absent on an alias. Seconds. */
  readonly ttl?: number;
  readonly values: readonly Known<string>[];
  readonly alias?: {
    readonly dnsName: Known<string>;
    readonly hostedZoneId: Known<string>;
    readonly evaluateTargetHealth: boolean;
  };
}

/** A Route 53 Resolver inbound endpoint. */
export interface InboundEndpoint extends Element {
  readonly id: string;
  readonly interfaces: readonly NetworkInterface[];
}

/** A Route 53 Resolver outbound endpoint: what FORWARD rules leave a VPC through. */
export interface OutboundEndpoint extends Element {
  readonly id: string;
  readonly interfaces: readonly NetworkInterface[];
}

/** A Resolver rule with the VPCs that use it. aws-facts §6 (doc) */
export interface ResolverRule extends Element {
  readonly id: string;
  /** Lower case, without the last dot; empty: every name. */
  readonly domain: Known<string>;
  /** `SYSTEM` keeps names of a forwarded domain with the VPC's own resolver. */
  readonly type: Known<'FORWARD' | 'SYSTEM'>;
  /** Addresses of the DNS servers that a FORWARD rule asks. */
  readonly targets: readonly Known<string>[];
  readonly vpcIds: readonly Known<string>[];
  /** Of a FORWARD rule; absent for a rule that no template creates. */
  readonly outboundEndpointId?: Known<string>;
}
