import { isUnknown, type LoadBalancer, type Model, type Target, type TargetGroup } from '../assembly/model';
import { checkTarget, groupArnsOf, settle } from '../path/3-load-balancer';
import { type LiveChain, targetKey } from './live-chain';

/** What health checks know of one target. */
interface Record {
  isHealthy: boolean;
  /** Checks in a row that say the opposite. */
  contrary: number;
}

export interface HealthOptions {
  /** Divides the interval of every health check. */
  readonly speed: number;
  readonly onChange?: (group: TargetGroup, target: Target, isHealthy: boolean) => void;
}

export interface TargetHealth {
  readonly group: string;
  readonly target: string;
  readonly healthy: boolean;
}

/** No faster than this, whatever the speed (milliseconds). */
const shortestInterval = 5;

/**
 * Takes targets out and back as load balancers do: by intervals and thresholds of the template, one good check for
 * a new target (aws-facts §4.4). Whether a check passes is decided by the path's own function.
 */
export class HealthChecks {
  readonly #records = new Map<string, Record>();
  #timers: NodeJS.Timeout[] = [];
  #waiting: (() => void)[] = [];

  constructor(
    readonly chain: LiveChain,
    readonly options: HealthOptions,
  ) {
    this.restart();
  }

  /** Takes up the groups of the chain's model; targets that it has seen before keep their state. */
  restart(): void {
    this.stop();
    for (const [group, balancers] of checkedGroups(this.chain.model)) {
      this.#checkGroup(group, balancers);
      const interval = (group.healthCheck.intervalSeconds * 1000) / this.options.speed;
      const timer = setInterval(
        () => this.#checkGroup(group, balancers),
        Math.max(shortestInterval, interval),
      );
      this.#timers.push(timer);
    }
  }

  stop(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#timers = [];
  }

  /** Resolves when every target's state is what the templates and the failures lead to. */
  settled(): Promise<void> {
    if (this.#isSettled()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  list(): TargetHealth[] {
    const { model, state } = this.chain;
    return [...checkedGroups(model).keys()].flatMap((group) =>
      targetsOf(group).map((target) => ({
        group: group.where.logicalId,
        target: `${target.id}:${target.port}`,
        healthy: state.isHealthy(group, target),
      })),
    );
  }

  #checkGroup(group: TargetGroup, balancers: readonly LoadBalancer[]): void {
    const { model } = this.chain;
    for (const target of targetsOf(group)) {
      const fails = balancers.every(
        (balancer) => checkTarget(model, this.chain.state, balancer, group, target).outcome === 'stop',
      );
      this.#count(group, target, !fails);
    }
    if (this.#waiting.length > 0 && this.#isSettled()) {
      for (const resolve of this.#waiting.splice(0)) resolve();
    }
  }

  #count(group: TargetGroup, target: Target, passes: boolean): void {
    const key = targetKey(group, target);
    const record = this.#records.get(key);
    if (!record) {
      this.#records.set(key, { isHealthy: passes, contrary: 0 });
      this.chain.setHealth(group, target, passes);
      return;
    }
    record.contrary = record.isHealthy === passes ? 0 : record.contrary + 1;
    const { healthyThreshold, unhealthyThreshold } = group.healthCheck;
    if (record.contrary < (passes ? healthyThreshold : unhealthyThreshold)) return;
    if (record.isHealthy === passes) return;
    record.isHealthy = passes;
    record.contrary = 0;
    this.chain.setHealth(group, target, passes);
    this.options.onChange?.(group, target, passes);
  }

  #isSettled(): boolean {
    const { model, state } = this.chain;
    const steady = settle(model, state.failures);
    return [...checkedGroups(model).keys()].every((group) =>
      targetsOf(group).every((target) => state.isHealthy(group, target) === steady.isHealthy(group, target)),
    );
  }
}

/** Groups that a listener sends to, with the load balancers that check them. */
function checkedGroups(model: Model): Map<TargetGroup, LoadBalancer[]> {
  const found = new Map<TargetGroup, LoadBalancer[]>();
  for (const group of model.targetGroups) {
    const balancers = model.loadBalancers.filter((balancer) =>
      balancer.listeners.some((listener) => groupArnsOf(listener).includes(group.arn)),
    );
    if (balancers.length > 0) found.set(group, balancers);
  }
  return found;
}

function targetsOf(group: TargetGroup): Target[] {
  return group.targets.filter((target): target is Target => !isUnknown(target));
}
