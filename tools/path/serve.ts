import type { Model } from '../assembly/model';
import { type Match, selectMethod } from './5-gateway';
import { judge } from './6-policy';
import {
  type Authorization,
  type AuthorizerOptions,
  type Authorizing,
  authorize,
  checkApiKey,
} from './7-authorizer';
import { type Call, checkIntegration, type Ending, integrate, responseOf } from './8-integration';
import { identify } from './caller';
import type { GatewayRequest, Progress } from './exchange';
import { asSeenByHead } from './head';
import type { HttpResponse, Verdict } from './hop';
import { serveHttp } from './http-api/serve';
import type { AuthorizerContext } from './lambda/event';
import type { State } from './state';
import { serveSocket } from './websocket/serve-socket';

/** Where AWS's own words leave a choice. */
export type ServeOptions = AuthorizerOptions;

const defaults: ServeOptions = {};

/**
 * Hops 5 to 8: what API Gateway makes of a request. It stops with a response, or needs a function called.
 * Past a stop, or where something is unknown, no function is called; what the templates alone say of the
 * integration is added, so that all that has to change is shown at once. The response is then the first
 * stop's, and `null` where what comes before it is unknown.
 */
export function serve(
  model: Model,
  state: State,
  request: GatewayRequest,
  options: ServeOptions = defaults,
): Progress {
  const http = serveHttp(model, state, request);
  if (http) return withoutBody(request, http);
  const socket = serveSocket(model, state, request);
  if (socket) return socket;
  const { verdict: found, match } = selectMethod(model, request);
  if (!match) return end(request, [found]);
  const caller = identify(model, request);
  const { verdict: judged, also, resourceDecision } = judge(model, request, match, caller);
  const verdicts = [found, judged, ...also];
  if (!isOpen(verdicts)) return endEarly(model, request, match, state, verdicts);
  const scope: Authorizing = { model, state, request, match, resourceDecision, options };
  const next = authorize(scope, caller);
  if ('verdict' in next) return afterAuthorizer(scope, verdicts, next);
  return {
    done: false,
    verdicts,
    invocation: next.invocation,
    resume: (result) => afterAuthorizer(scope, verdicts, next.settle(result)),
  };
}

/** Whether nothing so far stops the call or leaves it in doubt. */
function isOpen(verdicts: readonly Verdict[]): boolean {
  return verdicts.every(({ outcome }) => outcome === 'pass' || outcome === 'not-applicable');
}

function afterAuthorizer(
  scope: Authorizing,
  before: readonly Verdict[],
  { verdict, context, usageKey }: Authorization,
): Progress {
  const { model, state, request, match } = scope;
  const { verdict: key, charges } = checkApiKey(scope, usageKey);
  // A key that is asked for is all that hop 7 has to say where there is no authorizer.
  const own = key && verdict.code === 'AUTHORIZER_NONE' ? [key] : key ? [verdict, key] : [verdict];
  const verdicts = [...before, ...own];
  if (!isOpen(verdicts)) return endEarly(model, request, match, state, verdicts);
  const progress = startIntegration(scope, verdicts, context);
  return charges ? { ...progress, charges } : progress;
}

function startIntegration(
  { model, state, request, match }: Authorizing,
  verdicts: readonly Verdict[],
  context?: AuthorizerContext,
): Progress {
  return goOn(request, verdicts, integrate(model, request, match, state, context));
}

function goOn(request: GatewayRequest, verdicts: readonly Verdict[], next: Ending | Call): Progress {
  if ('verdict' in next) return finishWith(request, [...verdicts, next.verdict], next.response);
  return {
    done: false,
    verdicts,
    invocation: next.invocation,
    resume: (result) => goOn(request, verdicts, next.settle(result)),
  };
}

function endEarly(
  model: Model,
  request: GatewayRequest,
  match: Match,
  state: State,
  verdicts: readonly Verdict[],
): Progress {
  const ahead = checkIntegration(model, request, match, state);
  return end(request, ahead ? [...verdicts, ahead] : verdicts);
}

function end(request: GatewayRequest, verdicts: readonly Verdict[]): Progress {
  const first = verdicts.find(({ outcome }) => outcome === 'stop' || outcome === 'unknown');
  return finishWith(request, verdicts, first ? responseOf(first) : null);
}

/** The answer to HEAD has the headers of the answer, and no body (RFC 9110 §9.3.2). */
function finishWith(
  request: GatewayRequest,
  verdicts: readonly Verdict[],
  response: HttpResponse | null,
): Progress {
  if (request.method !== 'HEAD') return { done: true, verdicts, response };
  return {
    done: true,
    verdicts: verdicts.map(asSeenByHead),
    response: response && { ...response, body: '' },
  };
}

function withoutBody(request: GatewayRequest, progress: Progress): Progress {
  if (progress.done) return finishWith(request, progress.verdicts, progress.response);
  return { ...progress, resume: (result) => withoutBody(request, progress.resume(result)) };
}
