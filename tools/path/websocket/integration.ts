import { isUnknown, type LambdaFunction, type Model, type WebSocketIntegration } from '../../assembly/model';
import type { InvocationResult } from '../exchange';
import type { HeaderList, Verdict } from '../hop';
import { payloadOf } from '../lambda/failure';
import { functionIndex, mayInvoke } from '../lambda/permission';
import { readProxyResult } from '../lambda/result';
import type { ReasonCode } from '../reasons';
import type { State } from '../state';
import { pass, stop, unknown } from '../verdict';
import { callBackend } from './backend';
import { failures, type IntegrationFailure, type Refuse } from './errors';
import { type RouteCall, socketEvent } from './event';
import { finished, type PostBack, routeOf, type Step, socketArn } from './socket';

/** What a route's integration came to. */
export interface Answer {
  readonly verdict: Verdict;
  /** `undefined`: it failed, or its answer is not known. */
  readonly response?: { readonly status: number; readonly headers: HeaderList; readonly body: string };
  /** Why the gateway tells the client of a failure. */
  readonly failure?: IntegrationFailure;
  readonly posted: readonly PostBack[];
}

export interface Calling {
  readonly model: Model;
  readonly state: State;
  readonly call: RouteCall;
  readonly refuse: Refuse;
}

/** Calls a route's integration. The route is there. */
export function callRoute(calling: Calling): Step<Answer> {
  const { call } = calling;
  const { target, routeKey } = call;
  const route = routeOf(target, routeKey);
  const integration = route?.integration;
  const named = `route ${routeKey} of API ${target.api.name}`;
  if (integration === undefined) {
    const because = `${named} has no integration`;
    return failed(calling, 'SOCKET_INTEGRATION_MISSING', because, failures.configuration, route?.where);
  }
  if (isUnknown(integration))
    return notKnown(unknown('INTEGRATION_NOT_KNOWN', integration.reason, [integration.where]));
  if (integration.type === 'AWS_PROXY') return callFunction(calling, integration);
  if (integration.type === 'HTTP_PROXY') return callBackend(calling, integration);
  const because = `${named} has a ${integration.type} integration`;
  return notKnown(unknown('SOCKET_INTEGRATION_NOT_MODELLED', because, [integration.where]));
}

/** Nothing is known of the answer. */
export function notKnown(verdict: Verdict): Step<Answer> {
  return finished({ verdict, posted: [] });
}

/** The gateway itself tells the client. */
export function failed(
  { refuse }: Calling,
  code: ReasonCode,
  because: string,
  failure: IntegrationFailure,
  where: Verdict['where'][number] | undefined,
  posted: readonly PostBack[] = [],
): Step<Answer> {
  const verdict = stop(code, refuse(failure), because, where ? [where] : []);
  return finished({ verdict, failure, posted });
}

function callFunction(calling: Calling, integration: WebSocketIntegration): Step<Answer> {
  const { model, call } = calling;
  const { functionArn, credentials } = integration;
  if (isUnknown(functionArn))
    return notKnown(unknown('FUNCTION_NOT_KNOWN', functionArn.reason, [functionArn.where]));
  const lambda = functionArn === undefined ? undefined : functionIndex(model).get(functionArn);
  if (!lambda) {
    const because = `function ${functionArn ?? integration.uri} is not in the templates`;
    return notKnown(unknown('FUNCTION_NOT_KNOWN', because, [integration.where]));
  }
  const source = socketArn(model, call.target, call.routeKey);
  const admitted = credentials === undefined ? mayInvoke(model, lambda, source) : true;
  if (isUnknown(admitted)) {
    const because = `whether ${lambda.name} may be invoked for ${source}: ${admitted.reason}`;
    return notKnown(unknown('FUNCTION_NOT_KNOWN', because, [admitted.where]));
  }
  if (!admitted) {
    const because = `function ${lambda.name} has no permission for apigateway.amazonaws.com and ${source}`;
    return failed(calling, 'FUNCTION_PERMISSION_MISSING', because, failures.configuration, lambda.where);
  }
  return {
    done: false,
    invocation: {
      hop: 'integration',
      functionArn: lambda.arn,
      event: socketEvent(call),
      timeoutMs: integration.timeoutMs,
    },
    resume: (result) => settle(calling, integration, lambda, result),
  };
}

function settle(
  calling: Calling,
  integration: WebSocketIntegration,
  lambda: Pick<LambdaFunction, 'name' | 'timeoutSeconds' | 'where'>,
  result: InvocationResult,
): Step<Answer> {
  const posted = result.posted ?? [];
  const fail = (code: ReasonCode, because: string, failure: IntegrationFailure = failures.bad) =>
    failed(calling, code, because, failure, lambda.where, posted);
  const given = payloadOf(lambda, result, integration.timeoutMs);
  if (given.kind === 'not-run') return notKnown(given.verdict);
  if (given.kind === 'failed') {
    const { code, because, isLate } = given.failure;
    return fail(code, because, isLate ? failures.timedOut : failures.bad);
  }
  const answer = readProxyResult(given.payload);
  // A message whose function returns nothing is an error for the client, too (captures).
  if (typeof answer === 'string')
    return fail('FUNCTION_RESPONSE_MALFORMED', `function ${lambda.name}: ${answer}`);
  const because = `function ${lambda.name} answered ${answer.statusCode}`;
  return finished({
    verdict: pass('FUNCTION_ANSWERED', because, [lambda.where]),
    response: { status: answer.statusCode, headers: answer.headers, body: answer.body },
    posted,
  });
}
