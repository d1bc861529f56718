import type { Match } from '../5-gateway';
import type { GatewayRequest } from '../exchange';
import type { ResponseScope } from './custom-response';

/** What gateway responses may refer to, of a request that has met its method. */
export function scopeOf(request: GatewayRequest, match: Match): ResponseScope {
  return {
    request,
    definition: match.definition,
    apiId: match.api.id,
    stage: match.stage,
    path: match.contextPath,
    httpMethod: match.httpMethod,
    resourcePath: match.resourcePath,
    pathParameters: match.pathParameters,
  };
}
