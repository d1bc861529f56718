import type { Settings } from '../authorizer/settings';

/** One thing that has to hold: of a header, of the source, or of a client that proxies name. */
export interface Rule {
  readonly header?: string;
  /** Any of them will do. */
  readonly equals?: readonly string[];
  /** Regular expression of the whole value. */
  readonly matches?: string;
  /** CIDRs of the address that API Gateway sees. */
  readonly source?: readonly string[];
  /** CIDRs of the client that X-Forwarded-For names. */
  readonly forwardedFor?: readonly string[];
  /** How many add an address on the way: proxies, and an Application Load Balancer. */
  readonly proxies?: number;
}

export interface RulesSettings extends Settings {
  /** All of them have to hold. */
  readonly rules: readonly Rule[];
}
