import type { Model, Target, TargetGroup } from '../assembly/model';
import { type Failures, noFailures, type State } from '../path/state';
import type { OpenSocket } from '../path/websocket/manage-connections';

export function targetKey(group: TargetGroup, target: Target): string {
  return `${group.arn} ${target.id}:${target.port}`;
}

/** The model and the state that every decision is made with, as they are now. */
export class LiveChain {
  #model: Model;
  #failures: Failures = noFailures;
  readonly #unhealthy = new Set<string>();
  /** WebSocket connections that stand, by their ids. */
  readonly openSockets = new Map<string, OpenSocket>();
  #revision = 0;
  #state: State;

  /** @param counted counters and values that outlive a change of the model */
  constructor(
    model: Model,
    private readonly counted: Pick<State, 'usage' | 'keyOf'> = {},
  ) {
    this.#model = model;
    this.#state = this.#snapshot();
  }

  get model(): Model {
    return this.#model;
  }

  /** A new object, with a new revision, after every change. */
  get state(): State {
    return this.#state;
  }

  replaceModel(model: Model): void {
    this.#model = model;
    this.#changed();
  }

  setFailures(failures: Failures): void {
    this.#failures = failures;
    this.#changed();
  }

  setHealth(group: TargetGroup, target: Target, isHealthy: boolean): void {
    const key = targetKey(group, target);
    if (this.#unhealthy.has(key) !== isHealthy) return;
    if (isHealthy) this.#unhealthy.delete(key);
    else this.#unhealthy.add(key);
    this.#changed();
  }

  #changed(): void {
    this.#revision += 1;
    this.#state = this.#snapshot();
  }

  #snapshot(): State {
    const unhealthy = new Set(this.#unhealthy);
    return {
      ...this.counted,
      failures: this.#failures,
      isHealthy: (group, target) => !unhealthy.has(targetKey(group, target)),
      openSocket: (id) => this.openSockets.get(id),
      revision: `live ${this.#revision}`,
    };
  }
}
