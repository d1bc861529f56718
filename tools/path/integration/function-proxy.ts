import { type Integration, isUnknown, type LambdaFunction, type Model } from '../../assembly/model';
import type { Match } from '../5-gateway';
import type { GatewayRequest, InvocationResult } from '../exchange';
import { apiError, badGateway, type GatewayErrorType } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import { type AuthorizerContext, proxyEvent } from '../lambda/event';
import { type ProxyResult, proxyResponse, readProxyResult } from '../lambda/result';
import type { ReasonCode } from '../reasons';
import { pass, stop, unknown } from '../verdict';
import { checkFunction, functionOf, isTooLarge, tooLarge } from './function-call';
import type { Call, Ending, Kind } from './kind';

/** AWS_PROXY: the function gets the request as it is and says the whole response. */
export const functionProxy: Kind = { check: checkFunction, start: startFunction };

function startFunction(
  model: Model,
  request: GatewayRequest,
  match: Match,
  integration: Integration,
  authorizer?: AuthorizerContext,
): Ending | Call {
  const lambda = functionOf(model, integration)!;
  const event = proxyEvent(model, request, match, authorizer);
  if (isTooLarge(request, event)) return tooLarge(request, lambda);
  return {
    invocation: { hop: 'integration', functionArn: lambda.arn, event, timeoutMs: integration.timeoutMs },
    settle: (result) => settleFunction(request, match, lambda, integration, result),
  };
}

function settleFunction(
  request: GatewayRequest,
  match: Match,
  lambda: LambdaFunction,
  integration: Integration,
  result: InvocationResult,
): Ending {
  const where = [lambda.where];
  const fail = (
    code: ReasonCode,
    because: string,
    type: GatewayErrorType = 'API_CONFIGURATION_ERROR',
  ): Ending => {
    const error = type === 'API_CONFIGURATION_ERROR' ? badGateway : undefined;
    const response = apiError(scopeOf(request, match), type, { error });
    return { verdict: stop(code, { kind: 'response', response }, because, where), response };
  };
  switch (result.kind) {
    case 'not-run':
      return {
        verdict: unknown('FUNCTION_NOT_RUN', `function ${lambda.name} was not run: ${result.reason}`, where),
        response: null,
      };
    case 'failed':
      return fail(
        'FUNCTION_FAILED',
        `function ${lambda.name} failed: ${result.errorType}: ${result.errorMessage}`,
      );
    case 'too-large':
      return fail('FUNCTION_RESPONSE_TOO_LARGE', `function ${lambda.name} returned ${result.bytes} bytes`);
    case 'timed-out':
      // A function that meets its own limit is a function error: aws-facts §1.4 (502, then 504)
      return result.limit === 'function'
        ? fail('FUNCTION_TIMED_OUT', `function ${lambda.name} ran longer than ${lambda.timeoutSeconds} s`)
        : fail(
            'INTEGRATION_TIMED_OUT',
            `function ${lambda.name} did not answer within ${integration.timeoutMs} ms`,
            'INTEGRATION_TIMEOUT',
          );
    case 'returned': {
      const { responseTransferMode: mode } = integration;
      if (isUnknown(mode)) {
        return { verdict: unknown('INTEGRATION_NOT_KNOWN', mode.reason, [mode.where]), response: null };
      }
      const answer = mode === 'STREAM' ? readStreamed(result) : readBuffered(result);
      if (typeof answer === 'string') {
        return fail('FUNCTION_RESPONSE_MALFORMED', `function ${lambda.name}: ${answer}`);
      }
      const because = `function ${lambda.name} answered ${answer.statusCode}`;
      return {
        verdict: pass('FUNCTION_ANSWERED', because, where),
        response: {
          ...proxyResponse(request, match, answer),
          ...(result.stream ? { body: result.stream } : {}),
        },
      };
    }
  }
}

type Returned = Extract<InvocationResult, { kind: 'returned' }>;

/** Metadata first, with the members of a proxy response but its body: aws-facts §10 (doc). */
function readStreamed({ payload, stream }: Returned): ProxyResult | string {
  return stream ? readProxyResult(payload) : 'it streamed no metadata, and the integration wants a stream';
}

function readBuffered({ payload, stream }: Returned): ProxyResult | string {
  return stream ? 'it streams, and the integration takes no stream' : readProxyResult(payload);
}
