import { type Integration, isUnknown, type LambdaFunction, type Model } from '../../assembly/model';
import type { Match } from '../5-gateway';
import type { GatewayRequest, InvocationResult } from '../exchange';
import { apiError, badGateway, type GatewayErrorType } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import { type AuthorizerContext, proxyEvent } from '../lambda/event';
import { payloadOf, type Returned } from '../lambda/failure';
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
  const fail = (code: ReasonCode, because: string, isLate = false): Ending => {
    const type: GatewayErrorType = isLate ? 'INTEGRATION_TIMEOUT' : 'API_CONFIGURATION_ERROR';
    const response = apiError(scopeOf(request, match), type, { error: isLate ? undefined : badGateway });
    return { verdict: stop(code, { kind: 'response', response }, because, where), response };
  };
  const given = payloadOf(lambda, result, integration.timeoutMs);
  if (given.kind === 'not-run') return { verdict: given.verdict, response: null };
  if (given.kind === 'failed') return fail(given.failure.code, given.failure.because, given.failure.isLate);
  const { responseTransferMode: mode } = integration;
  if (isUnknown(mode)) {
    return { verdict: unknown('INTEGRATION_NOT_KNOWN', mode.reason, [mode.where]), response: null };
  }
  const answer = mode === 'STREAM' ? readStreamed(given) : readBuffered(given);
  if (typeof answer === 'string') {
    return fail('FUNCTION_RESPONSE_MALFORMED', `function ${lambda.name}: ${answer}`);
  }
  const because = `function ${lambda.name} answered ${answer.statusCode}`;
  return {
    verdict: pass('FUNCTION_ANSWERED', because, where),
    response: {
      ...proxyResponse(request, match, answer),
      ...(given.stream ? { body: given.stream } : {}),
    },
  };
}

/** Metadata first, with the members of a proxy response but its body: aws-facts §10 (doc). */
function readStreamed({ payload, stream }: Returned): ProxyResult | string {
  return stream ? readProxyResult(payload) : 'it streamed no metadata, and the integration wants a stream';
}

function readBuffered({ payload, stream }: Returned): ProxyResult | string {
  return stream ? 'it streams, and the integration takes no stream' : readProxyResult(payload);
}
