import {
  isUnknown,
  type Quota,
  type Stage,
  type Throttle,
  type UsagePlan,
  type Where,
} from '../../assembly/model';
import type { Match } from '../5-gateway';
import type { KeyInPlan } from './plans';

/** A token bucket: it holds `burstLimit` tokens at most, and `rateLimit` a second flow in. */
export interface Bucket extends Throttle {
  /** Names the counter, the same from call to call. */
  readonly id: string;
  /** In words: `the stage`, `key acme in plan partners`. */
  readonly what: string;
  readonly where: Where;
}

export interface QuotaCounter extends Quota {
  readonly id: string;
  readonly what: string;
  readonly where: Where;
}

/** What counts a call, in the order in which it is asked. */
export interface Limits {
  readonly buckets: readonly Bucket[];
  readonly quota?: QuotaCounter;
}

/** How far the counters are. Whoever serves calls keeps them; pure functions are told. */
export interface Usage {
  /** Tokens in the bucket now. */
  tokens(bucket: Bucket): number;
  /** Calls counted in the quota's period. */
  used(quota: QuotaCounter): number;
}

/** Nobody called before: every bucket is full, and of a quota only its offset is used. */
export const firstCall: Usage = {
  tokens: ({ burstLimit }) => burstLimit,
  used: ({ offset }) => offset,
};

/**
 * What counts a call of a method: the plan's limits of the key, its method's first, then the stage's.
 * (DG api-gateway-request-throttling, order of limits; from memory) The account's own limit is left out.
 */
export function limitsOf(match: Match, key: KeyInPlan | undefined): Limits {
  const { stage } = match;
  if (key || stage.methodThrottles) return readLimits(match, key);
  const known = ofStage.get(stage) ?? readLimits(match, key);
  ofStage.set(stage, known);
  return known;
}

/** Limits of stages that treat their methods alike, of calls without a key. */
const ofStage = new WeakMap<Stage, Limits>();

function readLimits(match: Match, key: KeyInPlan | undefined): Limits {
  const { stage, api } = match;
  const at = `${api.id}/${stage.name}`;
  const plan = key && planLimits(key, match, at);
  const method = throttleOfMethod(stage.methodThrottles ?? {}, match);
  const own = method ?? (stage.throttle && { throttle: stage.throttle, method: '' });
  const bucket: Bucket | undefined = own && {
    ...own.throttle,
    id: `stage ${at} ${own.method}`,
    what: own.method === '' ? `stage ${stage.name}` : `${own.method} of stage ${stage.name}`,
    where: stage.where,
  };
  return { buckets: [...(plan?.buckets ?? []), ...(bucket ? [bucket] : [])], quota: plan?.quota };
}

function planLimits({ key, plan, stage }: KeyInPlan, match: Match, at: string): Limits {
  const { where, quota, throttle } = plan;
  const what = `key ${key.name} in plan ${plan.name}`;
  const method = throttleOfMethod(stage.throttle, match);
  const buckets: Bucket[] = [];
  if (method) {
    const id = `plan ${plan.id} ${key.id} ${at} ${method.method}`;
    buckets.push({ ...method.throttle, id, what: `${what} at ${method.method}`, where });
  }
  if (throttle) buckets.push({ ...throttle, id: `plan ${plan.id} ${key.id}`, what, where });
  const counter = quota && { ...quota, id: `quota ${plan.id} ${key.id}`, what, where };
  return { buckets, quota: counter };
}

/** Limits of single methods are written as the resource path and the method: `/orders/{id}/GET`. */
function throttleOfMethod(
  written: Readonly<Record<string, Throttle>>,
  { resourcePath, httpMethod, method }: Match,
): { readonly throttle: Throttle; readonly method: string } | undefined {
  const path = resourcePath === '/' ? '' : resourcePath;
  for (const name of [`${path}/${httpMethod}`, `${path}/${method.httpMethod}`, `${path}/*`]) {
    const throttle = written[name];
    if (throttle) return { throttle, method: name };
  }
  return undefined;
}

/** The first limit that a call meets; `undefined`: it is admitted. */
export function exceeded({ buckets, quota }: Limits, usage: Usage): Bucket | QuotaCounter | undefined {
  const empty = buckets.find((bucket) => usage.tokens(bucket) < 1);
  if (empty) return empty;
  return quota && usage.used(quota) >= quota.limit ? quota : undefined;
}

export function isQuota(limit: Bucket | QuotaCounter): limit is QuotaCounter {
  return 'period' in limit;
}

/** `10 a second (20 at once), 1000 a month` */
export function describeLimits({ throttle, quota }: UsagePlan): string {
  const parts = [
    ...(throttle ? [`${throttle.rateLimit} a second (${throttle.burstLimit} at once)`] : []),
    ...(quota ? [`${quota.limit} a ${quota.period.toLowerCase()}`] : []),
  ];
  return parts.length === 0 ? 'no limits' : parts.join(', ');
}

/** Settings of the plan that were not resolved, which its limits may hang on. */
export function openLimit(plan: UsagePlan) {
  return plan.unresolved?.find(isUnknown);
}
