import { type Authorizer, isUnknown, type Model } from '../assembly/model';
import type { Match } from './5-gateway';
import type { ResourceDecision } from './6-policy';
import { type Admission, admit } from './authorizer/api-key';
import { startFunction } from './authorizer/function';
import { checkIam, refuseSignature } from './authorizer/iam';
import { missingSource } from './authorizer/identity';
import type { Caller } from './caller';
import type { GatewayRequest, Invocation, InvocationResult } from './exchange';
import { apiError, type GatewayErrorType } from './gateway/responses';
import { scopeOf } from './gateway/scope';
import type { Verdict } from './hop';
import type { AuthorizerContext } from './lambda/event';
import type { ReasonCode } from './reasons';
import type { State } from './state';
import { notApplicable, pass, stop, unknown } from './verdict';

/** Where AWS's own words leave a choice. */
export interface AuthorizerOptions {
  /**
   * What becomes of a call that the authorizer's policy does not cover and the resource policy allows.
   * The documentation's table says allow, the field says 403: aws-facts §2.1, §14.9.
   * @default 'allow'
   */
  readonly silentAuthorizer?: 'allow' | 'deny';
}

/** What hop 7 says, and what a Lambda authorizer hands on to the integration. */
export interface Authorization {
  readonly verdict: Verdict;
  readonly context?: AuthorizerContext;
  /** The value of an API key, where the function named one (`usageIdentifierKey`). */
  readonly usageKey?: string;
}

/** An authorizer function that has to be called first. */
export interface AuthorizerCall {
  readonly invocation: Invocation;
  readonly settle: (result: InvocationResult) => Authorization;
}

/** What the checks of hop 7 share. */
export interface Authorizing {
  readonly model: Model;
  readonly state: State;
  readonly request: GatewayRequest;
  readonly match: Match;
  readonly resourceDecision: ResourceDecision;
  readonly options: AuthorizerOptions;
}

/** Hop 7 without the API key: who the method lets in. */
export function authorize(scope: Authorizing, caller: Caller): Authorization | AuthorizerCall {
  const { match, request } = scope;
  // The endpoint refuses an invalid signature whatever the method wants: aws-facts §2.3 (doc)
  if (caller.kind === 'refused' && request.endpoint) return { verdict: refuseSignature(scope, caller) };
  switch (match.method.authorization) {
    case 'NONE':
      return { verdict: notApplicable('AUTHORIZER_NONE', `${name(match)} has no authorizer`) };
    case 'AWS_IAM':
      return { verdict: checkIam(scope, caller, name(match)) };
    case 'COGNITO_USER_POOLS':
      return { verdict: checkUserPool(scope) };
    case 'CUSTOM':
      return startFunction(scope);
  }
}

function name(match: Match): string {
  return `${match.httpMethod} ${match.resourcePath}`;
}

/** A stop with the API's own answer for the type. */
export function refuse(
  { request, match }: Authorizing,
  code: ReasonCode,
  type: GatewayErrorType,
  because: string,
  where: Verdict['where'],
  message?: string,
): Verdict {
  const response = apiError(scopeOf(request, match), type, { message });
  return stop(code, { kind: 'response', response }, because, where);
}

/** The authorizer of a method, by its id. */
export function authorizerOf(match: Match): Authorizer | undefined {
  return match.definition.authorizers.find((authorizer) => authorizer.id === match.method.authorizerId);
}

function checkUserPool(scope: Authorizing): Verdict {
  const { match, request } = scope;
  const authorizer = authorizerOf(match);
  const sources = authorizer?.identitySource ?? ['method.request.header.Authorization'];
  const missing = missingSource(request, match, sources);
  const where = [authorizer?.where ?? match.method.where];
  if (missing !== undefined && !isUnknown(missing)) {
    return refuse(scope, 'IDENTITY_SOURCE_MISSING', 'UNAUTHORIZED', `${missing} is missing`, where);
  }
  return unknown('COGNITO_NOT_MODELLED', `${name(match)} wants a token of a Cognito user pool`, where);
}

/** The API key and the limits, which come after the authorizer: aws-facts §13.3. */
export function checkApiKey(scope: Authorizing, usageKey?: string): Admission {
  return admit(scope, name(scope.match), usageKey);
}

/** The pass of an authorizer that let the call through. */
export function allowed(match: Match, authorizer: Authorizer, context: AuthorizerContext): Authorization {
  const because = `authorizer ${authorizer.id} allows ${name(match)} for ${context.principalId}`;
  return { verdict: pass('AUTHORIZER_ALLOWS', because, [authorizer.where]), context };
}
