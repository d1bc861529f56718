import type { Target } from './plan';

/** The little that is asked of AWS. Errors carry AWS's own `name`. */
export interface Chain {
  /** Addresses of the endpoint's interfaces, one per zone. */
  interfacesOf(endpointId: string): Promise<Omit<Target, 'port'>[]>;
  /** Registered targets, without those that are leaving. */
  targetsOf(targetGroupArn: string): Promise<Target[]>;
  register(targetGroupArn: string, targets: readonly Target[]): Promise<void>;
  deregister(targetGroupArn: string, targets: readonly Target[]): Promise<void>;
}
