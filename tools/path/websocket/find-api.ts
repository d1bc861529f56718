import { isUnknown, type Model, type WebSocketApi } from '../../assembly/model';
import { perModel } from '../cache';
import type { GatewayRequest } from '../exchange';
import { gatewayIndex, hostName, readHost } from '../gateway/hosts';
import { mapPath } from '../gateway/mappings';
import { forbidden } from '../gateway/responses';
import { header } from '../headers';
import type { Verdict } from '../hop';
import type { ReasonCode } from '../reasons';
import { stop, unknown } from '../verdict';
import { refusal } from './errors';
import { urlLength } from './limits';
import type { SocketTarget } from './socket';

const apisOf = perModel(
  (model: Model): ReadonlyMap<string, WebSocketApi> =>
    new Map((model.webSocketApis ?? []).map((api) => [api.id, api])),
);

/** Whether a client asks for a WebSocket (RFC 6455 §4.1). */
export function wantsSocket({ method, headers }: Pick<GatewayRequest, 'method' | 'headers'>): boolean {
  return method === 'GET' && header(headers, 'upgrade')?.trim().toLowerCase() === 'websocket';
}

/** The WebSocket API that a request's host and path lead to. `undefined`: they lead to no WebSocket API. */
export function findSocketApi(model: Model, request: GatewayRequest): SocketTarget | Verdict | undefined {
  const apis = apisOf(model);
  if (apis.size === 0) return undefined;
  const meaning = readHost(gatewayIndex(model), hostName(request.host));
  if (meaning.kind === 'api') {
    const api = apis.get(meaning.apiId);
    return api && (checkWay(request, api) ?? inDefaultHost(request, api));
  }
  if (meaning.kind !== 'domain') return undefined;
  const { domain } = meaning;
  // A domain with a WebSocket API has no other kind beside it: aws-facts §3.2 (doc).
  const own = domain.mappings.flatMap(({ apiId }) => (isUnknown(apiId) ? [] : (apis.get(apiId) ?? [])));
  if (own.length === 0) return undefined;
  const mapped = mapPath(domain, request.path);
  if (!mapped) {
    const because = `no mapping of ${domain.name} covers ${request.path}`;
    return refuse(request, 'NO_MAPPING_MATCHES', because, [domain.where]);
  }
  const { mapping, rest } = mapped;
  const { apiId, stage } = mapping;
  if (isUnknown(apiId)) return unknown('MAPPING_NOT_KNOWN', apiId.reason, [mapping.where]);
  if (isUnknown(stage)) return unknown('MAPPING_NOT_KNOWN', stage.reason, [mapping.where]);
  const api = apis.get(apiId);
  if (!api) return undefined;
  const found = api.stages.find(({ name }) => name === stage);
  if (found) {
    const by = `custom domain ${domain.name}`;
    return (
      checkWay(request, api) ??
      checkLength(request) ?? { api, stage: found, definition: found.serves, domain, mapping, rest, by }
    );
  }
  const because = `the mapping leads to stage "${stage}", which API ${api.name} doesn't have`;
  return refuse(request, 'STAGE_NOT_FOUND', because, [mapping.where]);
}

function inDefaultHost(request: GatewayRequest, api: WebSocketApi): SocketTarget | Verdict {
  const [, name = '', ...rest] = request.path.split('/');
  const stage = api.stages.find((one) => one.name === name);
  const by = `host ${hostName(request.host)}`;
  if (api.definition.defaultEndpointDisabled) {
    const because = `${by} is the default endpoint of API ${api.name}, which is disabled`;
    return refuse(request, 'DEFAULT_ENDPOINT_DISABLED', because, [api.where]);
  }
  if (!stage) {
    const because = `the path "${request.path}" names no stage of WebSocket API ${api.name}`;
    return refuse(request, 'STAGE_NOT_FOUND', because, [api.where]);
  }
  return checkLength(request) ?? { api, stage, definition: stage.serves, rest: `/${rest.join('/')}`, by };
}

/** An interface endpoint serves private APIs only, and no WebSocket API is one: aws-facts §1.1 (doc). */
function checkWay(request: GatewayRequest, api: WebSocketApi): Verdict | undefined {
  if (!request.endpoint) return undefined;
  const because = `${hostName(request.host)} names WebSocket API ${api.name}, which is public, but the call came through ${request.endpoint.id}`;
  return refuse(request, 'PUBLIC_API_THROUGH_ENDPOINT', because, [api.where, request.endpoint.where]);
}

/** The length is documented; what is answered beyond it is not: the status that HTTP has for it. */
function checkLength(request: GatewayRequest): Verdict | undefined {
  const length = `wss://${request.host}${request.path}?${request.query}`.length;
  if (length <= urlLength) return undefined;
  const response = refusal(request, { status: 414, message: 'Request URI too long' });
  const because = `the URL has ${length} characters, of ${urlLength}`;
  return stop('URL_TOO_LONG', { kind: 'response', response }, because);
}

function refuse(
  request: GatewayRequest,
  code: ReasonCode,
  because: string,
  where: Verdict['where'],
): Verdict {
  return stop(code, { kind: 'response', response: refusal(request, forbidden) }, because, where);
}
