import type { Element, Known } from './known';
import type { NetworkInterface } from './network';

/** What API Gateway reaches private backends by: aws-facts §9. */
export interface VpcLink extends Element {
  readonly id: string;
  readonly name: string;
  /** 1: PrivateLink to a Network Load Balancer (REST and WebSocket). 2: interfaces in subnets (REST and HTTP). */
  readonly version: 1 | 2;
  /** Of version 1: the load balancer, a list of one. */
  readonly targetArns: readonly Known<string>[];
  /** Of version 2: one per subnet. */
  readonly interfaces: readonly NetworkInterface[];
}
