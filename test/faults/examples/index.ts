import type { Fault } from '../fault';
import { privateDomainFaults } from './private-domain';

/** Faults of docs/examples, one file an example. */
export const exampleFaults: readonly Fault[] = [...privateDomainFaults];
