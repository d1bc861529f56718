import { certificateReads } from './certificates';
import { dnsReads } from './dns';
import { functionReads } from './functions';
import { gatewayReads } from './gateway';
import { listenerReads } from './listeners';
import { loadBalancingReads } from './load-balancing';
import { networkReads } from './network';
import { quotaReads } from './quotas';
import type { Read } from './spec';
import { stackReads } from './stacks';
import { vpcReads } from './vpc';

/** Every call that the doctor may make, by `service:Command`. What is not here is never asked. */
export const reads = {
  ...stackReads,
  ...dnsReads,
  ...networkReads,
  ...vpcReads,
  ...certificateReads,
  ...loadBalancingReads,
  ...quotaReads,
  ...listenerReads,
  ...gatewayReads,
  ...functionReads,
};

export type ReadName = keyof typeof reads;
type Shape<Name extends ReadName> =
  (typeof reads)[Name] extends Read<infer Input, infer Output> ? { input: Input; output: Output } : never;
export type InputOf<Name extends ReadName> = Shape<Name>['input'];
export type OutputOf<Name extends ReadName> = Shape<Name>['output'];
