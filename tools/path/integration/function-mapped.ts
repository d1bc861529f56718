import type { Integration, LambdaFunction, Model } from '../../assembly/model';
import type { Match } from '../5-gateway';
import type { GatewayRequest, InvocationResult } from '../exchange';
import { apiError } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import type { AuthorizerContext } from '../lambda/event';
import type { Rendering } from '../template/scope';
import { pass, remark, stop, unknown } from '../verdict';
import { type Answered, mapAnswer } from './answer';
import { checkFunction, functionOf, isTooLarge, tooLarge } from './function-call';
import type { Call, Ending, Kind } from './kind';
import { notEvaluated, refused } from './mapping-verdicts';
import { requestBody } from './request-body';

/** AWS with a function: templates make its event, and choose and make the response. */
export const functionMapped: Kind = {
  check(model, request, match, integration) {
    if (integration.functionArn === undefined) {
      const because = `${match.httpMethod} ${match.resourcePath} calls ${integration.uri ?? 'an AWS service'}`;
      return unknown('AWS_INTEGRATION_NOT_MODELLED', because, [integration.where]);
    }
    return checkFunction(model, request, match, integration);
  },
  start,
};

function start(
  model: Model,
  request: GatewayRequest,
  match: Match,
  integration: Integration,
  authorizer?: AuthorizerContext,
): Ending | Call {
  const rendering: Rendering = { model, request, match, authorizer };
  const lambda = functionOf(model, integration)!;
  const where = [integration.where];
  const body = requestBody(rendering, integration);
  if ('unknown' in body) return notEvaluated(body.unknown, where);
  if ('fault' in body) return refused(rendering, body.fault, body.status, where);
  let event: unknown;
  try {
    event = body.text.trim() === '' ? {} : JSON.parse(body.text);
  } catch {
    // Lambda refuses what is no JSON, in these words. (from memory)
    return refused(rendering, 'Could not parse request body into json', 400, where);
  }
  if (isTooLarge(request, event)) return tooLarge(request, lambda);
  return {
    invocation: { hop: 'integration', functionArn: lambda.arn, event, timeoutMs: integration.timeoutMs },
    settle: (result) => settle(rendering, lambda, integration, result),
  };
}

function settle(
  rendering: Rendering,
  lambda: LambdaFunction,
  integration: Integration,
  result: InvocationResult,
): Ending {
  const where = [lambda.where];
  if (result.kind === 'not-run') {
    const because = `function ${lambda.name} was not run: ${result.reason}`;
    return { verdict: unknown('FUNCTION_NOT_RUN', because, where), response: null };
  }
  if (result.kind === 'timed-out' && result.limit === 'gateway') {
    const response = apiError(scopeOf(rendering.request, rendering.match), 'INTEGRATION_TIMEOUT');
    const because = `function ${lambda.name} did not answer within ${integration.timeoutMs} ms`;
    return {
      verdict: stop('INTEGRATION_TIMED_OUT', { kind: 'response', response }, because, where),
      response,
    };
  }
  const answered = answerOf(lambda, result);
  const mapped = mapAnswer(rendering, integration, answered);
  if ('unknown' in mapped) return notEvaluated(mapped.unknown, [integration.where]);
  if ('fault' in mapped) return refused(rendering, mapped.fault, 500, [integration.where]);
  const { response, by, pattern } = mapped;
  const to = `${response.status}${pattern === undefined ? ' by the default response' : ` by ${pattern}`}`;
  const places = [...where, by.where];
  if (answered.subject === null) {
    return {
      verdict: pass('FUNCTION_ANSWERED', `function ${lambda.name} answered, mapped to ${to}`, places),
      response,
    };
  }
  const failed = `function ${lambda.name} failed with ${JSON.stringify(answered.subject.slice(0, 200))}, mapped to ${to}`;
  return pattern === undefined
    ? { verdict: remark('FUNCTION_ERROR_NOT_MAPPED', failed, places), response }
    : { verdict: pass('FUNCTION_ERROR_MAPPED', failed, places), response };
}

type Settled = Exclude<InvocationResult, { kind: 'not-run' }>;

/** A failed function answers with Lambda's error object, of which the message is matched. */
function answerOf(lambda: LambdaFunction, result: Settled): Answered {
  if (result.kind === 'returned') return { body: result.payload, subject: null };
  const error =
    result.kind === 'failed'
      ? { errorMessage: result.errorMessage, errorType: result.errorType }
      : result.kind === 'too-large'
        ? {
            errorMessage: `Response payload size exceeded maximum allowed payload size (6291556 bytes).`,
            errorType: 'Function.ResponseSizeTooLarge',
          }
        : { errorMessage: `Task timed out after ${lambda.timeoutSeconds.toFixed(2)} seconds` };
  return { body: JSON.stringify(error), subject: error.errorMessage };
}
