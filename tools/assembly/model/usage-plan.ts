import type { Element, Known } from './known';

export interface ApiKey extends Element {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** Unknown where AWS makes it, or Secrets Manager has it: then no template holds it. */
  readonly value: Known<string>;
}

/** A token bucket's size and how fast it fills. */
export interface Throttle {
  /** Calls a second. */
  readonly rateLimit: number;
  /** Calls at once. */
  readonly burstLimit: number;
}

export interface Quota {
  readonly limit: number;
  /** Calls that count as made already, in the first period. */
  readonly offset: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

export interface UsagePlan extends Element {
  readonly id: string;
  readonly name: string;
  readonly stages: readonly PlanStage[];
  /** Of each key, over all its stages. */
  readonly throttle?: Throttle;
  /** Of each key, over all its stages. */
  readonly quota?: Quota;
  /** Ids of its API keys. */
  readonly keyIds: readonly Known<string>[];
}

export interface PlanStage {
  readonly apiId: Known<string>;
  readonly stage: Known<string>;
  /** Of single methods: `/orders/GET` → limits. */
  readonly throttle: Readonly<Record<string, Throttle>>;
}
