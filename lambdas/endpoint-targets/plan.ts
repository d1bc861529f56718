/** An address of a target group, or one that should be. */
export interface Target {
  readonly address: string;
  readonly port: number;
  /** Availability Zone. @default not said: the load balancer knows it from the address */
  readonly zone?: string;
}

export interface Plan {
  readonly register: readonly Target[];
  readonly deregister: readonly Target[];
}

/**
 * What makes a target group hold the wanted targets. Nothing wanted is never meant: it would silence every API,
 * so that nothing is taken away then.
 */
export function plan(current: readonly Target[], wanted: readonly Target[]): Plan {
  const register = wanted.filter((target) => !current.some((other) => same(target, other)));
  const deregister = current.filter((target) => !wanted.some((other) => same(target, other)));
  return { register, deregister: wanted.length > 0 ? deregister : [] };
}

function same(one: Target, other: Target): boolean {
  return one.address === other.address && one.port === other.port;
}
