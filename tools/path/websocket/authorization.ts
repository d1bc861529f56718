import type { Model, WebSocketRoute } from '../../assembly/model';
import { type Caller, identify, userOf } from '../caller';
import type { GatewayRequest } from '../exchange';
import { type GatewayError, gatewayErrors } from '../gateway/responses';
import type { Verdict } from '../hop';
import { type CallerCheck, checkCaller } from '../iam/check-caller';
import { notApplicable, pass, stop, unknown } from '../verdict';
import { refusal } from './errors';
import type { SocketTarget } from './socket';

/** Hop 7 of a handshake. Only $connect has one, and it is asked once a connection (developer guide, doc). */
export function authorizeConnect(
  model: Model,
  request: GatewayRequest,
  { api, stage }: SocketTarget,
  route: WebSocketRoute | undefined,
): Verdict {
  const named = `$connect of API ${api.name}`;
  if (!route)
    return notApplicable('AUTHORIZER_NONE', `API ${api.name} has no $connect route: everybody may connect`);
  const where = [route.where];
  if (route.apiKeyRequired) {
    const because = `${named} wants an API key, which is not evaluated`;
    return unknown('API_KEY_NOT_CHECKED', because, where);
  }
  if (route.authorization === 'NONE')
    return notApplicable('AUTHORIZER_NONE', `${named} has no authorizer: everybody may connect`);
  if (route.authorization === 'CUSTOM') {
    const because = `${named} has Lambda authorizer ${route.authorizerId}`;
    return unknown('SOCKET_AUTHORIZER_NOT_MODELLED', because, where);
  }
  const caller = identify(model, request);
  const check = checkCaller({
    model,
    request,
    caller,
    arn: `arn:${model.partition}:execute-api:${model.region}:${model.account}:${api.id}/${stage.name}/$connect`,
    name: named,
    where: route.where,
  });
  if (check.outcome === 'pass') return pass(check.code, check.because, check.where);
  if (check.outcome === 'unknown') return unknown(check.code, check.because, check.where);
  const response = refusal(request, refusalOf(caller, check));
  return stop(check.code, { kind: 'response', response }, check.because, check.where);
}

/** As a REST API words it. (inferred) */
function refusalOf(caller: Caller, { ending, because }: CallerCheck): GatewayError {
  if (caller.kind === 'anonymous') return gatewayErrors.MISSING_AUTHENTICATION_TOKEN;
  if (caller.kind === 'refused') return { ...gatewayErrors.INVALID_SIGNATURE, message: caller.message };
  const message = `User: ${userOf(caller)} is not authorized to access this resource${ending ?? ''}`;
  return { ...gatewayErrors.ACCESS_DENIED, message: ending === undefined ? because : message };
}
