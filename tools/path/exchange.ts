import type { Endpoint } from '../assembly/model';
import type { HeaderList, HttpResponse, Verdict } from './hop';
import type { SignatureCheck } from './iam/signature';
import type { Limits } from './usage/limits';
import type { PostBack } from './websocket/socket';

/** An HTTP request as it arrives at API Gateway, after TLS: what hops 5 to 8 read. */
export interface GatewayRequest {
  /** The interface endpoint it came through; absent at the public front. */
  readonly endpoint?: Endpoint;
  /** Peer address that the endpoint saw: a load balancer node, or the caller. */
  readonly sourceAddress: string;
  /** Name in the ClientHello of the session that reached API Gateway; an NLB sends none. */
  readonly sni: string | null;
  readonly host: string;
  readonly method: string;
  /** Path as on the wire, still percent-encoded, without the query. */
  readonly path: string;
  /** Query as on the wire without `?`; empty if none. */
  readonly query: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array | string;
  /** Milliseconds since the epoch, given by the caller, because a pure function has no clock; `null`: not known. */
  readonly receivedAt: number | null;
  /** Ids: a pure function has no dice either. */
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** What became of its SigV4 signature. @default unsigned; or signed, and nobody here can tell by whom */
  readonly signature?: SignatureCheck;
  /** Name of the API key whose value `x-api-key` has. @default what the header says, and values that templates show */
  readonly apiKey?: string;
}

/** A call of a Lambda function that a hop needs answered before it can decide. */
export interface Invocation {
  readonly hop: 'authorizer' | 'integration';
  readonly functionArn: string;
  /** JSON-serializable. */
  readonly event: unknown;
  /** The gateway stops waiting after this. */
  readonly timeoutMs: number;
  /** Of an authorizer whose answers are kept: an answer under this key may be given instead of a call. */
  readonly cache?: InvocationCache;
}

/** By what, how long and which answers of an authorizer are kept. */
export interface InvocationCache {
  /** Holds tokens: not for logs. */
  readonly key: string;
  readonly ttlSeconds: number;
  readonly keeps: (result: InvocationResult) => boolean;
}

/** What Lambda gave back. */
export type InvocationResult = LambdaResult & {
  /** On paper: the function's calls of @connections while it ran. @default none, or made through a network */
  readonly posted?: readonly PostBack[];
};

type LambdaResult =
  /**
   * The handler returned; `payload` is its JSON text (`null` for undefined). One that streamed an HTTP response has
   * written its metadata as payload, and what followed as stream.
   */
  | { readonly kind: 'returned'; readonly payload: string; readonly stream?: Uint8Array }
  /** The handler threw, or the runtime failed to load or exited: Lambda's error object. */
  | { readonly kind: 'failed'; readonly errorType: string; readonly errorMessage: string }
  /** The function's own time limit, or the gateway's, whichever came first. */
  | { readonly kind: 'timed-out'; readonly limit: 'function' | 'gateway' }
  /** Response over 6 MB: aws-facts §10. */
  | { readonly kind: 'too-large'; readonly bytes: number }
  /** Nobody could run it here (no code in the assembly, or running is switched off). */
  | { readonly kind: 'not-run'; readonly reason: string };

/** What a call of @connections does to an open WebSocket. */
export type SocketEffect = { readonly connectionId: string } & (
  | { readonly kind: 'send'; readonly data: Uint8Array | string }
  | { readonly kind: 'close' }
);

/**
 * How far a request got: either it is over, with every verdict so far, or a function has to be called first.
 * `resume` is pure: it may be called more than once.
 */
export type Progress =
  | {
      readonly done: true;
      readonly verdicts: readonly Verdict[];
      readonly response: HttpResponse | null;
      /** What else has to be done: to an open WebSocket. @default nothing */
      readonly effect?: SocketEffect;
      /** What counts the call, to be counted once. @default nothing, or it was said before */
      readonly charges?: Limits;
    }
  | {
      readonly done: false;
      readonly verdicts: readonly Verdict[];
      readonly invocation: Invocation;
      readonly charges?: Limits;
      readonly resume: (result: InvocationResult) => Progress;
    };
