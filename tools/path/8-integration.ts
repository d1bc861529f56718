import { type Integration, isUnknown, type Model } from '../assembly/model';
import type { Match } from './5-gateway';
import type { GatewayRequest } from './exchange';
import type { HttpResponse, Verdict } from './hop';
import { functionMapped } from './integration/function-mapped';
import { functionProxy } from './integration/function-proxy';
import type { Call, Ending, Kind } from './integration/kind';
import { mock } from './integration/mock';
import type { AuthorizerContext } from './lambda/event';
import type { ReasonCode } from './reasons';
import { unknown } from './verdict';

export type { Call, Ending } from './integration/kind';

const kinds: Readonly<Record<Integration['type'], Kind>> = {
  AWS_PROXY: functionProxy,
  AWS: functionMapped,
  HTTP: notModelled('HTTP_INTEGRATION_NOT_MODELLED'),
  HTTP_PROXY: notModelled('HTTP_PROXY_INTEGRATION_NOT_MODELLED'),
  MOCK: mock,
};

function notModelled(code: ReasonCode): Kind {
  return {
    check: (_model, _request, match, integration) =>
      unknown(code, `${match.httpMethod} ${match.resourcePath} has a ${integration.type} integration`, [
        integration.where,
      ]),
  };
}

/**
 * What stands in the way of the integration by the templates alone, without calling anything.
 * `undefined`: nothing does.
 */
export function checkIntegration(model: Model, request: GatewayRequest, match: Match): Verdict | undefined {
  const { integration } = match.method;
  if (isUnknown(integration)) {
    return unknown('INTEGRATION_NOT_KNOWN', integration.reason, [integration.where]);
  }
  return kinds[integration.type].check(model, request, match, integration);
}

/** Hop 8: the integration's answer, or the call that has to be made for it. */
export function integrate(
  model: Model,
  request: GatewayRequest,
  match: Match,
  authorizer?: AuthorizerContext,
): Ending | Call {
  const verdict = checkIntegration(model, request, match);
  const { integration } = match.method;
  if (verdict) return { verdict, response: responseOf(verdict) };
  const known = integration as Integration;
  return kinds[known.type].start!(model, request, match, known, authorizer);
}

/** The response of a stop. */
export function responseOf(verdict: Verdict): HttpResponse | null {
  return verdict.symptom?.kind === 'response' ? verdict.symptom.response : null;
}
