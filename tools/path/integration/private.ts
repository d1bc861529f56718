import { type Integration, isUnknown, type Known, Unknown } from '../../assembly/model';
import type { Match } from '../5-gateway';
import { apiError, type GatewayErrorType } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import type { HeaderList, HttpResponse, Verdict } from '../hop';
import type { ReasonCode } from '../reasons';
import type { State } from '../state';
import { pass, remark, stop, unknown } from '../verdict';
import type { Call, Ending } from './kind';
import { callThroughLink, linkIndex } from './link';
import type { Failure, LinkOutcome } from './outcome';
import { type Mapped, type MappingScope, mapParameters } from './parameters';
import { followLink } from './steps';
import { readUri, type Uri } from './uri';

/** What the steps of an HTTP integration share. */
export interface Private extends MappingScope {
  readonly state: State;
  readonly integration: Integration;
}

/** What the two kinds of HTTP integration do in their own ways. */
export interface Form {
  readonly body: Uint8Array | string;
  readonly headers: (uri: Uri, mapped: Mapped) => HeaderList;
  readonly query: (uri: Uri, mapped: Mapped) => string;
  /** The caller's response, and how it was made; an ending where there is none. */
  readonly handBack: (
    response: HttpResponse,
  ) => { readonly response: HttpResponse; readonly note?: string } | Ending;
}

/** Hop 8 of an HTTP integration of a REST API: through its VPC link. */
export function callPrivate(scope: Private, form: Form): Ending | Call {
  const { integration, match, request } = scope;
  const where = [integration.where];
  const notKnown = (because: string): Ending => ({
    verdict: unknown('BACKEND_NOT_KNOWN', because, where),
    response: null,
  });
  if (integration.linkId === undefined) {
    const because = `${match.httpMethod} ${match.resourcePath} calls ${textOf(integration.uri)} on the internet`;
    return { verdict: unknown('BACKEND_ON_THE_INTERNET', because, where), response: null };
  }
  const mapped = mapParameters(scope, integration.requestParameters ?? {}, integration.where);
  if (isUnknown(mapped)) return notKnown(mapped.reason);
  const uri = readUri(integration.uri, match.stage.variables, mapped.path, integration.where);
  if (isUnknown(uri)) return notKnown(uri.reason);
  const linkId = withVariables(integration.linkId, match);
  const isSecond = typeof linkId === 'string' && linkIndex(scope.model).get(linkId)?.version === 2;
  const path = pathFor(isSecond, mapped, uri, match);
  const step = callThroughLink(scope.model, scope.state, {
    linkId,
    target: integration.linkTarget,
    where: integration.where,
    request: {
      ...uri,
      method:
        integration.httpMethod === undefined || integration.httpMethod === 'ANY'
          ? match.httpMethod
          : integration.httpMethod,
      path,
      query: form.query(uri, mapped),
      headers: form.headers(uri, mapped),
      body: form.body,
      receivedAt: request.receivedAt,
      requestId: request.requestId,
    },
  });
  const carriesStage = isSecond && mapped.pathOverride === undefined;
  return followLink(step, integration.timeoutMs, {
    settled: (outcome) => settle(scope, form, outcome, carriesStage ? path : undefined),
    late: () =>
      fail(
        scope,
        'INTEGRATION_TIMED_OUT',
        `the backend did not answer within ${integration.timeoutMs} ms`,
        'INTEGRATION_TIMEOUT',
        where,
      ),
  });
}

function textOf(value: Known<string> | undefined): string {
  return isUnknown(value) ? value.reason : (value ?? 'no URI');
}

/** `${stageVariables.link}`, which a link's id may be written as: aws-facts §9 (doc). */
function withVariables(id: Known<string>, { stage }: Match): Known<string> {
  const name = typeof id === 'string' && /^\$\{stageVariables\.(.+)\}$/.exec(id)?.[1];
  if (!name) return id;
  return stage.variables[name] ?? new Unknown(`stage ${stage.name} has no variable ${name}`, stage.where);
}

/** A link of version 2 puts the stage before the path: aws-facts §9 (doc). */
function pathFor(isSecond: boolean, { pathOverride }: Mapped, uri: Uri, { stage }: Match): string {
  if (pathOverride !== undefined) return encodePath(pathOverride);
  return isSecond ? `/${stage.name}${uri.path}` : uri.path;
}

/** As far as a path needs it; slashes stay. */
function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function settle(scope: Private, form: Form, outcome: LinkOutcome, stagedPath: string | undefined): Ending {
  const { integration } = scope;
  const where = [...outcome.where, integration.where];
  if (outcome.kind === 'unknown')
    return { verdict: unknown('BACKEND_NOT_KNOWN', outcome.because, where), response: null };
  if (outcome.kind === 'failed')
    return fail(scope, outcome.code, outcome.because, errorFor(outcome.how), where, outcome.fix);
  const handed = form.handBack(outcome.response);
  if ('verdict' in handed) return handed;
  const { response, note } = handed;
  if (outcome.isOwn) {
    const { code, because, fix } = outcome;
    const symptom = { kind: 'response', response } as const;
    return { verdict: stop(code, symptom, because, where, fix ? { fix } : {}), response };
  }
  const because = note === undefined ? outcome.because : `${outcome.because}, ${note}`;
  return { verdict: answered({ ...outcome, because }, stagedPath, where), response };
}

/** A backend that gets the stage in its path and does not know the path says 404. */
function answered(
  { because, response }: Extract<LinkOutcome, { kind: 'answered' }>,
  stagedPath: string | undefined,
  where: Verdict['where'],
): Verdict {
  if (stagedPath === undefined) return pass('BACKEND_ANSWERED', because, where);
  const sentence = `${because}; it got ${stagedPath}, with the stage, and answered ${response.status}`;
  return remark('LINK_STAGE_IN_PATH', sentence, where);
}

/**
 * What a private integration's failure is answered with: 500 for a link, port, group or certificate that does not
 * fit (re:Post api-gateway-500-error-vpc, doc), 504 where the connection breaks (aws-facts §1.4, capture).
 */
function errorFor(how: Failure): GatewayErrorType {
  return how === 'reset' ? 'INTEGRATION_FAILURE' : 'API_CONFIGURATION_ERROR';
}

function fail(
  { request, match }: Private,
  code: ReasonCode,
  because: string,
  type: GatewayErrorType,
  where: Verdict['where'],
  fix?: string,
): Ending {
  const response = apiError(scopeOf(request, match), type);
  return {
    verdict: stop(code, { kind: 'response', response }, because, where, fix ? { fix } : {}),
    response,
  };
}
