import { type ApiKey, isUnknown, Unknown, type Where } from '../../assembly/model';
import { type Authorizing, refuse } from '../7-authorizer';
import { header } from '../headers';
import type { Verdict } from '../hop';
import {
  describeLimits,
  exceeded,
  firstCall,
  isQuota,
  type Limits,
  limitsOf,
  openLimit,
} from '../usage/limits';
import { hasPlan, type KeyInPlan, planOf } from '../usage/plans';
import { pass, unknown } from '../verdict';

/** What hop 7 says of the API key and the limits, after the authorizer. */
export interface Admission {
  /** Absent where the method wants no key and no limit is met. */
  readonly verdict?: Verdict;
  /** What counts the call; absent where it is refused. */
  readonly charges?: Limits;
}

/**
 * The API key, then the limits of its plan and of the stage: the order is that of aws-facts §13.3; that limits come
 * after the authorizer is inferred.
 * @param usageKey what the authorizer's answer names as the key, for an API that takes keys from there
 */
export function admit(scope: Authorizing, name: string, usageKey?: string): Admission {
  const { match } = scope;
  if (!match.method.apiKeyRequired) return meetLimits(scope, name, undefined);
  const sent = keySent(scope, usageKey);
  if (sent === undefined) {
    const because = `${name} wants an API key, and ${sourceOf(scope)}`;
    return refused(scope, 'API_KEY_MISSING', because, match.method.where);
  }
  if (sent === 'unknown-value') {
    return refused(
      scope,
      'API_KEY_UNKNOWN',
      `${name} wants an API key, and the value sent is of none`,
      match.method.where,
    );
  }
  if (isUnknown(sent)) {
    const because = `${name} wants an API key, and one is sent: ${sent.reason}`;
    return { verdict: unknown('API_KEY_NOT_CHECKED', because, [match.method.where]) };
  }
  return admitKey(scope, name, sent);
}

function refused(
  scope: Authorizing,
  code: 'API_KEY_MISSING' | 'API_KEY_UNKNOWN' | 'API_KEY_DISABLED' | 'API_KEY_NOT_IN_PLAN',
  because: string,
  where: Where,
): Admission {
  return { verdict: refuse(scope, code, 'INVALID_API_KEY', because, [where]) };
}

function sourceOf({ match }: Authorizing): string {
  return match.definition.apiKeySource === 'AUTHORIZER'
    ? 'the authorizer’s answer has no usageIdentifierKey'
    : 'x-api-key is not sent';
}

/** Whose value is sent. Values that AWS makes are known to whoever gave them out, else to nobody. */
function keySent(
  { model, request, match, state: { keyOf } }: Authorizing,
  usageKey: string | undefined,
): ApiKey | Unknown | 'unknown-value' | undefined {
  const keys = model.apiKeys ?? [];
  const byHeader = match.definition.apiKeySource !== 'AUTHORIZER';
  if (byHeader && request.apiKey !== undefined) return keys.find((key) => key.name === request.apiKey);
  const value = byHeader ? header(request.headers, 'x-api-key') : usageKey;
  if (!value) return undefined;
  if (!hasPlan(model, match)) {
    return new Unknown(`no usage plan of stage ${match.stage.name} is in the templates`, match.stage.where);
  }
  if (keyOf) {
    const name = keyOf(value);
    return keys.find((key) => key.name === name) ?? 'unknown-value';
  }
  const open = keys.map((key) => key.value).find(isUnknown);
  return keys.find((key) => key.value === value) ?? open ?? 'unknown-value';
}

function admitKey(scope: Authorizing, name: string, key: ApiKey): Admission {
  if (!key.enabled) return refused(scope, 'API_KEY_DISABLED', `API key ${key.name} is disabled`, key.where);
  const { model, match } = scope;
  const plan = planOf(model, match, key);
  if (isUnknown(plan)) {
    const because = `whether API key ${key.name} is in a plan of stage ${match.stage.name}: ${plan.reason}`;
    return { verdict: unknown('USAGE_PLAN_NOT_KNOWN', because, [plan.where]) };
  }
  if (plan) return meetLimits(scope, name, plan);
  const because = `API key ${key.name} is in no usage plan of stage ${match.stage.name} of API ${match.api.name}`;
  return refused(scope, 'API_KEY_NOT_IN_PLAN', because, key.where);
}

function meetLimits(scope: Authorizing, name: string, key: KeyInPlan | undefined): Admission {
  const open = key && openLimit(key.plan);
  if (open) {
    const because = `the limits of usage plan ${key.plan.name}: ${open.reason}`;
    return { verdict: unknown('USAGE_PLAN_NOT_KNOWN', because, [open.where]) };
  }
  const limits = limitsOf(scope.match, key);
  const met = exceeded(limits, scope.state.usage ?? firstCall);
  if (met) {
    const because = isQuota(met)
      ? `${met.what} has its ${met.limit} calls a ${met.period.toLowerCase()} behind it`
      : `${met.what} has no token left, of ${met.burstLimit} at once and ${met.rateLimit} a second`;
    const [code, type] = isQuota(met)
      ? (['QUOTA_EXCEEDED', 'QUOTA_EXCEEDED'] as const)
      : (['THROTTLED', 'THROTTLED'] as const);
    return { verdict: refuse(scope, code, type, because, [met.where]) };
  }
  if (!key) return { charges: limits };
  const assumed = scope.state.usage ? '' : ', taken for its first call';
  const because = `API key ${key.key.name} of plan ${key.plan.name} may call ${name} (${describeLimits(key.plan)}${assumed})`;
  return { verdict: pass('API_KEY_ALLOWS', because, [key.plan.where]), charges: limits };
}
