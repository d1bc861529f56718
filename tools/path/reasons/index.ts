import type { Reason } from '../hop';
import { dnsReasons } from './1-dns';
import { networkReasons } from './2-network';
import { loadBalancerReasons } from './3-load-balancer';
import { endpointReasons } from './4-endpoint';
import { anyHopReasons } from './any-hop';

const registry = {
  ...dnsReasons,
  ...networkReasons,
  ...loadBalancerReasons,
  ...endpointReasons,
  ...anyHopReasons,
};

export type ReasonCode = keyof typeof registry;

/** Every code that a verdict may carry; docs/errors.md lists the same. */
export const reasons: Readonly<Record<ReasonCode, Reason>> = registry;
