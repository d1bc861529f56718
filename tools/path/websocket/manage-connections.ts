import { isUnknown, type LambdaFunction, type Model } from '../../assembly/model';
import { perModel } from '../cache';
import { identify, maskAccount } from '../caller';
import type { GatewayRequest } from '../exchange';
import { bodySize } from '../gateway/limits';
import { type GatewayError, gatewayErrors, ids } from '../gateway/responses';
import { decode } from '../gateway/router';
import { header } from '../headers';
import type { HttpResponse, Verdict } from '../hop';
import { authorizeIam } from '../iam/authorize';
import { faultCode } from '../iam/check-caller';
import { type Identity, principalOfIdentity } from '../iam/identity';
import { contextOf } from '../policy/context';
import type { ReasonCode } from '../reasons';
import { pass, stop, unknown } from '../verdict';
import { refusal } from './errors';
import { findSocketApi } from './find-api';
import { messageBytes } from './limits';
import type { Socket, SocketTarget } from './socket';

/** A connection as the gateway knows it now. */
export interface OpenSocket {
  readonly socket: Socket;
  readonly lastActiveAt: number;
}

/** What a call of @connections comes to. */
export interface Managed {
  readonly verdict: Verdict;
  /** `null`: not known. */
  readonly response: HttpResponse | null;
  readonly connectionId: string;
  /** What the caller of this function has to do. */
  readonly effect?:
    | { readonly kind: 'send'; readonly data: Uint8Array | string }
    | { readonly kind: 'close' };
}

/** Looks a connection up. */
export type FindOpen = (connectionId: string, target: SocketTarget) => OpenSocket | undefined;

/**
 * `POST|GET|DELETE /{stage}/@connections/{id}` of a WebSocket API: who may, and what comes of it.
 * `undefined`: the request is no such call.
 */
export function manageConnection(
  model: Model,
  request: GatewayRequest,
  findOpen: FindOpen,
): Managed | undefined {
  if (!/\/(@|%40)connections\//i.test(request.path)) return undefined;
  const found = findSocketApi(model, request);
  if (!found) return undefined;
  const connectionId = decode(request.path.slice(request.path.lastIndexOf('/') + 1));
  if ('hop' in found) return { verdict: found, response: responseOf(found), connectionId };
  const refused = whyRefused(model, request, found);
  if (refused) return { verdict: refused, response: responseOf(refused), connectionId };
  return act(request, found, connectionId, findOpen(connectionId, found));
}

function act(
  request: GatewayRequest,
  { api, stage }: SocketTarget,
  connectionId: string,
  open: OpenSocket | undefined,
): Managed {
  const where = [api.where];
  const end = (code: ReasonCode, error: GatewayError, because: string): Managed => {
    const response = refusal(request, error);
    return { verdict: stop(code, { kind: 'response', response }, because, where), response, connectionId };
  };
  const isOurs = open?.socket.apiId === api.id && open.socket.stageName === stage.name;
  if (!isOurs) {
    const because = `API ${api.name} has no connection ${connectionId}`;
    // Status and type doc; body inferred.
    return end('POST_BACK_GONE', { status: 410, errorType: 'GoneException', message: 'Gone' }, because);
  }
  const size = bodySize(request.body);
  if (size > messageBytes) {
    const because = `the message to ${connectionId} has ${size} bytes, of ${messageBytes}`;
    return end(
      'POST_BACK_TOO_LARGE',
      { status: 413, errorType: 'PayloadTooLargeException', message: 'Payload Too Large' },
      because,
    );
  }
  const done = (response: HttpResponse, what: string): Managed => ({
    verdict: pass('POST_BACK_DELIVERED', `the backend ${what} connection ${connectionId}`, where),
    response,
    connectionId,
  });
  const headers = [...ids(request)];
  switch (request.method) {
    case 'POST':
      return {
        ...done({ status: 200, headers, body: '' }, `posted ${size} bytes to`),
        effect: { kind: 'send', data: request.body },
      };
    case 'DELETE':
      return { ...done({ status: 204, headers, body: '' }, 'ends'), effect: { kind: 'close' } };
    case 'GET':
      return done(
        { status: 200, headers: [...headers, ['Content-Type', 'application/json']], body: facts(open) },
        'asks of',
      );
    default:
      return end(
        'METHOD_NOT_FOUND',
        gatewayErrors.MISSING_AUTHENTICATION_TOKEN,
        `@connections has no ${request.method}`,
      );
  }
}

/** Members of the API reference's GetConnection (doc). */
function facts({ socket, lastActiveAt }: OpenSocket): string {
  const { handshake, connectedAt } = socket;
  const userAgent = header(handshake.headers, 'user-agent');
  return JSON.stringify({
    connectedAt: new Date(connectedAt ?? 0).toISOString(),
    identity: { sourceIp: handshake.sourceAddress, ...(userAgent === undefined ? {} : { userAgent }) },
    lastActiveAt: new Date(lastActiveAt).toISOString(),
  });
}

const byAccessKey = perModel(
  (model: Model): ReadonlyMap<string, LambdaFunction> =>
    new Map(
      model.functions.flatMap((own) => (own.identity ? [[own.identity.accessKeyId, own] as const] : [])),
    ),
);

/** Every call has to be signed by somebody who may `execute-api:ManageConnections` (developer guide, doc). */
function whyRefused(
  model: Model,
  request: GatewayRequest,
  { api, stage }: SocketTarget,
): Verdict | undefined {
  const caller = identify(model, request);
  const where = [api.where];
  if (caller.kind === 'anonymous') {
    const response = refusal(request, gatewayErrors.MISSING_AUTHENTICATION_TOKEN);
    const because = 'a call of @connections has to be signed, and this one is not';
    return stop('IAM_SIGNATURE_MISSING', { kind: 'response', response }, because, where);
  }
  if (caller.kind === 'refused') {
    const response = refusal(request, { ...gatewayErrors.INVALID_SIGNATURE, message: caller.message });
    return stop(faultCode(caller.fault), { kind: 'response', response }, caller.message.trim(), where);
  }
  const lambda = byAccessKey(model).get(caller.accessKeyId ?? '');
  const identity = lambda ? identityOf(model, lambda) : caller.identity;
  if (!identity) {
    const reason = isUnknown(caller.principal) ? caller.principal.reason : 'who signs it is not known';
    return unknown('IAM_NOT_CHECKED', reason, where);
  }
  const place = [lambda?.where ?? api.where];
  // With the literal {connectionId}, as the denial's text has it (captures); the real id inferred not to matter.
  const arn = `arn:${model.partition}:execute-api:${model.region}:${model.account}:${api.id}/${stage.name}/${request.method}/@connections/{connectionId}`;
  const context = contextOf({
    principal: principalOfIdentity(identity),
    action: 'execute-api:ManageConnections',
    resource: arn,
    keys: {},
  });
  const { decision } = authorizeIam({ identity, account: model.account, context });
  if (decision === 'allow') return undefined;
  if (decision === 'unknown') {
    const because = `whether ${identity.arn} may manage connections of API ${api.name} is not in the templates`;
    return unknown('POST_BACK_NOT_KNOWN', because, place);
  }
  const message = `User: ${identity.arn} is not authorized to perform: execute-api:ManageConnections on resource: ${maskAccount(model, arn)}`;
  const response = refusal(request, { ...gatewayErrors.ACCESS_DENIED, message });
  const because = `${identity.arn} may not execute-api:ManageConnections on ${arn}`;
  return stop('POST_BACK_NOT_ALLOWED', { kind: 'response', response }, because, place);
}

/** The session of the function's role, which Lambda names after the function. */
function identityOf(model: Model, { name, identity }: LambdaFunction): Identity {
  const roleArn = isUnknown(identity?.roleArn) ? undefined : identity?.roleArn;
  const session = roleArn?.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/');
  return {
    arn: `${session ?? `the role of ${name}`}/${name}`,
    account: model.account,
    ...(roleArn === undefined ? {} : { roleArn }),
    policies: identity?.policies ?? [],
  };
}

function responseOf({ symptom }: Verdict): HttpResponse | null {
  return symptom?.kind === 'response' ? symptom.response : null;
}
