import type { Model } from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import { header } from '../headers';
import type { HeaderList, HttpResponse, Verdict } from '../hop';
import type { State } from '../state';
import { notApplicable, pass, remark, stop, unknown } from '../verdict';
import { authorizeConnect } from './authorization';
import { failedHandshake, refusal } from './errors';
import type { RouteCall } from './event';
import { findSocketApi, wantsSocket } from './find-api';
import { type Answer, callRoute } from './integration';
import {
  chain,
  finished,
  type Opened,
  type PostBack,
  routeOf,
  type Socket,
  type SocketTarget,
  type Step,
} from './socket';

/**
 * A request at a WebSocket API: hops 5 to 8 of a handshake. Its connection id is made of the request's.
 * `undefined`: host and path lead to no WebSocket API.
 */
export function connectSocket(model: Model, state: State, request: GatewayRequest): Step<Opened> | undefined {
  const found = findSocketApi(model, request);
  if (!found) return undefined;
  if ('hop' in found) return over([found]);
  if (!wantsSocket(request)) {
    // What API Gateway answers a plain request here is not documented.
    const because = `the request to WebSocket API ${found.api.name} asks for no upgrade`;
    return over([unknown('SOCKET_UPGRADE_MISSING', because, [found.api.where])]);
  }
  return open(model, state, request, found);
}

function open(model: Model, state: State, request: GatewayRequest, target: SocketTarget): Step<Opened> {
  const { api } = target;
  const route = routeOf(target, '$connect');
  const because = 'a WebSocket API has no resource policy and no endpoint in front of it';
  const before = [
    explain(target, route !== undefined),
    notApplicable('POLICY_NOT_REQUIRED', because),
    authorizeConnect(model, request, target, route),
  ];
  if (before.some(({ outcome }) => outcome === 'stop' || outcome === 'unknown')) return over(before);
  const socket: Socket = {
    connectionId: request.extendedRequestId,
    apiId: api.id,
    stageName: target.stage.name,
    connectedAt: request.receivedAt,
    handshake: request,
  };
  if (!route) {
    const verdict = pass('SOCKET_CONNECTED', `API ${api.name} asks nobody: it has no $connect route`, [
      api.where,
    ]);
    return over([...before, verdict], socket);
  }
  const call: RouteCall = { socket, target, routeKey: '$connect', happening: { kind: 'CONNECT' } };
  const answered = callRoute({
    model,
    state,
    call,
    refuse: (failure) => ({ kind: 'response', response: failedHandshake(request, failure) }),
  });
  return chain(answered, (answer) => conclude(request, call, before, answer));
}

/** Any answer but 2xx refuses the connection (doc), with the same status (captures). */
function conclude(
  request: GatewayRequest,
  { target, socket }: RouteCall,
  before: readonly Verdict[],
  { verdict, response, posted }: Answer,
): Step<Opened> {
  if (!response) return over([...before, verdict], undefined, posted);
  const posts = posted.map(tooEarly);
  if (response.status >= 200 && response.status < 300) {
    const because = `${verdict.because}: the connection stands`;
    const connected = pass('SOCKET_CONNECTED', because, verdict.where);
    return over([...before, connected, ...posts], socket, posted, response.headers);
  }
  const because = `$connect of API ${target.api.name} refuses: ${verdict.because}`;
  const refused = refusal(request, { status: response.status, message: 'Forbidden' });
  const own = { ...refused, body: response.body };
  const stopped = stop('SOCKET_CONNECT_REFUSED', { kind: 'response', response: own }, because, verdict.where);
  return over([...before, stopped, ...posts], undefined, posted);
}

/** A connection can't be posted to before it stands: the backend meets 410 (re:Post "410 GoneException", doc). */
function tooEarly({ connectionId, verdict }: PostBack): Verdict {
  const because = `the backend posts to ${connectionId} during $connect, which is answered 410; what it makes of that is not known on paper`;
  return unknown('POST_BACK_GONE', because, verdict.where);
}

function explain({ api, stage, definition, mapping, by }: SocketTarget, hasRoute: boolean): Verdict {
  const route = hasRoute ? 'route $connect' : 'no $connect route';
  const because = `${by} leads to WebSocket API ${api.name}, stage ${stage.name}: ${route}`;
  const where = mapping ? [mapping.where, definition.where] : [definition.where];
  return stage.stale
    ? remark('STAGE_STALE', `${because}; the stage serves an older deployment`, [...where, stage.where])
    : pass('SOCKET_ROUTE_FOUND', because, where);
}

function over(
  verdicts: readonly Verdict[],
  socket?: Socket,
  posted: Opened['posted'] = [],
  answered: HeaderList = [],
): Step<Opened> {
  const first = verdicts.find(({ outcome }) => outcome === 'stop' || outcome === 'unknown');
  const symptom = first?.symptom;
  const response: HttpResponse | null =
    socket && !first ? switching(answered) : symptom?.kind === 'response' ? symptom.response : null;
  return finished({ verdicts, response, ...(socket && !first ? { socket } : {}), posted });
}

/** Of the integration's headers the subprotocol goes to the client (developer guide, doc); the others inferred not to. */
function switching(answered: HeaderList): HttpResponse {
  const protocol = header(answered, 'sec-websocket-protocol');
  return {
    status: 101,
    headers: [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ...(protocol === undefined ? [] : [['Sec-WebSocket-Protocol', protocol] as const]),
    ],
    body: '',
  };
}
