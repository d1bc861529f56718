import type { Model } from '../../assembly/model';
import type { Match } from '../5-gateway';
import { type Caller, maskAccount, userOf } from '../caller';
import type { GatewayRequest } from '../exchange';
import { apiError } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import type { HttpResponse, Verdict } from '../hop';
import { unknown } from '../verdict';
import type { PolicyDecision } from './evaluate';
import { describeStatement } from './inspect';

/** aws-facts §1.4 (capture) */
export const silence = ' because no resource-based policy allows the execute-api:Invoke action';

/** Whom a policy is asked about, and for what. */
export interface Asked {
  readonly model: Model;
  readonly request: GatewayRequest;
  readonly match: Match;
  /** Of the resource that the policy is about. */
  readonly arn: string;
  readonly caller: Caller;
}

/** What a caller gets whom a policy does not let through. */
export function denial(asked: Asked, suffix: string): HttpResponse {
  const { request, match } = asked;
  return apiError(scopeOf(request, match), 'ACCESS_DENIED', { message: denialMessage(asked, suffix) });
}

/** How the IAM engine words a refusal: aws-facts §1.4 (doc). */
export function denialMessage(
  { model, caller, arn }: Omit<Asked, 'request' | 'match'>,
  suffix: string,
): string {
  return `User: ${userOf(caller)} is not authorized to perform: execute-api:Invoke on resource: ${maskAccount(model, arn)}${suffix}`;
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
