import type { Reason } from '../hop';
import { dnsReasons } from './1-dns';
import { networkReasons } from './2-network';
import { loadBalancerReasons } from './3-load-balancer';
import { endpointReasons } from './4-endpoint';
import { gatewayReasons } from './5-gateway';
import { policyReasons } from './6-policy';
import { authorizerReasons } from './7-authorizer';
import { integrationReasons } from './8-integration';
import { privateIntegrationReasons } from './8-private-integration';
import { anyHopReasons } from './any-hop';

const registry = {
  ...dnsReasons,
  ...networkReasons,
  ...loadBalancerReasons,
  ...endpointReasons,
  ...gatewayReasons,
  ...policyReasons,
  ...authorizerReasons,
  ...integrationReasons,
  ...privateIntegrationReasons,
  ...anyHopReasons,
};

export type ReasonCode = keyof typeof registry;

/** Every code that a verdict may carry; docs/errors.md lists the same. */
export const reasons: Readonly<Record<ReasonCode, Reason>> = registry;
