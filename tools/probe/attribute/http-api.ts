import { headerOf, type Observation } from '../observation';
import type { Code, Rule } from './rule';

/** The causes that a private integration's failure can have, likeliest first. */
export const linkCauses: readonly Code[] = [
  'LINK_NETWORK_BLOCKED',
  'LINK_NO_LISTENER',
  'LINK_NLB_ENFORCES_RULES',
  'LINK_CERTIFICATE_MISMATCH',
  'LINK_PROTOCOL_MISMATCH',
  'BACKEND_UNREACHABLE',
  'BACKEND_UNHEALTHY',
  'LINK_WITHOUT_TARGET',
];

/** An HTTP API's own answer: its id, no error type, and its own words. */
const answers = (status: number, message: string) => (seen: Observation) =>
  seen.stage === 'response' &&
  seen.response?.status === status &&
  headerOf(seen.response, 'apigw-requestid') !== undefined &&
  seen.response.body.trim() === JSON.stringify({ message });

const says = (seen: Observation): string =>
  `an HTTP API answers ${seen.response?.status} ${seen.response?.body.trim()}`;

/** What HTTP APIs answer by themselves. */
export const httpApiRules: readonly Rule[] = [
  {
    when: answers(404, 'Not Found'),
    outcome: 'stop',
    code: 'HTTP_ROUTE_NOT_FOUND',
    because: (seen) => `${says(seen)}: no route is for ${seen.path}`,
    confidence: 'medium',
    candidates: [
      'STAGE_NOT_FOUND',
      'HTTP_STAGE_NOT_DEPLOYED',
      'DEFAULT_ENDPOINT_DISABLED',
      'HTTP_API_NOT_KNOWN',
    ],
  },
  {
    when: answers(403, 'Forbidden'),
    outcome: 'stop',
    code: 'IAM_SIGNATURE_MISSING',
    because: (seen) => `${says(seen)}: the route wants a signature of somebody who may call`,
    confidence: 'medium',
    candidates: [
      'IAM_CALLER_NOT_ALLOWED',
      'IAM_CALLER_DENIED',
      'IAM_SIGNATURE_WRONG',
      'IAM_SIGNATURE_EXPIRED',
      'IAM_NOT_CHECKED',
    ],
  },
  {
    when: answers(401, 'Unauthorized'),
    outcome: 'stop',
    code: 'IDENTITY_SOURCE_MISSING',
    because: (seen) => `${says(seen)}: a token is missing, or not accepted`,
    confidence: 'medium',
    candidates: ['TOKEN_NOT_VALID', 'AUTHORIZER_REJECTS', 'HTTP_AUTHORIZER_NOT_MODELLED'],
  },
  {
    when: answers(500, 'Internal Server Error'),
    outcome: 'stop',
    code: 'FUNCTION_FAILED',
    because: (seen) => `${says(seen)}: the function failed, or its answer is malformed`,
    confidence: 'medium',
    candidates: [
      'FUNCTION_RESPONSE_MALFORMED',
      'FUNCTION_PERMISSION_MISSING',
      'FUNCTION_TIMED_OUT',
      'FUNCTION_RESPONSE_TOO_LARGE',
    ],
  },
  {
    when: answers(503, 'Service Unavailable'),
    outcome: 'stop',
    code: 'LINK_NETWORK_BLOCKED',
    because: (seen) => `${says(seen)}: its VPC link does not reach the backend, or it answers too late`,
    confidence: 'medium',
    candidates: [...linkCauses, 'INTEGRATION_TIMED_OUT'],
  },
];

/** A load balancer's own name, which API Gateway moves aside on its way through a REST API. */
const isOfBalancer = ({ response }: Observation): boolean =>
  response !== undefined &&
  ['server', 'x-amzn-remapped-server'].some((name) => /^awselb\//.test(headerOf(response, name) ?? ''));

const isThroughGateway = ({ response }: Observation): boolean =>
  response !== undefined &&
  ['apigw-requestid', 'x-amz-apigw-id'].some((name) => headerOf(response, name) !== undefined);

const fromBackend = (isStatus: (status: number) => boolean) => (seen: Observation) =>
  seen.stage === 'response' &&
  isThroughGateway(seen) &&
  isOfBalancer(seen) &&
  isStatus(seen.response?.status ?? 0);

const seenThrough = (seen: Observation): string =>
  `a load balancer behind API Gateway answers ${seen.response?.status} by itself`;

/**
 * What a load balancer behind the API answers by itself, as API Gateway or a proxy function hands it on: a caller
 * can't tell which of the two stands between.
 */
export const backendRules: readonly Rule[] = [
  {
    when: fromBackend((status) => status === 503),
    outcome: 'stop',
    code: 'BACKEND_UNHEALTHY',
    because: (seen) => `${seenThrough(seen)}: it has no target that would answer`,
    confidence: 'medium',
    candidates: ['BACKEND_NO_RULE', 'PROXY_BACKEND_NOT_BEHIND', 'TARGET_GROUP_HAS_NO_TARGETS'],
  },
  {
    when: fromBackend((status) => status === 502 || status === 504),
    outcome: 'stop',
    code: 'BACKEND_FAILED',
    because: (seen) => `${seenThrough(seen)}: its target gave no valid answer`,
    confidence: 'medium',
    candidates: ['BACKEND_NO_RULE', 'BACKEND_UNREACHABLE', 'PROXY_BACKEND_NOT_BEHIND'],
  },
  {
    when: fromBackend((status) => status >= 400),
    outcome: 'stop',
    code: 'BACKEND_NO_RULE',
    because: seenThrough,
    confidence: 'medium',
    candidates: ['BACKEND_FAILED', 'BACKEND_UNHEALTHY', 'PROXY_BACKEND_NOT_BEHIND'],
  },
];
