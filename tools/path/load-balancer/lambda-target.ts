import type { LambdaFunction, Model, TargetGroup } from '../../assembly/model';
import type { Invocation, InvocationResult } from '../exchange';
import { bodySize } from '../gateway/limits';
import { header } from '../headers';
import type { HeaderList, HttpResponse, Verdict } from '../hop';
import { functionIndex, mayInvoke } from '../lambda/permission';
import { lastValues, severalValues } from '../lambda/several';
import type { ReasonCode } from '../reasons';
import { pass, stop, unknown } from '../verdict';
import { ownAnswer } from './answers';
import { forwardedHeaders, type Hall, type HttpRequest, queryPairs } from './http';
import { readResult } from './lambda-result';

/** How a request to a function ends. */
export interface Ending {
  readonly verdict: Verdict;
  readonly response: HttpResponse | null;
}

export type LambdaStep =
  | ({ readonly kind: 'answered' } & Ending)
  | {
      readonly kind: 'invoke';
      readonly invocation: Invocation;
      readonly settle: (result: InvocationResult) => Ending;
    };

/** Of the request's body and of the response's JSON (ALB guide, Lambda functions as targets; doc). */
const payloadBytes = 1024 * 1024;
/** The load balancer waits until the function answers or meets its own limit (same page). */
const patienceMs = 900_000;

/** A request to a target group with a function: what has to be invoked, or why it can't be. */
export function startLambda(
  model: Model,
  hall: Hall,
  group: TargetGroup,
  id: string,
  request: HttpRequest,
): LambdaStep {
  const arn = id.split(':').slice(0, 7).join(':');
  const lambda = functionIndex(model).get(arn);
  const where = [group.where];
  if (!lambda) {
    const verdict = unknown(
      'LOAD_BALANCER_FUNCTION_NOT_KNOWN',
      `function ${id} is not in the templates`,
      where,
    );
    return { kind: 'answered', verdict, response: null };
  }
  const refusal = whyNot(model, group, lambda, request);
  if (refusal) return { kind: 'answered', ...refusal };
  const event = eventOf(group, forwardedHeaders(hall, request), request);
  return {
    kind: 'invoke',
    invocation: { hop: 'integration', functionArn: arn, event, timeoutMs: patienceMs },
    settle: (result) => settle(group, lambda, result),
  };
}

function fail(
  code: ReasonCode,
  status: number,
  because: string,
  group: TargetGroup,
  lambda: LambdaFunction,
): Ending {
  const response = ownAnswer(status);
  const verdict = stop(code, { kind: 'response', response }, because, [group.where, lambda.where]);
  return { verdict, response };
}

function whyNot(
  model: Model,
  group: TargetGroup,
  lambda: LambdaFunction,
  request: HttpRequest,
): Ending | undefined {
  const admitted = mayInvoke(model, lambda, group.arn, 'elasticloadbalancing.amazonaws.com');
  if (admitted === false) {
    const because = `function ${lambda.name} has no permission for elasticloadbalancing.amazonaws.com and ${group.arn}`;
    // Inferred: access logs name it LambdaAccessDenied; the status is that of other failures to invoke.
    return fail('LOAD_BALANCER_MAY_NOT_INVOKE', 502, because, group, lambda);
  }
  if (admitted !== true) {
    const because = `whether ${lambda.name} may be invoked by ${group.where.logicalId}: ${admitted.reason}`;
    return {
      verdict: unknown('LOAD_BALANCER_FUNCTION_NOT_KNOWN', because, [admitted.where]),
      response: null,
    };
  }
  if (bodySize(request.body) > payloadBytes) {
    const because = `the body has ${bodySize(request.body)} bytes; a function behind a load balancer takes ${payloadBytes}`;
    return fail('LOAD_BALANCER_REFUSES_REQUEST', 413, because, group, lambda);
  }
  // Upgrades are not supported (same page).
  if (header(request.headers, 'upgrade') !== undefined)
    return fail(
      'LOAD_BALANCER_REFUSES_REQUEST',
      400,
      `an upgrade is asked of function ${lambda.name}`,
      group,
      lambda,
    );
  return undefined;
}

/** Sent as text where no Content-Encoding is given (same page). */
const textTypes = /^(text\/|application\/(json|javascript|xml)\b)/i;

/** The event (same page): names in lower case, query not decoded, the last of several values unless lists are asked for. */
export function eventOf(
  group: TargetGroup,
  headers: HeaderList,
  request: HttpRequest,
): Record<string, unknown> {
  const named = severalValues(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const query = severalValues(queryPairs(request.query));
  const isText =
    header(headers, 'content-encoding') === undefined &&
    textTypes.test(header(headers, 'content-type') ?? '');
  const body = typeof request.body === 'string' ? Buffer.from(request.body) : Buffer.from(request.body);
  const isBase64Encoded = body.length > 0 && !isText;
  return {
    requestContext: { elb: { targetGroupArn: group.arn } },
    httpMethod: request.method,
    path: request.path,
    ...(group.multiValueHeaders
      ? { multiValueQueryStringParameters: query, multiValueHeaders: named }
      : { queryStringParameters: lastValues(query), headers: lastValues(named) }),
    body: body.toString(isBase64Encoded ? 'base64' : 'utf8'),
    isBase64Encoded,
  };
}

function settle(group: TargetGroup, lambda: LambdaFunction, result: InvocationResult): Ending {
  const name = `function ${lambda.name}`;
  const bad = (because: string) => fail('LOAD_BALANCER_FUNCTION_FAILED', 502, because, group, lambda);
  switch (result.kind) {
    case 'not-run':
      return {
        verdict: unknown('LOAD_BALANCER_FUNCTION_NOT_KNOWN', `${name} was not run: ${result.reason}`, [
          group.where,
        ]),
        response: null,
      };
    case 'failed':
      return bad(`${name} failed: ${result.errorType}: ${result.errorMessage}`);
    case 'too-large':
      return bad(`${name} returned ${result.bytes} bytes, more than ${payloadBytes}`);
    case 'timed-out':
      return bad(`${name} ran longer than ${lambda.timeoutSeconds} s`);
    case 'returned': {
      const bytes = Buffer.byteLength(result.payload);
      if (bytes > payloadBytes) return bad(`${name} returned ${bytes} bytes, more than ${payloadBytes}`);
      const response = readResult(result.payload, group.multiValueHeaders ?? false);
      if (typeof response === 'string') return bad(`${name}: ${response}`);
      const because = `${name} behind ${group.where.logicalId} answered ${response.status}`;
      return {
        verdict: pass('LOAD_BALANCER_FUNCTION_ANSWERED', because, [group.where, lambda.where]),
        response,
      };
    }
  }
}
