import { dnsFaults } from './1-dns';
import { networkFaults } from './2-network';
import { loadBalancerFaults } from './3-load-balancer';
import { endpointFaults } from './4-endpoint';
import { gatewayFaults } from './5-gateway';
import { policyFaults } from './6-policy';
import { authorizerFaults } from './7-authorizer';
import { integrationFaults } from './8-integration';
import { exampleFaults } from './examples';
import type { Fault } from './fault';

/** Every single fault: of the reference in travel order, then of the examples. */
export const faults: readonly Fault[] = [
  ...dnsFaults,
  ...networkFaults,
  ...loadBalancerFaults,
  ...endpointFaults,
  ...gatewayFaults,
  ...policyFaults,
  ...authorizerFaults,
  ...integrationFaults,
  ...exampleFaults,
];
