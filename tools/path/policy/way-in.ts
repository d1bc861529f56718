import { isUnknown, type Known, type Model, type PolicyDocument, type Where } from '../../assembly/model';
import type { Match } from '../5-gateway';
import { type Caller, principalOf } from '../caller';
import type { GatewayRequest } from '../exchange';
import type { Verdict } from '../hop';
import { stop, unknown } from '../verdict';
import { denial, silence, undecided } from './denial';
import { evaluate } from './evaluate';
import { describeStatement } from './inspect';
import { RequestContext } from './request-context';

/** A policy that a call meets before the API's own. */
interface Gate {
  /** `endpoint vpce-…` */
  readonly whose: string;
  readonly policy: Known<PolicyDocument>;
  readonly where: Where;
  readonly denies: 'ENDPOINT_POLICY_DENIES' | 'DOMAIN_POLICY_DENIES';
  readonly doesNotAllow: 'ENDPOINT_POLICY_DOES_NOT_ALLOW' | 'DOMAIN_POLICY_DOES_NOT_ALLOW';
  /** Wording of a denial by silence, which is settled for neither: aws-facts §14.1. */
  readonly suffix: string;
}

interface Call {
  readonly model: Model;
  readonly request: GatewayRequest;
  readonly match: Match;
  readonly caller: Caller;
}

/**
 * The policies of the endpoint and of a private custom domain: every one that stops the call, or might. The
 * endpoint's looks at both, the domain and the API's method (inferred from aws-facts §2.3: it may name either).
 * That both come before the API's is inferred too (aws-facts §13.3).
 */
export function judgeWayIn(
  model: Model,
  request: GatewayRequest,
  match: Match,
  caller: Caller,
  methodArn: string,
): Verdict[] {
  // An invalid signature is refused before anybody is judged: aws-facts §2.3 (doc)
  if (caller.kind === 'refused') return [];
  const call = { model, request, match, caller };
  const { endpoint } = request;
  const native = match.domain?.native;
  const atEndpoint: Gate | undefined = endpoint?.policy && {
    whose: `endpoint ${endpoint.id}`,
    policy: endpoint.policy,
    where: endpoint.where,
    denies: 'ENDPOINT_POLICY_DENIES',
    doesNotAllow: 'ENDPOINT_POLICY_DOES_NOT_ALLOW',
    suffix: '',
  };
  const first = atEndpoint && pass(call, atEndpoint, [...(native ? [native.invokeArn] : []), methodArn]);
  const second = native && judgeDomain(call);
  return [first, second].filter((verdict) => verdict !== undefined);
}

function judgeDomain(call: Call): Verdict | undefined {
  const { domain } = call.match;
  const { policy, invokeArn } = domain!.native!;
  if (policy === undefined) {
    const because = `private custom domain ${domain!.name} has no policy; whom API Gateway then lets through is not documented`;
    return unknown('DOMAIN_POLICY_MISSING', because, [domain!.where]);
  }
  const gate: Gate = {
    whose: `domain ${domain!.name}`,
    policy,
    where: { ...domain!.where, property: 'Properties.Policy' },
    denies: 'DOMAIN_POLICY_DENIES',
    doesNotAllow: 'DOMAIN_POLICY_DOES_NOT_ALLOW',
    suffix: silence,
  };
  return pass(call, gate, [invokeArn]);
}

/** `undefined`: it allows every one of the resources. */
function pass(call: Call, gate: Gate, resources: readonly string[]): Verdict | undefined {
  const { whose, policy, where } = gate;
  if (isUnknown(policy))
    return unknown('POLICY_NOT_KNOWN', `the policy of ${whose}: ${policy.reason}`, [where]);
  const verdicts = resources.flatMap((resource) => judgeOne(call, gate, policy, resource) ?? []);
  return verdicts.find(({ outcome }) => outcome === 'stop') ?? verdicts[0];
}

function judgeOne(
  { model, request, match, caller }: Call,
  { whose, where, denies, doesNotAllow, suffix }: Gate,
  policy: PolicyDocument,
  resource: string,
): Verdict | undefined {
  const via = match.domain?.native?.invokeArn;
  const context = new RequestContext(model, request, principalOf(caller), resource, via);
  const decision = evaluate(policy, context);
  if (decision.decision === 'allow') return undefined;
  if (decision.decision === 'unknown' && decision.mayAllow) return undecided(whose, decision);
  const isDenied = decision.decision === 'explicit-deny';
  const response = denial(
    { model, request, match, caller, arn: resource },
    isDenied ? ' with an explicit deny' : suffix,
  );
  const because = isDenied
    ? `${describeStatement(decision.statement!)} of ${whose} denies ${resource}`
    : `no statement of the policy of ${whose} allows ${resource}`;
  const place = decision.statement?.where ?? where;
  return stop(isDenied ? denies : doesNotAllow, { kind: 'response', response }, because, [place]);
}
