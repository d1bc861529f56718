import type { Model, WebSocketRoute } from '../../assembly/model';
import { identify } from '../caller';
import type { GatewayRequest } from '../exchange';
import { gatewayErrors } from '../gateway/responses';
import type { Verdict } from '../hop';
import { notApplicable, stop, unknown } from '../verdict';
import { refusal } from './errors';
import type { SocketTarget } from './socket';

/** Hop 7 of a handshake. Only $connect has one, and it is asked once a connection (developer guide, doc). */
export function authorizeConnect(
  _model: Model,
  request: GatewayRequest,
  { api }: SocketTarget,
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
  const caller = identify(request);
  if (caller.kind === 'signed') {
    const because = `${named} wants AWS_IAM: ${caller.principal.reason}`;
    return unknown('IAM_NOT_CHECKED', because, where);
  }
  const response = refusal(request, gatewayErrors.MISSING_AUTHENTICATION_TOKEN);
  const because = `${named} wants AWS_IAM, and the handshake is not signed`;
  return stop('IAM_SIGNATURE_MISSING', { kind: 'response', response }, because, where);
}
