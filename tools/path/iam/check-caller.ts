import type { Known, Model, PolicyDocument, Where } from '../../assembly/model';
import { type Caller, userOf } from '../caller';
import type { GatewayRequest } from '../exchange';
import { describeStatement } from '../policy/inspect';
import { RequestContext } from '../policy/request-context';
import type { ReasonCode } from '../reasons';
import { authorizeIam, type IamDecision } from './authorize';
import type { SignatureFault } from './signature';

/** What IAM says of a caller; the API kinds differ only in the answers that they make of it. */
export interface CallerCheck {
  readonly outcome: 'pass' | 'stop' | 'unknown';
  readonly code: ReasonCode;
  readonly because: string;
  readonly where: readonly Where[];
  /** Of a signed caller without the right: how AWS's sentence about it ends. */
  readonly ending?: string;
}

export interface CallerQuestion {
  readonly model: Model;
  readonly request: GatewayRequest;
  readonly caller: Caller;
  /** Account that owns the API. @default the model's */
  readonly account?: string;
  /** ARN of the method or route with its actual path. */
  readonly arn: string;
  /** @default none, as of HTTP and WebSocket APIs: then callers of other accounts can't pass */
  readonly resourcePolicy?: Known<PolicyDocument>;
  /** The method or route in words. */
  readonly name: string;
  readonly where: Where;
}

const codes: Readonly<Record<SignatureFault, ReasonCode>> = {
  incomplete: 'IAM_SIGNATURE_INCOMPLETE',
  'unknown-key': 'IAM_KEY_UNKNOWN',
  'token-expired': 'IAM_TOKEN_EXPIRED',
  scope: 'IAM_SIGNATURE_SCOPE',
  expired: 'IAM_SIGNATURE_EXPIRED',
  wrong: 'IAM_SIGNATURE_WRONG',
};

/** The code of a signature that does not hold. */
export function faultCode(fault: SignatureFault): ReasonCode {
  return codes[fault];
}

/** Wording of the endings: aws-facts §1.4; of the identity side by analogy. (inferred) */
const endings = {
  explicit: ' with an explicit deny',
  identity: ' because no identity-based policy allows the execute-api:Invoke action',
  resource: ' because no resource-based policy allows the execute-api:Invoke action',
};

/** Whether IAM lets a caller in: unsigned, wrongly signed, without the right, allowed, or not known. */
export function checkCaller(question: CallerQuestion): CallerCheck {
  const { caller, name } = question;
  const where = [question.where];
  if (caller.kind === 'anonymous') {
    const because = `${name} wants AWS_IAM, and the request is not signed`;
    return { outcome: 'stop', code: 'IAM_SIGNATURE_MISSING', because, where };
  }
  if (caller.kind === 'refused') {
    return { outcome: 'stop', code: codes[caller.fault], because: caller.message.trim(), where };
  }
  if (!caller.identity) {
    const reason = 'reason' in caller.principal ? caller.principal.reason : 'the caller is not known';
    return {
      outcome: 'unknown',
      code: 'IAM_NOT_CHECKED',
      because: `${name} wants AWS_IAM: ${reason}`,
      where,
    };
  }
  return conclude(question, decide(question, caller));
}

function decide(
  { model, request, account = model.account, arn, resourcePolicy }: CallerQuestion,
  { identity, principal }: Extract<Caller, { kind: 'signed' }>,
): IamDecision {
  const context = new RequestContext(model, request, principal, arn);
  return authorizeIam({ identity: identity!, account, resourcePolicy, context });
}

function conclude({ caller, name, arn, where: place }: CallerQuestion, decision: IamDecision): CallerCheck {
  const where = [decision.statement?.where ?? place];
  const user = userOf(caller);
  if (decision.decision === 'allow') {
    return { outcome: 'pass', code: 'IAM_ALLOWS', because: whyAllowed(decision, user, name), where };
  }
  if (decision.decision === 'unknown') {
    const reasons = decision.unknowns.map(({ reason }) => reason).join('; ');
    const because = `whether ${user} may call ${name} can't be told: ${reasons}`;
    return { outcome: 'unknown', code: 'IAM_POLICIES_NOT_KNOWN', because, where: [place] };
  }
  const explicit = decision.decision === 'explicit-deny';
  return {
    outcome: 'stop',
    code: explicit ? 'IAM_CALLER_DENIED' : 'IAM_CALLER_NOT_ALLOWED',
    because: whyRefused(decision, user, arn),
    where,
    ending: explicit ? endings.explicit : endings[decision.side ?? 'identity'],
  };
}

function whyAllowed({ crossAccount, resource }: IamDecision, user: string, name: string): string {
  if (crossAccount) {
    return `${user} of another account may call ${name}: its own policies and the API’s allow it`;
  }
  return resource === 'allow'
    ? `${user} may call ${name}: the API’s resource policy allows it`
    : `${user} may call ${name}: its own policies allow it`;
}

function whyRefused(decision: IamDecision, user: string, arn: string): string {
  const { statement, crossAccount, resource, side } = decision;
  if (statement) return `${describeStatement(statement)} of the ${side} policy denies ${user} ${arn}`;
  if (side === 'resource') {
    return `no resource policy allows ${user}, which is of another account, ${arn}`;
  }
  const why = crossAccount
    ? ', and between accounts both sides must'
    : resource === 'delegates'
      ? ', and the resource policy leaves it to them'
      : '';
  return `the policies of ${user} do not allow ${arn}${why}`;
}
