import type {
  BasePathMapping,
  Domain,
  Model,
  WebSocketApi,
  WebSocketDefinition,
  WebSocketRoute,
  WebSocketStage,
} from '../../assembly/model';
import type { GatewayRequest, Invocation, InvocationResult } from '../exchange';
import type { HttpResponse, Verdict } from '../hop';

/** On paper every connection has this id, in the form of AWS's: a pure function has no dice. */
export const paperConnectionId = 'AAAAAAAAAAAAAAA=';

/** The stage of a WebSocket API that a request or an open connection belongs to. */
export interface SocketTarget {
  readonly api: WebSocketApi;
  readonly stage: WebSocketStage;
  /** What the stage serves, which may be older than the API's own. */
  readonly definition: WebSocketDefinition;
  readonly domain?: Domain;
  readonly mapping?: BasePathMapping;
  /** Path below the stage or the base path, with its leading slash. */
  readonly rest: string;
  /** What named the API, for the verdict. */
  readonly by: string;
}

/** A connection that stands: what API Gateway keeps of its handshake. */
export interface Socket {
  readonly connectionId: string;
  readonly apiId: string;
  readonly stageName: string;
  /** Milliseconds since the epoch; `null`: not known. */
  readonly connectedAt: number | null;
  readonly handshake: GatewayRequest;
}

/** A message as it comes from the client. */
export interface SocketMessage {
  readonly data: Uint8Array | string;
  /** Ids and time: a pure function has no dice and no clock. */
  readonly requestId: string;
  readonly messageId: string;
  readonly receivedAt: number | null;
}

/** A backend's call of @connections while it ran, and what became of it. */
export interface PostBack {
  readonly connectionId: string;
  readonly method: string;
  readonly data: string;
  readonly verdict: Verdict;
  readonly status: number | null;
}

/** How far something got: over, or a function has to be called first. `resume` is pure. */
export type Step<T> =
  | { readonly done: true; readonly value: T }
  | {
      readonly done: false;
      readonly invocation: Invocation;
      readonly resume: (result: InvocationResult) => Step<T>;
    };

/** What came of a handshake. */
export interface Opened {
  readonly verdicts: readonly Verdict[];
  /** 101, or the refusal; `null`: not known. */
  readonly response: HttpResponse | null;
  /** Present where the connection stands. */
  readonly socket?: Socket;
  readonly posted: readonly PostBack[];
}

/** What came of a message. */
export interface Received {
  readonly verdicts: readonly Verdict[];
  /** What the gateway itself sends to the client, the backend's post-backs apart. */
  readonly frames: readonly string[];
  /** The gateway ends the connection. */
  readonly close?: { readonly code: number; readonly reason: string };
  readonly posted: readonly PostBack[];
}

export function finished<T>(value: T): Step<T> {
  return { done: true, value };
}

/** Goes on with what a step comes to. */
export function chain<T, U>(step: Step<T>, next: (value: T) => Step<U>): Step<U> {
  if (step.done) return next(step.value);
  return { done: false, invocation: step.invocation, resume: (result) => chain(step.resume(result), next) };
}

/** The stage of an open connection, as it is now. `undefined`: it is gone from the templates. */
export function targetOf(model: Model, { apiId, stageName }: Socket): SocketTarget | undefined {
  const api = model.webSocketApis?.find(({ id }) => id === apiId);
  const stage = api?.stages.find(({ name }) => name === stageName);
  return api && stage && { api, stage, definition: stage.serves, rest: '/', by: `connection to ${api.name}` };
}

export function routeOf({ definition }: SocketTarget, routeKey: string): WebSocketRoute | undefined {
  return definition.routes.find((route) => route.routeKey === routeKey);
}

/** `arn:aws:execute-api:{region}:{account}:{api}/{stage}/{what}` */
export function socketArn(
  model: Model,
  { api, stage }: Pick<SocketTarget, 'api' | 'stage'>,
  what: string,
): string {
  return `arn:${model.partition}:execute-api:${model.region}:${model.account}:${api.id}/${stage.name}/${what}`;
}
