import { isUnknown, type LambdaFunction, type Model } from '../../assembly/model';
import type { GatewayRequest, InvocationResult } from '../exchange';
import type { Verdict } from '../hop';
import type { Call, Ending } from '../integration/kind';
import { payloadOf } from '../lambda/failure';
import { functionIndex, mayInvoke } from '../lambda/permission';
import type { ReasonCode } from '../reasons';
import type { State } from '../state';
import { pass, stop, unknown } from '../verdict';
import { type HttpErrorType, httpError } from './answers';
import { eventV1, eventV2 } from './event';
import { finish, type Integrating } from './finish';
import { mapRequest } from './parameters';
import { startPrivate } from './private';
import { readHttpResult } from './result';
import type { HttpMatch } from './select';

/** Hop 8 of an HTTP API: the integration's answer, or the call that has to be made for it. */
export function integrateHttp(
  model: Model,
  state: State,
  request: GatewayRequest,
  match: HttpMatch,
): Ending | Call {
  const { integration } = match.route;
  if (isUnknown(integration))
    return ended(unknown('INTEGRATION_NOT_KNOWN', integration.reason, [integration.where]));
  const scope: Integrating = { model, state, request, match, integration };
  const doubt = checkIntegration(scope);
  if (doubt) return ended(doubt);
  return integration.type === 'AWS_PROXY' ? startFunction(scope) : startPrivate(scope);
}

function ended(verdict: Verdict): Ending {
  return { verdict, response: verdict.symptom?.kind === 'response' ? verdict.symptom.response : null };
}

/** What stands in the way of the integration by the templates alone; `undefined`: nothing does. */
function checkIntegration(scope: Integrating): Verdict | undefined {
  const { integration, match } = scope;
  const where = [integration.where];
  if (integration.subtype !== undefined) {
    const because = `route ${match.route.routeKey} calls AWS service ${integration.subtype}`;
    return unknown('HTTP_SERVICE_NOT_MODELLED', because, where);
  }
  if (integration.type === 'AWS_PROXY') return checkFunction(scope);
  if (integration.linkId !== undefined) return undefined;
  const { uri } = integration;
  const because = `route ${match.route.routeKey} calls ${isUnknown(uri) ? uri.reason : uri} on the internet`;
  return unknown('BACKEND_ON_THE_INTERNET', because, where);
}

function functionOf({ model, integration }: Integrating): LambdaFunction | undefined {
  const { functionArn } = integration;
  return typeof functionArn === 'string' ? functionIndex(model).get(functionArn) : undefined;
}

function checkFunction(scope: Integrating): Verdict | undefined {
  const { model, request, match, integration } = scope;
  const { functionArn, credentials } = integration;
  if (isUnknown(functionArn)) return unknown('FUNCTION_NOT_KNOWN', functionArn.reason, [functionArn.where]);
  const lambda = functionOf(scope);
  if (!lambda) {
    const because = `function ${functionArn ?? String(integration.uri)} is not in the templates`;
    return unknown('FUNCTION_NOT_KNOWN', because, [integration.where]);
  }
  if (credentials !== undefined) return undefined;
  const source = sourceArn(model, match);
  const admitted = mayInvoke(model, lambda, source);
  if (admitted === true) return undefined;
  if (admitted !== false)
    return unknown('FUNCTION_NOT_KNOWN', `whether ${lambda.name} may be invoked: ${admitted.reason}`, [
      admitted.where,
    ]);
  const because = `function ${lambda.name} has no permission for apigateway.amazonaws.com and ${source}`;
  const response = httpError(request, 'INTERNAL');
  const where = [lambda.where, integration.where];
  return stop('FUNCTION_PERMISSION_MISSING', { kind: 'response', response }, because, where);
}

/** `{api}/{stage}/{METHOD}/{path of the route}`; `$default` stands for both (from memory: as CDK grants it). */
function sourceArn(model: Model, { api, stage, method, route }: HttpMatch): string {
  const path = route.routeKey.split(' ')[1];
  const what = path === undefined ? route.routeKey : `${method}${path}`;
  return `arn:${model.partition}:execute-api:${model.region}:${model.account}:${api.id}/${stage.name}/${what}`;
}

function startFunction(scope: Integrating): Ending | Call {
  const { model, request, match, integration } = scope;
  const lambda = functionOf(scope)!;
  const mapped = mapRequest(
    model,
    request,
    match,
    integration.requestParameters,
    { path: match.rawPath, query: request.query, headers: request.headers },
    integration.where,
  );
  if (isUnknown(mapped)) return ended(unknown('HTTP_MAPPING_NOT_KNOWN', mapped.reason, [mapped.where]));
  const changed = { ...request, query: mapped.query, headers: mapped.headers };
  const made = integration.payloadFormat === '2.0' ? eventV2 : eventV1;
  const event = made(model, changed, { ...match, rawPath: mapped.path });
  return {
    invocation: { hop: 'integration', functionArn: lambda.arn, event, timeoutMs: integration.timeoutMs },
    settle: (result) => settleFunction(scope, lambda, result),
  };
}

/** A function error is 500 and a late answer 503, where a REST API says 502 and 504 (from memory: captures). */
function settleFunction(scope: Integrating, lambda: LambdaFunction, result: InvocationResult): Ending {
  const { request, integration } = scope;
  const where = [lambda.where];
  const fail = (code: ReasonCode, because: string, type: HttpErrorType = 'INTERNAL'): Ending => {
    const response = httpError(request, type);
    return { verdict: stop(code, { kind: 'response', response }, because, where), response };
  };
  const given = payloadOf(lambda, result, integration.timeoutMs);
  if (given.kind === 'not-run') return ended(given.verdict);
  if (given.kind === 'failed') {
    const { code, because, isLate } = given.failure;
    return fail(code, because, isLate ? 'UNAVAILABLE' : 'INTERNAL');
  }
  const name = `function ${lambda.name}`;
  const answer = readHttpResult(integration.payloadFormat, given.payload);
  if (typeof answer === 'string') return fail('FUNCTION_RESPONSE_MALFORMED', `${name}: ${answer}`);
  const because = `${name} answered ${answer.status}`;
  return finish(scope, pass('FUNCTION_ANSWERED', because, where), answer);
}
