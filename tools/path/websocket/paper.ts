import type { LambdaFunction, Model } from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import type { HeaderList, HttpResponse } from '../hop';
import { manageConnection } from './manage-connections';
import { type PostBack, paperConnectionId } from './socket';

/** An HTTPS request that a function makes while it runs on paper. */
export interface OwnRequest {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: HeaderList;
  readonly body: string;
}

/** What API Gateway answers, and what is to be kept of it. */
export interface OwnAnswer {
  readonly response: HttpResponse;
  readonly posted?: PostBack;
}

/**
 * Answers a function that calls @connections on paper, where the one open connection has the id that the trace
 * gives it. `undefined`: the request is no such call, or what it comes to is not known; then nobody answers.
 */
export function answerOnPaper(
  model: Model,
  lambda: LambdaFunction,
  request: OwnRequest,
): OwnAnswer | undefined {
  // A function in a VPC meets its VPC's own DNS and ways, which the runner does not walk.
  if (lambda.interface) return undefined;
  const made: GatewayRequest = {
    ...request,
    sourceAddress: '203.0.113.1',
    sni: request.host,
    receivedAt: null,
    requestId: '00000000-0000-4000-8000-000000000001',
    extendedRequestId: paperConnectionId,
  };
  const managed = manageConnection(model, made, (connectionId, { api, stage }) =>
    connectionId === paperConnectionId
      ? {
          socket: { connectionId, apiId: api.id, stageName: stage.name, connectedAt: null, handshake: made },
          lastActiveAt: 0,
        }
      : undefined,
  );
  if (!managed?.response) return undefined;
  const { connectionId, verdict, response } = managed;
  const { method, body } = request;
  return { response, posted: { connectionId, method, data: body, verdict, status: response.status } };
}
