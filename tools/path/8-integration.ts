import { type Integration, isUnknown, type LambdaFunction, type Model } from '../assembly/model';
import type { Match } from './5-gateway';
import type { GatewayRequest, Invocation, InvocationResult } from './exchange';
import { bodySize } from './gateway/limits';
import { apiError, badGateway, type GatewayErrorType, ids } from './gateway/responses';
import { scopeOf } from './gateway/scope';
import { header } from './headers';
import type { HttpResponse, Verdict } from './hop';
import { type AuthorizerContext, proxyEvent } from './lambda/event';
import { functionIndex, mayInvoke } from './lambda/permission';
import { proxyResponse, readProxyResult } from './lambda/result';
import type { ReasonCode } from './reasons';
import { pass, stop, unknown } from './verdict';

/** The end of a request: its last verdict, and the response where it is known. */
export interface Ending {
  readonly verdict: Verdict;
  readonly response: HttpResponse | null;
}

/** A function that has to be called first. */
export interface Call {
  readonly invocation: Invocation;
  readonly settle: (result: InvocationResult) => Ending;
}

/** What one kind of integration does with a request. */
interface Kind {
  /** A verdict on what the templates show alone; `undefined` where nothing is wrong. */
  readonly check: (
    model: Model,
    request: GatewayRequest,
    match: Match,
    integration: Integration,
  ) => Verdict | undefined;
  readonly start?: (
    model: Model,
    request: GatewayRequest,
    match: Match,
    integration: Integration,
    authorizer?: AuthorizerContext,
  ) => Ending | Call;
}

const kinds: Readonly<Record<Integration['type'], Kind>> = {
  AWS_PROXY: { check: checkFunction, start: startFunction },
  AWS: notModelled('AWS_INTEGRATION_NOT_MODELLED'),
  HTTP: notModelled('HTTP_INTEGRATION_NOT_MODELLED'),
  HTTP_PROXY: notModelled('HTTP_PROXY_INTEGRATION_NOT_MODELLED'),
  MOCK: notModelled('MOCK_INTEGRATION_NOT_MODELLED'),
};

function notModelled(code: ReasonCode): Kind {
  return {
    check: (_model, _request, match, integration) =>
      unknown(code, `${match.httpMethod} ${match.resourcePath} has a ${integration.type} integration`, [
        integration.where,
      ]),
  };
}

/**
 * What stands in the way of the integration by the templates alone, without calling anything.
 * `undefined`: nothing does.
 */
export function checkIntegration(model: Model, request: GatewayRequest, match: Match): Verdict | undefined {
  const { integration } = match.method;
  if (isUnknown(integration)) {
    return unknown('INTEGRATION_NOT_KNOWN', integration.reason, [integration.where]);
  }
  return kinds[integration.type].check(model, request, match, integration);
}

/** Hop 8: the integration's answer, or the call that has to be made for it. */
export function integrate(
  model: Model,
  request: GatewayRequest,
  match: Match,
  authorizer?: AuthorizerContext,
): Ending | Call {
  const verdict = checkIntegration(model, request, match);
  const { integration } = match.method;
  if (verdict) return { verdict, response: responseOf(verdict) };
  const known = integration as Integration;
  return kinds[known.type].start!(model, request, match, known, authorizer);
}

/** The response of a stop. */
export function responseOf(verdict: Verdict): HttpResponse | null {
  return verdict.symptom?.kind === 'response' ? verdict.symptom.response : null;
}

function functionOf(model: Model, integration: Integration): LambdaFunction | undefined {
  return typeof integration.functionArn === 'string'
    ? functionIndex(model).get(integration.functionArn)
    : undefined;
}

function checkFunction(
  model: Model,
  request: GatewayRequest,
  match: Match,
  integration: Integration,
): Verdict | undefined {
  const { functionArn, credentials } = integration;
  if (isUnknown(functionArn)) return unknown('FUNCTION_NOT_KNOWN', functionArn.reason, [functionArn.where]);
  const lambda = functionOf(model, integration);
  if (!lambda) {
    const because = `function ${functionArn ?? integration.uri} is not in the templates`;
    return unknown('FUNCTION_NOT_KNOWN', because, [integration.where]);
  }
  if (header(request.headers, 'transfer-encoding') !== undefined) {
    const because = `Transfer-Encoding is sent to function ${lambda.name}`;
    return unknown('TRANSFER_ENCODING_NOT_KNOWN', because, [integration.where]);
  }
  // Whoever may pass the role is taken to have given it lambda:InvokeFunction: roles are not in the model.
  if (credentials !== undefined) return undefined;
  const sourceArn = sourceArnOf(model, match);
  const admitted = mayInvoke(model, lambda, sourceArn);
  if (admitted === true) return undefined;
  if (admitted !== false) {
    const because = `whether ${lambda.name} may be invoked for ${sourceArn}: ${admitted.reason}`;
    return unknown('FUNCTION_NOT_KNOWN', because, [admitted.where]);
  }
  // aws-facts §10 (doc), §1.4 (captures)
  const response = apiError(scopeOf(request, match), 'API_CONFIGURATION_ERROR');
  const because = `function ${lambda.name} has no permission for apigateway.amazonaws.com and ${sourceArn}`;
  return stop('FUNCTION_PERMISSION_MISSING', { kind: 'response', response }, because, [
    lambda.where,
    integration.where,
  ]);
}

/** Source of the invocation: the resource path, not the actual one. (DG-04 sample; aws-facts §10) */
function sourceArnOf(model: Model, { api, stage, httpMethod, resourcePath }: Match): string {
  return `arn:${model.partition}:execute-api:${model.region}:${model.account}:${api.id}/${stage.name}/${httpMethod}${resourcePath}`;
}

/** Lambda's payload limit, each way: aws-facts §10 (doc). */
const payloadBytes = 6 * 1024 * 1024;

function startFunction(
  model: Model,
  request: GatewayRequest,
  match: Match,
  integration: Integration,
  authorizer?: AuthorizerContext,
): Ending | Call {
  const lambda = functionOf(model, integration)!;
  const event = proxyEvent(model, request, match, authorizer);
  // Escapes and base64 make an event larger than its body, at most sixfold.
  if (bodySize(request.body) * 6 > payloadBytes && Buffer.byteLength(JSON.stringify(event)) > payloadBytes) {
    return tooLarge(request, lambda);
  }
  return {
    invocation: { hop: 'integration', functionArn: lambda.arn, event, timeoutMs: integration.timeoutMs },
    settle: (result) => settleFunction(request, match, lambda, integration, result),
  };
}

/** The other body of 413 that captures show: aws-facts §1.4. Not customisable (doc). */
function tooLarge(request: GatewayRequest, lambda: LambdaFunction): Ending {
  const response: HttpResponse = {
    status: 413,
    headers: [...ids(request), ['Content-Type', 'application/json']],
    body: '{"message":"Request Too Long"}',
  };
  const because = `the event for ${lambda.name} would be larger than ${payloadBytes} bytes`;
  const verdict = stop('FUNCTION_REQUEST_TOO_LARGE', { kind: 'response', response }, because, [lambda.where]);
  return { verdict, response };
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
      const answer = readProxyResult(result.payload);
      if (typeof answer === 'string') {
        return fail('FUNCTION_RESPONSE_MALFORMED', `function ${lambda.name}: ${answer}`);
      }
      const because = `function ${lambda.name} answered ${answer.statusCode}`;
      return {
        verdict: pass('FUNCTION_ANSWERED', because, where),
        response: proxyResponse(request, match, answer),
      };
    }
  }
}
