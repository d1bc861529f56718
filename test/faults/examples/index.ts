import type { Fault } from '../fault';
import { albFaults } from './alb';
import { directConnectFaults } from './direct-connect';
import { existingNetworkFaults } from './existing-network';
import { migrationFaults } from './migration';
import { passthroughFaults } from './nlb-passthrough';
import { privateDomainFaults } from './private-domain';

/** Faults of docs/examples, one file an example. */
export const exampleFaults: readonly Fault[] = [
  ...albFaults,
  ...directConnectFaults,
  ...existingNetworkFaults,
  ...migrationFaults,
  ...passthroughFaults,
  ...privateDomainFaults,
];
