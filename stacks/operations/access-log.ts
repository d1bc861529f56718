import type { ApiKind } from './api-kind';

/**
 * One line per call, with what tells failures apart: the phase that refused has its field, the others have `-`.
 * The log cuts an event at 1024 bytes (aws-facts §1.6, doc): what callers and functions can make long comes last, so
 * that a cut line still has the rest. `status` of two kinds: `integration` is what the integrated service answered
 * (Lambda itself: 200), `backend` what the code behind it chose.
 */

/** Of every kind: `$context` variables with the same name and meaning. */
const common = {
  requestId: '$context.requestId',
  time: '$context.requestTimeEpoch',
  status: '$context.status',
  errorType: '$context.error.responseType',
  host: '$context.domainName',
  stage: '$context.stage',
  source: '$context.identity.sourceIp',
};

const integration = {
  authorizer: '$context.authorizer.status',
  integration: '$context.integration.integrationStatus',
  backend: '$context.integration.status',
  integrationLatency: '$context.integration.latency',
  functionRequestId: '$context.integration.requestId',
};

const long = {
  error: '$context.error.message',
  authorizerError: '$context.authorizer.error',
  integrationError: '$context.integrationErrorMessage',
};

const fields: Readonly<Record<ApiKind, Readonly<Record<string, string>>>> = {
  rest: {
    ...common,
    method: '$context.httpMethod',
    resource: '$context.resourcePath',
    basePath: '$context.customDomain.basePathMatched',
    vpce: '$context.identity.vpceId',
    latency: '$context.responseLatency',
    bytes: '$context.responseLength',
    authenticate: '$context.authenticate.status', // signature
    authorize: '$context.authorize.status', // resource policy and IAM
    authorizerLatency: '$context.authorizer.latency',
    apiKey: '$context.identity.apiKeyId',
    ...integration,
    ...long,
    authorizeError: '$context.authorize.error',
    path: '$context.path',
  },
  http: {
    ...common,
    method: '$context.httpMethod',
    resource: '$context.routeKey',
    basePath: '$context.customDomain.basePathMatched',
    latency: '$context.responseLatency',
    bytes: '$context.responseLength',
    ...integration,
    ...long,
    path: '$context.path',
  },
  websocket: {
    ...common,
    resource: '$context.routeKey',
    event: '$context.eventType',
    connectionId: '$context.connectionId',
    messageId: '$context.messageId',
    connectedAt: '$context.connectedAt',
    ...integration,
    ...long,
  },
};

/** The `Format` of a stage's access log: JSON of one line, 3 KB at most (aws-facts §1.6, doc). */
export function accessLogFormat(kind: ApiKind): string {
  return JSON.stringify(fields[kind]);
}

/** Fields of a line, for queries. */
export function accessLogFields(kind: ApiKind): readonly string[] {
  return Object.keys(fields[kind]);
}
