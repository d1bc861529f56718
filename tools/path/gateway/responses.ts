import type { GatewayRequest } from '../exchange';
import type { HeaderList, HttpResponse } from '../hop';
import { customise, type ResponseScope } from './custom-response';

/** One of the answers that API Gateway makes itself. */
export interface GatewayError {
  readonly status: number;
  /** `x-amzn-ErrorType`; none where AWS sends none. */
  readonly errorType?: string;
  readonly message: string | null;
  /** Decisions of the IAM engine spell it `Message`: aws-facts §1.4 (capture) */
  readonly key?: 'Message' | 'message';
}

/** By gateway response type, with AWS's own wording: aws-facts §1.4. */
export const gatewayErrors = {
  ACCESS_DENIED: { status: 403, errorType: 'AccessDeniedException', message: null, key: 'Message' },
  API_CONFIGURATION_ERROR: {
    status: 500,
    errorType: 'InternalServerErrorException',
    message: 'Internal server error',
  },
  AUTHORIZER_CONFIGURATION_ERROR: {
    status: 500,
    errorType: 'AuthorizerConfigurationException',
    message: null,
  },
  AUTHORIZER_FAILURE: { status: 500, errorType: 'AuthorizerConfigurationException', message: null },
  INVALID_API_KEY: { status: 403, errorType: 'ForbiddenException', message: 'Forbidden' },
  MISSING_AUTHENTICATION_TOKEN: {
    status: 403,
    errorType: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
  },
  INVALID_SIGNATURE: {
    status: 403,
    errorType: 'InvalidSignatureException',
    message: 'The request signature we calculated does not match the signature you provided.',
  },
  EXPIRED_TOKEN: {
    status: 403,
    errorType: 'ExpiredTokenException',
    message: 'The security token included in the request is expired',
  },
  UNAUTHORIZED: { status: 401, errorType: 'UnauthorizedException', message: 'Unauthorized' },
  INTEGRATION_TIMEOUT: {
    status: 504,
    errorType: 'InternalServerErrorException',
    message: 'Endpoint request timed out',
  },
  INTEGRATION_FAILURE: {
    status: 504,
    errorType: 'InternalServerErrorException',
    message: 'Network error communicating with endpoint',
  },
  /** Type (secondary) */
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    errorType: 'UnsupportedMediaTypeException',
    message: 'Unsupported Media Type',
  },
  QUOTA_EXCEEDED: { status: 429, errorType: 'LimitExceededException', message: 'Limit Exceeded' },
  THROTTLED: { status: 429, errorType: 'TooManyRequestsException', message: 'Too Many Requests' },
} as const satisfies Record<string, GatewayError>;

export type GatewayErrorType = keyof typeof gatewayErrors;

/**
 * A function's malformed or failed answer. AWS shows status 502 with the body of a configuration error;
 * DEFAULT_5XX customises it. aws-facts §1.4 (doc, captures)
 */
export const badGateway: GatewayError = { ...gatewayErrors.API_CONFIGURATION_ERROR, status: 502 };

/** Before an API is found no gateway response can apply: aws-facts §1.4 (23 bytes, capture). */
export const forbidden: GatewayError = gatewayErrors.INVALID_API_KEY;

const json = 'application/json';

/** The two ids that every answer of a REST API carries: aws-facts §1.4 (captures). */
export function ids(request: GatewayRequest): HeaderList {
  return [
    ['x-amzn-RequestId', request.requestId],
    ['x-amz-apigw-id', request.extendedRequestId],
  ];
}

/** An answer made before an API is known, which nobody can customise. */
export function plainError(request: GatewayRequest, error: GatewayError): HttpResponse {
  const headers: [string, string][] = [...ids(request)] as [string, string][];
  if (error.errorType) headers.push(['x-amzn-ErrorType', error.errorType]);
  headers.push(['Content-Type', json]);
  return { status: error.status, headers, body: JSON.stringify({ [error.key ?? 'message']: error.message }) };
}

/** An answer that is no JSON: those that a size limit gives. */
export function plainText(request: GatewayRequest, status: number, body: string): HttpResponse {
  return { status, headers: [...ids(request), ['Content-Type', 'text/plain']], body };
}

/**
 * An answer in the name of an API: with its own gateway response for the type, or its DEFAULT_4XX or
 * DEFAULT_5XX, where it has one.
 */
export function apiError(
  scope: ResponseScope,
  type: GatewayErrorType,
  details: { readonly message?: string; readonly error?: GatewayError } = {},
): HttpResponse {
  const error: GatewayError = details.error ?? gatewayErrors[type];
  const made = plainError(
    scope.request,
    details.message === undefined ? error : { ...error, message: details.message },
  );
  return customise(scope, type, made, details.message ?? error.message);
}
