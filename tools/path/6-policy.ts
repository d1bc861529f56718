import {
  type ApiDefinition,
  isUnknown,
  type Model,
  type PolicyDocument,
  type PolicyStatement,
} from '../assembly/model';
import type { Match } from './5-gateway';
import { accountOf } from './account';
import { type Caller, methodArn, principalOf, userOf } from './caller';
import type { GatewayRequest } from './exchange';
import { gatewayIndex } from './gateway/hosts';
import type { Verdict } from './hop';
import { type Asked, denial, silence, undecided } from './policy/denial';
import { evaluate, type PolicyDecision } from './policy/evaluate';
import { deniesOtherSources, describeStatement, usesKey, usesSource } from './policy/inspect';
import { RequestContext } from './policy/request-context';
import { judgeWayIn } from './policy/way-in';
import type { ReasonCode } from './reasons';
import { notApplicable, pass, remark, stop, unknown } from './verdict';

/** What the resource policy says, for the authorizer's combination (aws-facts §2.1). */
export type ResourceDecision = PolicyDecision['decision'];

export interface Judgement {
  readonly verdict: Verdict;
  /** What other policies say besides, where one stops the call already. */
  readonly also: readonly Verdict[];
  readonly resourceDecision: ResourceDecision;
}

/**
 * Hop 6: the policies of the endpoint and of a private custom domain first, then the API's resource policy; all
 * of them must let the call pass (aws-facts §2.4 (doc)).
 */
export function judge(model: Model, request: GatewayRequest, match: Match, caller: Caller): Judgement {
  const arn = methodArn(model, match);
  const atApi = judgeResource(model, request, match, caller, arn);
  const verdicts = [...judgeWayIn(model, request, match, caller, arn), atApi.verdict];
  const stops = verdicts.filter(({ outcome }) => outcome === 'stop');
  // A known stop beats an unknown.
  const [verdict, ...also] = stops.length > 0 ? stops : verdicts.slice(0, 1);
  return { verdict: verdict as Verdict, also, resourceDecision: atApi.resourceDecision };
}

function judgeResource(
  model: Model,
  request: GatewayRequest,
  match: Match,
  caller: Caller,
  arn: string,
): Resource {
  const { definition, api, method } = match;
  const { policy } = definition;
  if (method.authorization === 'AWS_IAM' && caller.kind !== 'signed') {
    const because =
      caller.kind === 'anonymous'
        ? 'the request is not signed, and the method wants AWS_IAM'
        : 'the request’s signature does not hold, and the method wants AWS_IAM';
    return { verdict: notApplicable('POLICY_LEFT_TO_SIGNATURE', because), resourceDecision: 'unknown' };
  }
  const asked: Asked = {
    model,
    request,
    match,
    arn,
    // A method without authorizer does not look at a signature. (inferred)
    caller: method.authorization === 'AWS_IAM' ? caller : { kind: 'anonymous' },
  };
  if (policy === undefined) return withoutPolicy(asked);
  if (isUnknown(policy)) {
    const because = `the resource policy of API ${api.name}: ${policy.reason}`;
    return {
      verdict: unknown('POLICY_NOT_KNOWN', because, [definition.where]),
      resourceDecision: 'unknown',
    };
  }
  const principal = principalOf(asked.caller);
  const context = new RequestContext(model, request, principal, arn, match.domain?.native?.invokeArn);
  const decision = evaluate(policy, context);
  const judged = { ...asked, policy, decision, context };
  return { verdict: conclude(judged), resourceDecision: decision.decision };
}

/** The resource policy's own part of the judgement. */
type Resource = Pick<Judgement, 'verdict' | 'resourceDecision'>;

interface Judged extends Asked {
  readonly policy: PolicyDocument;
  readonly decision: PolicyDecision;
  readonly context: RequestContext;
}

/** A private API without a policy admits nobody, and can't be deployed: aws-facts §1.1 (doc) */
function withoutPolicy(asked: Asked): Resource {
  const { api, stage, definition } = asked.match;
  if (api.endpointType !== 'PRIVATE') {
    const because = `API ${api.name} is ${api.endpointType.toLowerCase()} and has no resource policy`;
    const verdict = notApplicable('POLICY_NOT_REQUIRED', because);
    return { verdict, resourceDecision: silenceDenies(asked) ? 'allow' : 'silent' };
  }
  const response = denial(asked, silence);
  const added = stage.stale && api.definition.policy !== undefined;
  const because = added
    ? `stage ${stage.name} serves a deployment of API ${api.name} made before it had a resource policy`
    : `private API ${api.name} has no resource policy`;
  const code = added ? 'POLICY_NOT_DEPLOYED' : 'POLICY_MISSING';
  const verdict = stop(code, { kind: 'response', response }, because, [definition.where]);
  return { verdict, resourceDecision: 'silent' };
}

/** Without an authorizer that can allow by itself, silence is a no; so it is between accounts: aws-facts §2.1 (doc) */
function silenceDenies({ match, caller, model }: Asked): boolean {
  const { method } = match;
  if (method.authorization === 'AWS_IAM') return isOfOtherAccount(model, match, caller);
  return method.authorization === 'NONE' || method.authorization === 'COGNITO_USER_POOLS';
}

function isOfOtherAccount(model: Model, { api }: Match, caller: Caller): boolean {
  const identity = caller.kind === 'signed' ? caller.identity : undefined;
  return identity !== undefined && identity.account !== accountOf(model, api);
}

function conclude(judged: Judged): Verdict {
  const { match, decision, arn } = judged;
  switch (decision.decision) {
    case 'allow':
      return allowed(judged);
    case 'explicit-deny':
      return denied(judged);
    case 'unknown':
      return decision.mayAllow || !silenceDenies(judged)
        ? undecided(`API ${match.api.name}`, decision)
        : notAllowed(judged);
    case 'silent':
      if (silenceDenies(judged)) return notAllowed(judged);
      // The authorizer's Allow is enough: aws-facts §2.1, Table A (doc)
      return remark('POLICY_SILENT', `the resource policy of API ${match.api.name} says nothing of ${arn}`, [
        match.definition.where,
      ]);
  }
}

function allowed(judged: Judged): Verdict {
  const { model, request, match, policy, decision, context, arn } = judged;
  const { api, stage } = match;
  const statement = decision.statement!;
  const because = `${describeStatement(statement)} of API ${api.name} allows ${arn}`;
  const where = [statement.where];
  const next = stage.stale ? api.definition.policy : undefined;
  if (next && next !== policy && !isUnknown(next)) {
    const future = evaluate(next, context).decision;
    if (future === 'explicit-deny' || (future === 'silent' && silenceDenies(judged))) {
      return remark('POLICY_CHANGE_PENDING', `${because}; the template's own policy doesn't`, [
        ...where,
        api.definition.where,
      ]);
    }
  }
  if (api.endpointType !== 'PRIVATE') return pass('POLICY_ALLOWS', because, where);
  if (usesKey(policy.statements, 'aws:vpcsourceip') && gatewayIndex(model).nodes.has(request.sourceAddress)) {
    const seen = `${because}; what it sees as the caller is load balancer node ${request.sourceAddress}`;
    return remark('POLICY_SEES_LOAD_BALANCER', seen, where);
  }
  if (usesKey(policy.statements, 'aws:sourceip')) return remark('POLICY_USES_SOURCE_IP', because, where);
  // The second is enough where there is no authorizer, since silence denies: aws-facts §2.2 (inferred)
  const guarded =
    deniesOtherSources(policy) || (match.method.authorization === 'NONE' && usesSource(statement));
  return guarded ? pass('POLICY_ALLOWS', because, where) : remark('POLICY_WITHOUT_DENY', because, where);
}

function denied(judged: Judged): Verdict {
  const { model, request, match, arn, decision } = judged;
  const statement = decision.statement!;
  // The long-standing wording; a newer one is not settled: aws-facts §1.4, §14.1
  const response = denial(judged, ' with an explicit deny');
  const because = `${describeStatement(statement)} of API ${match.api.name} denies ${arn}`;
  const code = laterAllows(judged) ? 'POLICY_NOT_DEPLOYED' : denyCode(model, request, statement);
  const seen =
    code === 'POLICY_DENIES_ENDPOINT' ? ` through ${request.endpoint?.id ?? 'the public front'}` : '';
  return stop(code, { kind: 'response', response }, because + seen, [statement.where]);
}

function denyCode(model: Model, request: GatewayRequest, statement: PolicyStatement): ReasonCode {
  if (usesSource(statement)) return 'POLICY_DENIES_ENDPOINT';
  return addressCode(model, request, [statement]) ?? 'POLICY_DENIES';
}

/** Conditions on the caller's address fail in ways of their own: aws-facts §2.2 */
function addressCode(
  model: Model,
  request: GatewayRequest,
  statements: readonly PolicyStatement[],
): ReasonCode | undefined {
  if (!request.endpoint) return undefined;
  if (usesKey(statements, 'aws:sourceip')) return 'POLICY_USES_SOURCE_IP';
  const behind = gatewayIndex(model).nodes.has(request.sourceAddress);
  return behind && usesKey(statements, 'aws:vpcsourceip') ? 'POLICY_SEES_LOAD_BALANCER' : undefined;
}

function notAllowed(judged: Judged): Verdict {
  const { model, request, match, arn, policy, context, caller } = judged;
  const response = denial(judged, silence);
  const symptom = { kind: 'response', response } as const;
  const where = [match.definition.where];
  const because = `no statement of the resource policy of API ${match.api.name} allows ${arn}`;
  if (laterAllows(judged))
    return stop('POLICY_NOT_DEPLOYED', symptom, because, [...where, match.stage.where]);
  const allows = policy.statements.filter((statement) => statement.effect === 'Allow');
  const named = allows.filter((statement) => statement.principal && statement.principal !== '*');
  const widened = {
    version: policy.version,
    statements: named.map((statement) => ({ ...statement, principal: '*' as const })),
  };
  if (match.method.authorization === 'NONE' && evaluate(widened, context).decision === 'allow') {
    const principals = `${because}: it names IAM principals, and the caller is anonymous`;
    return stop('POLICY_NAMES_PRINCIPALS', symptom, principals, [named[0]!.where, match.method.where]);
  }
  if (isOfOtherAccount(model, match, caller)) {
    const foreign = `${because} to ${userOf(caller)}, which is of another account`;
    return stop('POLICY_OTHER_ACCOUNT', symptom, foreign, where);
  }
  const code = addressCode(model, request, allows);
  return stop(code ?? 'POLICY_DOES_NOT_ALLOW', symptom, because, where);
}

/** Whether the template's policy, once deployed, would let the call pass. */
function laterAllows({ match, context }: Judged): boolean {
  const policy: ApiDefinition['policy'] = match.api.definition.policy;
  if (!match.stage.stale || policy === undefined || isUnknown(policy)) return false;
  return evaluate(policy, context).decision === 'allow';
}
