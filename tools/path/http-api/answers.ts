import type { GatewayRequest } from '../exchange';
import type { HttpResponse } from '../hop';

/**
 * What an HTTP API answers by itself: no error type, no customising, one id of its own.
 * 404 and 403 are documented; the others are as public captures show them (from memory).
 */
const errors = {
  NOT_FOUND: { status: 404, message: 'Not Found' },
  FORBIDDEN: { status: 403, message: 'Forbidden' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized' },
  INTERNAL: { status: 500, message: 'Internal Server Error' },
  UNAVAILABLE: { status: 503, message: 'Service Unavailable' },
  TOO_LARGE: { status: 413, message: 'Request Entity Too Large' },
} as const;

export type HttpErrorType = keyof typeof errors;

/** The id that every answer of an HTTP API carries. */
export function ownHeaders(request: GatewayRequest): [string, string][] {
  return [['Apigw-Requestid', request.extendedRequestId]];
}

export function httpError(request: GatewayRequest, type: HttpErrorType): HttpResponse {
  const { status, message } = errors[type];
  return {
    status,
    headers: [...ownHeaders(request), ['Content-Type', 'application/json']],
    body: JSON.stringify({ message }),
  };
}
