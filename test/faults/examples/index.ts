import type { Fault } from '../fault';

/** Faults of docs/examples, one file an example. */
export const exampleFaults: readonly Fault[] = [];
