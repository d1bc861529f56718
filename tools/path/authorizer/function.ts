import { type Authorizer, isUnknown, type LambdaFunction } from '../../assembly/model';
import {
  type Authorization,
  type AuthorizerCall,
  type Authorizing,
  allowed,
  authorizerOf,
  refuse,
} from '../7-authorizer';
import { apiArn } from '../account';
import { methodArn } from '../caller';
import type { InvocationResult } from '../exchange';
import { plainText } from '../gateway/responses';
import { authorizerEvent } from '../lambda/event';
import { functionIndex, mayInvoke } from '../lambda/permission';
import { anonymous } from '../policy/context';
import { evaluate } from '../policy/evaluate';
import { RequestContext } from '../policy/request-context';
import { remark, stop, unknown } from '../verdict';
import { type AuthorizerAnswer, readAnswer } from './answer';
import { meetsExpression, missingSource, readSource } from './identity';
import { cacheOf, missedRoute } from './kept';

/** How long API Gateway waits for an authorizer, as for an integration: aws-facts §1.6. (inferred) */
const timeoutMs = 29_000;

/** A Lambda authorizer: checks that need no call first, then the call. aws-facts §8.1 (doc) */
export function startFunction(scope: Authorizing): Authorization | AuthorizerCall {
  const { match } = scope;
  const authorizer = authorizerOf(match);
  if (!authorizer) {
    const because = `authorizer ${match.method.authorizerId ?? '(none)'} is not in the definition`;
    return { verdict: unknown('AUTHORIZER_NOT_KNOWN', because, [match.method.where]) };
  }
  return (
    checkLength(scope, authorizer) ?? checkIdentity(scope, authorizer) ?? checkFunction(scope, authorizer)
  );
}

/** Longest method ARN that an authorizer is given, bytes: aws-facts §8.1 (doc). */
const arnBytes = 1600;

function checkLength(
  { model, request, match }: Authorizing,
  authorizer: Authorizer,
): Authorization | undefined {
  const length = Buffer.byteLength(methodArn(model, match));
  if (length <= arnBytes) return undefined;
  // The status text is documented, a body is not: aws-facts §1.4
  const response = plainText(request, 414, 'Request URI too long');
  const because = `the method ARN has ${length} bytes, of ${arnBytes}`;
  return {
    verdict: stop('METHOD_ARN_TOO_LONG', { kind: 'response', response }, because, [authorizer.where]),
  };
}

/** Identity sources: always of a TOKEN authorizer; of a REQUEST authorizer only where it caches. */
function checkIdentity(scope: Authorizing, authorizer: Authorizer): Authorization | undefined {
  const { request, match } = scope;
  const where = [authorizer.where];
  const token = authorizer.type === 'TOKEN';
  if (!token && authorizer.ttlSeconds === 0) return undefined;
  const missing = missingSource(request, match, sourcesOf(authorizer));
  if (isUnknown(missing)) {
    return { verdict: unknown('AUTHORIZER_NOT_KNOWN', missing.reason, where) };
  }
  if (missing !== undefined) {
    const because = `${missing} is missing or empty, so that authorizer ${authorizer.id} is not called`;
    return { verdict: refuse(scope, 'IDENTITY_SOURCE_MISSING', 'UNAUTHORIZED', because, where) };
  }
  if (!token) return undefined;
  const valid = meetsExpression(authorizer, tokenOf(scope, authorizer));
  if (valid === true) return undefined;
  if (isUnknown(valid)) return { verdict: unknown('TOKEN_EXPRESSION_NOT_KNOWN', valid.reason, where) };
  const because = `the token does not match "${authorizer.validationExpression}"`;
  return { verdict: refuse(scope, 'TOKEN_NOT_VALID', 'UNAUTHORIZED', because, where) };
}

/** A TOKEN authorizer that names no source looks at `Authorization`. (from memory) */
function sourcesOf(authorizer: Authorizer): readonly string[] {
  return authorizer.identitySource.length === 0 && authorizer.type === 'TOKEN'
    ? ['method.request.header.Authorization']
    : authorizer.identitySource;
}

function tokenOf({ request, match }: Authorizing, authorizer: Authorizer): string {
  const value = readSource(request, match, sourcesOf(authorizer)[0]!);
  return typeof value === 'string' ? value : '';
}

function checkFunction(scope: Authorizing, authorizer: Authorizer): Authorization | AuthorizerCall {
  const { model, request, match } = scope;
  const { functionArn } = authorizer;
  if (isUnknown(functionArn)) {
    return { verdict: unknown('AUTHORIZER_NOT_KNOWN', functionArn.reason, [functionArn.where]) };
  }
  const lambda = functionArn === undefined ? undefined : functionIndex(model).get(functionArn);
  if (!lambda) {
    const because = `function ${functionArn} of authorizer ${authorizer.id} is not in the templates`;
    return { verdict: unknown('AUTHORIZER_NOT_KNOWN', because, [authorizer.where]) };
  }
  const refused = authorizer.credentials === undefined && checkPermission(scope, authorizer, lambda);
  if (refused) return refused;
  const arn = methodArn(model, match);
  const event =
    authorizer.type === 'TOKEN'
      ? { type: 'TOKEN', methodArn: arn, authorizationToken: tokenOf(scope, authorizer) }
      : authorizerEvent(model, request, match, arn);
  const cache = cacheOf(scope, authorizer, sourcesOf(authorizer));
  return {
    invocation: { hop: 'authorizer', functionArn: lambda.arn, event, timeoutMs, ...(cache ? { cache } : {}) },
    settle: (result) => settle(scope, authorizer, lambda, arn, result),
  };
}

/** The right to invoke, with the authorizer's own source ARN: aws-facts §8.1 (doc) */
function checkPermission(
  scope: Authorizing,
  authorizer: Authorizer,
  lambda: LambdaFunction,
): Authorization | undefined {
  const { model, match } = scope;
  const source = `${apiArn(model, match.api)}/authorizers/${authorizer.id}`;
  const admitted = mayInvoke(model, lambda, source);
  if (admitted === true) return undefined;
  const where = [lambda.where, authorizer.where];
  if (isUnknown(admitted)) {
    const because = `whether ${lambda.name} may be invoked for ${source}: ${admitted.reason}`;
    return { verdict: unknown('AUTHORIZER_NOT_KNOWN', because, [admitted.where]) };
  }
  const because = `function ${lambda.name} has no permission for apigateway.amazonaws.com and ${source}`;
  return {
    verdict: refuse(scope, 'AUTHORIZER_PERMISSION_MISSING', 'AUTHORIZER_CONFIGURATION_ERROR', because, where),
  };
}

function settle(
  scope: Authorizing,
  authorizer: Authorizer,
  lambda: LambdaFunction,
  arn: string,
  result: InvocationResult,
): Authorization {
  const where = [lambda.where, authorizer.where];
  const failed = `authorizer function ${lambda.name}`;
  switch (result.kind) {
    case 'not-run':
      return { verdict: unknown('AUTHORIZER_NOT_RUN', `${failed} was not run: ${result.reason}`, where) };
    case 'failed':
      // The text and nothing else: aws-facts §8.1 (doc)
      if (result.errorMessage === 'Unauthorized') {
        const because = `${failed} rejected the token`;
        return { verdict: refuse(scope, 'AUTHORIZER_REJECTS', 'UNAUTHORIZED', because, where) };
      }
      return broken(
        scope,
        'AUTHORIZER_FAILED',
        `${failed}: ${result.errorType}: ${result.errorMessage}`,
        where,
      );
    case 'too-large':
      return broken(scope, 'AUTHORIZER_FAILED', `${failed} returned ${result.bytes} bytes`, where);
    case 'timed-out':
      if (result.limit === 'function') {
        const because = `${failed} ran longer than ${lambda.timeoutSeconds} s`;
        return broken(scope, 'AUTHORIZER_TIMED_OUT', because, where);
      }
      // aws-facts §1.4 (secondary)
      return {
        verdict: refuse(
          scope,
          'AUTHORIZER_TIMED_OUT',
          'INTEGRATION_TIMEOUT',
          `${failed} did not answer within ${timeoutMs} ms`,
          where,
        ),
      };
    case 'returned': {
      const answer = readAnswer(result.payload, lambda.where);
      if (typeof answer === 'string') {
        return broken(scope, 'AUTHORIZER_RESULT_INVALID', `${failed}: ${answer}`, where);
      }
      return { ...combine(scope, authorizer, arn, answer), usageKey: answer.usageIdentifierKey };
    }
  }
}

function broken(
  scope: Authorizing,
  code: 'AUTHORIZER_FAILED' | 'AUTHORIZER_TIMED_OUT' | 'AUTHORIZER_RESULT_INVALID',
  because: string,
  where: Authorizer['where'][],
): Authorization {
  return { verdict: refuse(scope, code, 'AUTHORIZER_CONFIGURATION_ERROR', because, where) };
}

const denied = 'User is not authorized to access this resource with an explicit deny';
const notCovered = 'User is not authorized to access this resource';

/** Table A: aws-facts §2.1 (doc). The resource policy's own Deny ended the request before. */
function combine(
  scope: Authorizing,
  authorizer: Authorizer,
  arn: string,
  answer: AuthorizerAnswer,
): Authorization {
  const { model, request, match, resourceDecision, options } = scope;
  const where = [authorizer.where];
  const { decision, unknowns } = evaluate(answer.policy, new RequestContext(model, request, anonymous, arn));
  const whose = `the policy of authorizer ${authorizer.id}`;
  if (decision === 'explicit-deny') {
    const because = `${whose} denies ${arn}`;
    return { verdict: refuse(scope, 'AUTHORIZER_DENIES', 'ACCESS_DENIED', because, where, denied) };
  }
  if (decision === 'unknown') {
    const because = `${whose}: ${unknowns.map((value) => value.reason).join('; ')}`;
    return { verdict: unknown('AUTHORIZER_NOT_KNOWN', because, where), context: answer.context };
  }
  if (decision === 'allow') {
    const missed = missedRoute(scope, authorizer, answer);
    if (missed === undefined) return allowed(match, authorizer, answer.context);
    const because = `${whose} speaks of this call alone and is kept for ${authorizer.ttlSeconds} s: ${missed} with the same identity gets it too`;
    return { verdict: remark('AUTHORIZER_KEPT_FOR_ONE_ROUTE', because, where), context: answer.context };
  }
  if (options.silentAuthorizer !== 'deny' && resourceDecision === 'allow') {
    const because = `${whose} does not cover ${arn}, and the resource policy allows it`;
    return { verdict: remark('AUTHORIZER_SILENT_POLICY_ALLOWS', because, where), context: answer.context };
  }
  if (options.silentAuthorizer !== 'deny' && resourceDecision === 'unknown') {
    const because = `${whose} does not cover ${arn}, and the resource policy can't be decided`;
    return { verdict: unknown('AUTHORIZER_NOT_KNOWN', because, where) };
  }
  const because = `${whose} does not cover ${arn}`;
  return {
    verdict: refuse(scope, 'AUTHORIZER_DOES_NOT_ALLOW', 'ACCESS_DENIED', because, where, notCovered),
  };
}
