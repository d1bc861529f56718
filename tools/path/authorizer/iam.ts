import type { Authorizing } from '../7-authorizer';
import { accountOf } from '../account';
import { type Caller, methodArn } from '../caller';
import { apiError, type GatewayErrorType, gatewayErrors } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import type { HttpResponse, Verdict } from '../hop';
import { checkCaller, faultCode } from '../iam/check-caller';
import type { SignatureFault } from '../iam/signature';
import { denialMessage } from '../policy/denial';
import { pass, stop, unknown } from '../verdict';

/** Hop 7 of an AWS_IAM method of a REST API. */
export function checkIam(scope: Authorizing, caller: Caller, name: string): Verdict {
  const { model, request, match } = scope;
  const arn = methodArn(model, match);
  const check = checkCaller({
    model,
    request,
    caller,
    account: accountOf(model, match.api),
    arn,
    resourcePolicy: match.definition.policy,
    name,
    where: match.method.where,
  });
  const { code, because, where } = check;
  if (check.outcome === 'pass') return pass(code, because, where);
  if (check.outcome === 'unknown') return unknown(code, because, where);
  if (caller.kind === 'refused') return refuseSignature(scope, caller);
  const response =
    check.ending === undefined
      ? apiError(scopeOf(request, match), 'MISSING_AUTHENTICATION_TOKEN')
      : apiError(scopeOf(request, match), 'ACCESS_DENIED', {
          message: denialMessage({ model, caller, arn }, check.ending),
        });
  return stop(code, { kind: 'response', response }, because, where);
}

interface Answer {
  readonly type: GatewayErrorType;
  /** Where it differs from the response type's own. */
  readonly errorType?: string;
}

/** Which gateway response customises a key that is not known, or an incomplete signature, is not documented. (inferred) */
const answers: Readonly<Record<SignatureFault, Answer>> = {
  incomplete: { type: 'INVALID_SIGNATURE', errorType: 'IncompleteSignatureException' },
  'unknown-key': { type: 'INVALID_SIGNATURE', errorType: 'UnrecognizedClientException' },
  'token-expired': { type: 'EXPIRED_TOKEN' },
  scope: { type: 'INVALID_SIGNATURE' },
  expired: { type: 'INVALID_SIGNATURE' },
  wrong: { type: 'INVALID_SIGNATURE' },
};

/** The stop of a signature that does not hold. */
export function refuseSignature(
  { request, match }: Authorizing,
  { fault, message }: Extract<Caller, { kind: 'refused' }>,
): Verdict {
  const { type, errorType } = answers[fault];
  const error = { ...gatewayErrors[type], ...(errorType === undefined ? {} : { errorType }), message };
  const response: HttpResponse = apiError(scopeOf(request, match), type, { message, error });
  return stop(faultCode(fault), { kind: 'response', response }, message.trim(), [match.method.where]);
}
