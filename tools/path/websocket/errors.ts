import type { GatewayRequest } from '../exchange';
import { type GatewayError, gatewayErrors, plainError } from '../gateway/responses';
import type { HttpResponse, Symptom } from '../hop';
import type { Socket, SocketMessage } from './socket';

/** The frame that tells a client of an open connection what went wrong (captures: aws-samples, aws-cdk#18208). */
export function errorFrame(message: string, socket: Socket, { requestId }: SocketMessage): string {
  return JSON.stringify({ message, connectionId: socket.connectionId, requestId });
}

/** What API Gateway says of an integration that failed, by the status it would have in a handshake. */
export interface IntegrationFailure {
  readonly status: 500 | 502 | 504;
  readonly message: string;
}

export const failures = {
  /** Not allowed to call, nothing to call, or a fault of the definition. */
  configuration: { status: 500, message: 'Internal server error' },
  /** The function failed or answered what is no answer: 502 in a handshake (captures). */
  bad: { status: 502, message: 'Internal server error' },
  timedOut: { status: 504, message: 'Endpoint request timed out' },
} as const satisfies Record<string, IntegrationFailure>;

/** A refused handshake is an HTTP response in the form of the REST APIs' (captures for 401, 403 and 502; inferred else). */
export function refusal(request: GatewayRequest, error: GatewayError): HttpResponse {
  return plainError(request, error);
}

/** A handshake whose integration failed. */
export function failedHandshake(
  request: GatewayRequest,
  { status, message }: IntegrationFailure,
): HttpResponse {
  const { errorType } = gatewayErrors.API_CONFIGURATION_ERROR;
  return plainError(request, { status, errorType, message });
}

/** What the client sees of a failure: the response to its handshake, or a frame. */
export type Refuse = (failure: IntegrationFailure) => Symptom;
