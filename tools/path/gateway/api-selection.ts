import {
  type BasePathMapping,
  type Domain,
  isUnknown,
  type Model,
  type RestApi,
  type Stage,
} from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import { header } from '../headers';
import type { HttpResponse, Verdict } from '../hop';
import { openSetting } from '../unresolved';
import { stop, unknown } from '../verdict';
import { type GatewayIndex, gatewayIndex, type HostMeaning, hostName, readHost } from './hosts';
import { checkAccessMode, findNative } from './native';
import { forbidden, plainError, plainText } from './responses';
import { chooseMapping } from './routing-rules';

/** The stage that a request reaches, and the path that is left. */
export interface ApiFound {
  readonly api: RestApi;
  readonly stage: Stage;
  /** Path below the stage or the base path, with its leading slash. */
  readonly rest: string;
  readonly domain?: Domain;
  readonly mapping?: BasePathMapping;
  readonly basePath: string;
  /** What named the API, for the verdict. */
  readonly by: string;
  /** Documentation does not tell whether AWS goes on here. */
  readonly doubt?: { readonly code: 'ALIAS_NOT_ASSOCIATED'; readonly because: string };
}

type RefusalCode = Parameters<typeof stop>[0];

/**
 * Chooses the API and its stage: by x-apigw-api-id first, else by Host and base path (aws-facts §1.3, §13.2).
 * Where the two name different APIs nobody knows which wins (aws-facts §14.11).
 */
export function findApi(model: Model, request: GatewayRequest): ApiFound | Verdict {
  const index = gatewayIndex(model);
  const name = hostName(request.host);
  const spelled = readHost(index, name);
  const native = findNative(model, request, name, spelled.kind === 'domain' ? spelled.domain : undefined);
  if (native && 'hop' in native) return native;
  const meaning: HostMeaning = native ? { kind: 'domain', domain: native } : spelled;
  // The header works through an endpoint only: aws-facts §1.3 d (doc)
  const byHeader = request.endpoint && header(request.headers, 'x-apigw-api-id')?.trim();
  if (meaning.kind === 'domain') {
    const found = inDomain(index, request, meaning.domain);
    if (!byHeader) return found;
    if ('api' in found && found.api.id !== byHeader) return disagree(name, byHeader);
  }
  if (byHeader && meaning.kind === 'api' && meaning.apiId !== byHeader) return disagree(name, byHeader);
  const apiId = byHeader ?? (meaning.kind === 'api' ? meaning.apiId : undefined);
  const by = byHeader ? `x-apigw-api-id: ${byHeader}` : `host ${name}`;
  if (apiId === undefined) {
    return refuse(request, 'UNKNOWN_HOST', `host "${request.host}" names no API and no custom domain`);
  }
  const api = index.apis.get(apiId);
  if (!api) return refuse(request, 'UNKNOWN_API', `${by} names API ${apiId}, which the templates don't have`);
  const wrongWay = checkWay(request, api, by);
  if (wrongWay) return wrongWay;
  return inDefaultHost(index, request, api, meaning, by);
}

function disagree(name: string, apiId: string): Verdict {
  const because = `host "${name}" and x-apigw-api-id "${apiId}" each name an API`;
  return unknown('HOST_AND_HEADER_DISAGREE', because);
}

function refuse(
  request: GatewayRequest,
  code: RefusalCode,
  because: string,
  where: Verdict['where'] = [],
): Verdict {
  return stop(code, { kind: 'response', response: plainError(request, forbidden) }, because, where);
}

/** Private APIs by endpoints, the others by the public front: aws-facts §1.3 (capture), failures of the field. */
function checkWay(request: GatewayRequest, api: RestApi, by: string): Verdict | undefined {
  const isPrivate = api.endpointType === 'PRIVATE';
  if (isPrivate === (request.endpoint !== undefined)) return undefined;
  if (isPrivate) {
    const because = `${by} names private API ${api.name}, but the call reached the public front`;
    return refuse(request, 'PRIVATE_API_FROM_PUBLIC', because, [api.where]);
  }
  const because = `${by} names ${api.endpointType.toLowerCase()} API ${api.name}, but the call came through ${request.endpoint!.id}`;
  return refuse(request, 'PUBLIC_API_THROUGH_ENDPOINT', because, [api.where, request.endpoint!.where]);
}

function inDefaultHost(
  index: GatewayIndex,
  request: GatewayRequest,
  api: RestApi,
  meaning: HostMeaning,
  by: string,
): ApiFound | Verdict {
  const found = stageOfPath(index, request, api, request.path, by);
  if ('hop' in found) return found;
  const { stage } = found;
  // Acts after a deployment: aws-facts §1.5 (doc)
  if (stage.serves.defaultEndpointDisabled) {
    const because = `${by} is the default endpoint of API ${api.name}, which is disabled`;
    return refuse(request, 'DEFAULT_ENDPOINT_DISABLED', because, [stage.serves.where]);
  }
  const vpceId = meaning.kind === 'api' ? meaning.vpceId : undefined;
  if (vpceId === undefined || stage.serves.vpcEndpointIds.includes(vpceId)) return found;
  if (stage.stale && api.definition.vpcEndpointIds.includes(vpceId)) {
    const because = `${vpceId} is associated with API ${api.name} in the template only, not in its deployment`;
    return refuse(request, 'ASSOCIATION_NOT_DEPLOYED', because, [api.definition.where, stage.where]);
  }
  const because = `${vpceId} is not known to be associated with API ${api.name}`;
  return { ...found, doubt: { code: 'ALIAS_NOT_ASSOCIATED', because } };
}

/** The first segment names the stage: aws-facts §1.1 (doc). */
function stageOfPath(
  index: GatewayIndex,
  request: GatewayRequest,
  api: RestApi,
  path: string,
  by: string,
): ApiFound | Verdict {
  const end = path.indexOf('/', 1);
  const name = end < 0 ? path.slice(1) : path.slice(1, end);
  const stage = index.stages.get(api.id)?.get(name);
  if (!stage) {
    const because = name
      ? `API ${api.name} has no stage "${name}"`
      : `the path "${path}" names no stage of API ${api.name}`;
    return refuse(request, 'STAGE_NOT_FOUND', because, [api.where]);
  }
  return { api, stage, rest: end < 0 ? '/' : path.slice(end), basePath: '', by };
}

/** `/ping` at the root of a custom domain answers by itself: aws-facts §1.5 (doc; the body is a capture). */
function healthy(request: GatewayRequest): HttpResponse {
  return plainText(request, 200, 'healthy');
}

function inDomain(index: GatewayIndex, request: GatewayRequest, domain: Domain): ApiFound | Verdict {
  if (domain.endpointType === 'PRIVATE' && !domain.native) {
    const because = `${domain.name} is PRIVATE by the type of public custom domains, which API Gateway does not create`;
    return unknown('DOMAIN_OF_WRONG_TYPE', because, [domain.where]);
  }
  const strict = checkAccessMode(request, domain);
  if (strict) return strict;
  if (request.path === '/ping' || request.path === '/sping') {
    const because = `${request.path} of ${domain.name} is answered by API Gateway itself`;
    return stop('RESERVED_PATH', { kind: 'response', response: healthy(request) }, because, [domain.where]);
  }
  const mapped = chooseMapping(domain, request);
  if (mapped && 'hop' in mapped) return mapped;
  // Forbidden is the likely answer, not a documented one: aws-facts §3.2
  const unseen = mapped ? undefined : openSetting(domain, /BasePath|Mapping|Rule/);
  if (unseen) {
    const because = `whether a mapping of ${domain.name} covers ${request.path} is not known: ${unseen.reason}`;
    return unknown('MAPPING_NOT_KNOWN', because, [unseen.where]);
  }
  if (!mapped) {
    const because = `no base path mapping or routing rule of ${domain.name} covers ${request.path}`;
    return refuse(request, 'NO_MAPPING_MATCHES', because, [domain.where]);
  }
  const { mapping, rest } = mapped;
  const by = `custom domain ${domain.name}`;
  if (isUnknown(mapping.apiId)) {
    return unknown('MAPPING_NOT_KNOWN', `the mapping's API: ${mapping.apiId.reason}`, [mapping.where]);
  }
  const api = index.apis.get(mapping.apiId);
  if (!api) {
    const because = `the mapping leads to API ${mapping.apiId}, which the templates don't have`;
    return unknown('MAPPING_NOT_KNOWN', because, [mapping.where]);
  }
  const wrongWay = checkWay(request, api, by);
  if (wrongWay) return wrongWay;
  if (isUnknown(mapping.stage)) {
    return unknown('MAPPING_NOT_KNOWN', `the mapping's stage: ${mapping.stage.reason}`, [mapping.where]);
  }
  const basePath = mapping.basePath === '(none)' ? '' : mapping.basePath;
  if (mapping.stage === '' || mapping.stage === '(none)') {
    const found = stageOfPath(index, request, api, rest, by);
    return 'hop' in found ? found : { ...found, domain, mapping, basePath };
  }
  const stage = index.stages.get(api.id)?.get(mapping.stage);
  if (!stage) {
    const because = `the mapping leads to stage "${mapping.stage}", which API ${api.name} doesn't have`;
    return refuse(request, 'STAGE_NOT_FOUND', because, [mapping.where]);
  }
  return { api, stage, rest, domain, mapping, basePath, by };
}
