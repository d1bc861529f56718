import { type Integration, isUnknown, type Model } from '../assembly/model';
import type { Match } from './5-gateway';
import type { GatewayRequest } from './exchange';
import type { HttpResponse, Verdict } from './hop';
import { functionMapped } from './integration/function-mapped';
import { functionProxy } from './integration/function-proxy';
import { httpMapped } from './integration/http-mapped';
import { httpProxy } from './integration/http-proxy';
import type { Call, Ending, Kind } from './integration/kind';
import { mock } from './integration/mock';
import type { AuthorizerContext } from './lambda/event';
import type { State } from './state';
import { unknown } from './verdict';

export type { Call, Ending } from './integration/kind';

const kinds: Readonly<Record<Integration['type'], Kind>> = {
  AWS_PROXY: functionProxy,
  AWS: functionMapped,
  HTTP: httpMapped,
  HTTP_PROXY: httpProxy,
  MOCK: mock,
};

/**
 * What stands in the way of the integration by the templates alone, without calling anything.
 * `undefined`: nothing does.
 */
export function checkIntegration(
  model: Model,
  request: GatewayRequest,
  match: Match,
  state: State,
): Verdict | undefined {
  const { integration } = match.method;
  if (isUnknown(integration)) {
    return unknown('INTEGRATION_NOT_KNOWN', integration.reason, [integration.where]);
  }
  const { check, start } = kinds[integration.type];
  if (check) return check(model, request, match, integration);
  const next = start(model, request, match, integration, undefined, state);
  return 'verdict' in next && next.verdict.outcome !== 'pass' ? next.verdict : undefined;
}

/** Hop 8: the integration's answer, or the call that has to be made for it. */
export function integrate(
  model: Model,
  request: GatewayRequest,
  match: Match,
  state: State,
  authorizer?: AuthorizerContext,
): Ending | Call {
  const { integration } = match.method;
  const kind = isUnknown(integration) ? undefined : kinds[integration.type];
  if (!kind || kind.check) {
    const verdict = checkIntegration(model, request, match, state);
    if (verdict) return { verdict, response: responseOf(verdict) };
  }
  return kind!.start(model, request, match, integration as Integration, authorizer, state);
}

/** The response of a stop. */
export function responseOf(verdict: Verdict): HttpResponse | null {
  return verdict.symptom?.kind === 'response' ? verdict.symptom.response : null;
}
