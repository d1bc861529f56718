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
