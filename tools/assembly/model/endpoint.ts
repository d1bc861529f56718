import type { Element, Known } from './known';
import type { NetworkInterface } from './network';
import type { PolicyDocument } from './policy';

/** An interface VPC endpoint. */
export interface Endpoint extends Element {
  readonly id: string;
  readonly vpcId: Known<string>;
  /** `com.amazonaws.{region}.execute-api`, … */
  readonly service: Known<string>;
  readonly privateDns: Known<boolean>;
  readonly interfaces: readonly EndpointInterface[];
  /** Absent: full access. */
  readonly policy?: Known<PolicyDocument>;
  /** Regional name, then one per zone. */
  readonly dnsNames: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly hostedZoneId: string;
}

export interface EndpointInterface extends NetworkInterface {
  readonly id: string;
  readonly zone: Known<string>;
}
