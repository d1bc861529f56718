import type { Model } from '../../assembly/model';
import type { Match } from '../5-gateway';
import { maskAccount } from '../caller';
import type { GatewayRequest } from '../exchange';
import { apiError } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import type { HttpResponse, Verdict } from '../hop';
import { unknown } from '../verdict';
import type { PolicyDecision } from './evaluate';
import { describeStatement } from './inspect';

/** aws-facts §1.4 (capture) */
export const silence = ' because no resource-based policy allows the execute-api:Invoke action';

/** What a caller gets whom a policy does not let through. */
export function denial(
  model: Model,
  request: GatewayRequest,
  match: Match,
  arn: string,
  suffix: string,
): HttpResponse {
  const message = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${maskAccount(model, arn)}${suffix}`;
  return apiError(scopeOf(request, match), 'ACCESS_DENIED', { message });
}

/** A value that the templates do not tell decides whether a policy allows. */
export function undecided(whose: string, decision: PolicyDecision): Verdict {
  const reasons = decision.unknowns.map((value) => value.reason).join('; ');
  const because = `${describeStatement(decision.statement!)} of ${whose} can't be decided: ${reasons}`;
  const where = [decision.statement!.where, ...decision.unknowns.map((value) => value.where)];
  return unknown(
    'POLICY_NOT_KNOWN',
    because,
    where.filter((place) => place.logicalId !== ''),
  );
}
