import type { Fault } from '../fault';
import { directConnectFaults } from './direct-connect';
import { existingNetworkFaults } from './existing-network';
import { migrationFaults } from './migration';
import { passthroughFaults } from './nlb-passthrough';
import { privateDomainFaults } from './private-domain';

/** Faults of docs/examples, one file an example. */
export const exampleFaults: readonly Fault[] = [
  ...directConnectFaults,
  ...existingNetworkFaults,
  ...migrationFaults,
  ...passthroughFaults,
  ...privateDomainFaults,
];
