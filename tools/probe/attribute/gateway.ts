import { headerOf, type Observation, type ResponseFacts } from '../observation';
import { isPublicAddress } from './addresses';
import type { Rule } from './rule';
import { isExecuteApiName } from './tls';

/** `ForbiddenException`; some services append a colon and a namespace. Empty for a function's own answer. */
function errorType(response: ResponseFacts): string {
  return headerOf(response, 'x-amzn-errortype')?.split(':')[0] ?? '';
}

/** Headers that only API Gateway sets (aws-facts §1.4); an HTTP API has its own. */
export function isFromGateway(response: ResponseFacts): boolean {
  return ['x-amz-apigw-id', 'x-amzn-errortype', 'x-amzn-requestid', 'apigw-requestid'].some(
    (name) => headerOf(response, name) !== undefined,
  );
}

type Match = (response: ResponseFacts, type: string) => boolean;

/** Errors that API Gateway makes; a function's own status has no error type. */
const error =
  (match: Match, also: (seen: Observation) => boolean = () => true) =>
  (seen: Observation): boolean => {
    const { response } = seen;
    if (seen.stage !== 'response' || !response || !isFromGateway(response)) return false;
    const type = errorType(response);
    return type !== '' && match(response, type) && also(seen);
  };

const denied = (text: RegExp) =>
  error((response, type) => type === 'AccessDeniedException' && text.test(response.body));

const says = (seen: Observation): string =>
  `API Gateway answers ${seen.response?.status} ${seen.response?.body.trim().slice(0, 200)}`;

/** Every row of aws-facts §1.4. */
export const gatewayRules: readonly Rule[] = [
  {
    when: error((_, type) => type === 'MissingAuthenticationTokenException'),
    outcome: 'stop',
    code: 'PATH_NOT_FOUND',
    because: (seen) => `${says(seen)}: it has no such path or method, or the method wants a signature`,
    confidence: 'medium',
    candidates: [
      'METHOD_NOT_FOUND',
      'METHOD_NOT_DEPLOYED',
      'IAM_SIGNATURE_MISSING',
      'POLICY_LEFT_TO_SIGNATURE',
      'RESERVED_PATH',
      'STAGE_STALE',
    ],
  },
  {
    when: error(
      (_, type) => type === 'ForbiddenException',
      (seen) => isPublicAddress(seen.address),
    ),
    outcome: 'stop',
    code: 'PRIVATE_API_FROM_PUBLIC',
    because: (seen) => `${says(seen)}, from ${seen.address}, its public front`,
    confidence: 'medium',
    candidates: [
      'UNKNOWN_HOST',
      'DNS_ENDPOINT_PRIVATE_DNS_OFF',
      'NO_MAPPING_MATCHES',
      'STAGE_NOT_FOUND',
      'DEFAULT_ENDPOINT_DISABLED',
      'UNKNOWN_API',
      'API_KEY_MISSING',
    ],
  },
  {
    when: error(
      (_, type) => type === 'ForbiddenException',
      (seen) => isExecuteApiName(seen.host),
    ),
    outcome: 'stop',
    code: 'UNKNOWN_API',
    because: (seen) => `${says(seen)}: ${seen.host} is no API that this endpoint may serve`,
    confidence: 'low',
    candidates: [
      'DEFAULT_ENDPOINT_DISABLED',
      'STAGE_NOT_FOUND',
      'PUBLIC_API_THROUGH_ENDPOINT',
      'DNS_CAPTURED_BY_ENDPOINT',
      'ALIAS_NOT_ASSOCIATED',
      'ASSOCIATION_NOT_DEPLOYED',
      'UNKNOWN_HOST',
      'API_KEY_MISSING',
      'API_KEY_NOT_CHECKED',
      'HOST_AND_HEADER_DISAGREE',
    ],
  },
  {
    when: error((_, type) => type === 'ForbiddenException'),
    outcome: 'stop',
    code: 'UNKNOWN_HOST',
    because: (seen) => `${says(seen)}: the endpoint works, and API Gateway takes ${seen.host} to no method`,
    confidence: 'low',
    candidates: [
      'NO_MAPPING_MATCHES',
      'API_KEY_MISSING',
      'DEFAULT_ENDPOINT_DISABLED',
      'UNKNOWN_API',
      'STAGE_NOT_FOUND',
      'PRIVATE_API_FROM_PUBLIC',
      'PUBLIC_API_THROUGH_ENDPOINT',
      'MULTI_LEVEL_THROUGH_ENDPOINT',
      'DOMAIN_NOT_ASSOCIATED',
      'DOMAIN_POLICY_DOES_NOT_ALLOW',
      'DOMAIN_POLICY_DENIES',
      'ACCESS_MODE_STRICT',
      'HOST_AND_HEADER_DISAGREE',
      'ALIAS_NOT_ASSOCIATED',
      'API_KEY_NOT_CHECKED',
    ],
    fix: 'Check, in this order: the custom domain, its base path mapping, the API key, a WAF rule.',
  },
  {
    // The domain's own ARN stands in the message where its policy refuses (inferred: aws-facts §14.1).
    when: denied(/anonymous is not authorized.*:\/domainnames\//i),
    outcome: 'stop',
    code: 'DOMAIN_POLICY_DOES_NOT_ALLOW',
    because: (seen) => `the policy of the private custom domain refuses: ${says(seen)}`,
    confidence: 'medium',
    candidates: ['DOMAIN_POLICY_DENIES', 'ENDPOINT_POLICY_DOES_NOT_ALLOW', 'ENDPOINT_POLICY_DENIES'],
  },
  {
    when: denied(/anonymous is not authorized.*explicit deny/i),
    outcome: 'stop',
    code: 'POLICY_DENIES_ENDPOINT',
    because: (seen) => `a Deny statement covers the call: ${says(seen)}`,
    confidence: 'medium',
    candidates: [
      'POLICY_DENIES',
      'ENDPOINT_POLICY_DENIES',
      'POLICY_NOT_DEPLOYED',
      'POLICY_SEES_LOAD_BALANCER',
    ],
  },
  {
    when: denied(/anonymous is not authorized/i),
    outcome: 'stop',
    code: 'POLICY_DOES_NOT_ALLOW',
    because: (seen) => `no policy statement allows the call: ${says(seen)}`,
    confidence: 'medium',
    candidates: [
      'ENDPOINT_POLICY_DOES_NOT_ALLOW',
      'POLICY_NOT_DEPLOYED',
      'POLICY_NAMES_PRINCIPALS',
      'POLICY_MISSING',
      'POLICY_USES_SOURCE_IP',
      'POLICY_SEES_LOAD_BALANCER',
      'POLICY_DENIES_ENDPOINT',
      'ENDPOINT_POLICY_DENIES',
      'POLICY_DENIES',
    ],
  },
  {
    when: denied(/User: \S+ is not authorized to perform/i),
    outcome: 'stop',
    code: 'IAM_CALLER_NOT_ALLOWED',
    because: (seen) => says(seen),
    confidence: 'high',
    candidates: [
      'IAM_NOT_CHECKED',
      'POLICY_DENIES',
      'POLICY_DOES_NOT_ALLOW',
      'ENDPOINT_POLICY_DOES_NOT_ALLOW',
    ],
  },
  {
    when: denied(/not authorized to access this resource with an explicit deny/i),
    outcome: 'stop',
    code: 'AUTHORIZER_DENIES',
    because: (seen) => says(seen),
    confidence: 'high',
    candidates: ['POLICY_DENIES', 'POLICY_DENIES_ENDPOINT'],
  },
  {
    when: denied(/not authorized to access this resource/i),
    outcome: 'stop',
    code: 'AUTHORIZER_DOES_NOT_ALLOW',
    because: (seen) => says(seen),
    confidence: 'high',
    candidates: ['POLICY_DOES_NOT_ALLOW', 'AUTHORIZER_DENIES'],
  },
  {
    when: error((response, type) => response.status === 401 || type === 'UnauthorizedException'),
    outcome: 'stop',
    code: 'IDENTITY_SOURCE_MISSING',
    because: (seen) => `${says(seen)}: an identity source is missing, or the token is not accepted`,
    confidence: 'medium',
    candidates: ['AUTHORIZER_REJECTS', 'TOKEN_NOT_VALID', 'COGNITO_NOT_MODELLED'],
  },
  {
    when: error((_, type) => type === 'AuthorizerConfigurationException'),
    outcome: 'stop',
    code: 'AUTHORIZER_FAILED',
    because: (seen) => `${says(seen)}: the authorizer function failed or gave an answer of the wrong shape`,
    confidence: 'medium',
    candidates: ['AUTHORIZER_RESULT_INVALID', 'AUTHORIZER_PERMISSION_MISSING', 'AUTHORIZER_TIMED_OUT'],
  },
  {
    when: error((_, type) =>
      /^(ExpiredToken|InvalidSignature|UnrecognizedClient|IncompleteSignature|SignatureDoesNotMatch)/.test(
        type,
      ),
    ),
    outcome: 'stop',
    code: 'IAM_SIGNATURE_REFUSED',
    because: (seen) => says(seen),
    confidence: 'high',
    candidates: ['IAM_NOT_CHECKED'],
  },
  {
    when: error((response) => response.status === 504 && /network error/i.test(response.body)),
    outcome: 'stop',
    code: 'INTEGRATION_UNREACHABLE',
    because: (seen) => says(seen),
    confidence: 'high',
    candidates: ['BACKEND_UNHEALTHY', 'LINK_PROTOCOL_MISMATCH', 'HTTP_INTEGRATION_NOT_MODELLED'],
  },
  {
    when: error((response) => response.status === 504),
    outcome: 'stop',
    code: 'INTEGRATION_TIMED_OUT',
    because: (seen) => says(seen),
    confidence: 'medium',
    candidates: ['AUTHORIZER_TIMED_OUT', 'FUNCTION_TIMED_OUT', 'INTEGRATION_UNREACHABLE'],
  },
  {
    when: error((response) => response.status === 502),
    outcome: 'stop',
    code: 'FUNCTION_FAILED',
    because: (seen) => `${says(seen)}: the function threw, or its answer is no proxy response`,
    confidence: 'medium',
    candidates: ['FUNCTION_RESPONSE_MALFORMED', 'FUNCTION_TIMED_OUT', 'FUNCTION_RESPONSE_TOO_LARGE'],
  },
  {
    when: error((response) => response.status === 500 && /"message":\s*null/.test(response.body)),
    outcome: 'stop',
    code: 'AUTHORIZER_FAILED',
    because: (seen) => `${says(seen)}: the authorizer function failed or gave an answer of the wrong shape`,
    confidence: 'medium',
    candidates: ['AUTHORIZER_RESULT_INVALID', 'AUTHORIZER_PERMISSION_MISSING'],
  },
  {
    when: error((response) => response.status === 500),
    outcome: 'stop',
    code: 'FUNCTION_PERMISSION_MISSING',
    because: (seen) => `${says(seen)}: it may not invoke the function, or its own configuration has a fault`,
    confidence: 'medium',
    candidates: [
      'API_CONFIGURATION',
      'INTEGRATION_UNREACHABLE',
      'FUNCTION_REQUEST_TOO_LARGE',
      'AUTHORIZER_FAILED',
    ],
  },
  {
    when: error((_, type) => type === 'LimitExceededException'),
    outcome: 'stop',
    code: 'QUOTA_EXCEEDED',
    because: (seen) => says(seen),
    confidence: 'high',
  },
  {
    when: error((response) => response.status === 429),
    outcome: 'stop',
    code: 'THROTTLED',
    because: (seen) => says(seen),
    confidence: 'high',
  },
  {
    when: error((response) => response.status === 415),
    outcome: 'stop',
    code: 'CONTENT_TYPE_NOT_ACCEPTED',
    because: (seen) => says(seen),
    confidence: 'high',
  },
  {
    when: error((response) => response.status === 400),
    outcome: 'stop',
    code: 'REQUEST_NOT_VALID',
    because: (seen) => says(seen),
    confidence: 'high',
    candidates: ['HEADERS_TOO_LARGE'],
  },
  {
    when: error((response) => response.status !== 413 && response.status !== 414),
    outcome: 'stop',
    code: 'GATEWAY_REFUSED',
    because: (seen) => says(seen),
    confidence: 'low',
  },
];
