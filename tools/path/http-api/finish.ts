import { type HttpIntegration, isUnknown, type Model } from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import type { Verdict } from '../hop';
import type { Ending } from '../integration/kind';
import type { State } from '../state';
import { unknown } from '../verdict';
import { ownHeaders } from './answers';
import { withCors } from './cors';
import { mapResponse } from './parameters';
import type { HttpResult } from './result';
import type { HttpMatch } from './select';

/** What the steps of hop 8 share. */
export interface Integrating {
  readonly model: Model;
  readonly state: State;
  readonly request: GatewayRequest;
  readonly match: HttpMatch;
  readonly integration: HttpIntegration;
}

/** Response parameters, CORS headers, and the gateway's own. */
export function finish(scope: Integrating, verdict: Verdict, result: HttpResult): Ending {
  const { request, match, integration } = scope;
  const mapped = mapResponse(scope, result, integration.responseParameters, integration.where);
  if (isUnknown(mapped))
    return { verdict: unknown('HTTP_MAPPING_NOT_KNOWN', mapped.reason, [mapped.where]), response: null };
  const because =
    mapped.status === result.status
      ? verdict.because
      : `${verdict.because}, which response parameters make ${mapped.status}`;
  const headers = withCors(match.api, request, mapped.headers);
  return {
    verdict: { ...verdict, because },
    response: { status: mapped.status, headers: [...ownHeaders(request), ...headers], body: mapped.body },
  };
}
