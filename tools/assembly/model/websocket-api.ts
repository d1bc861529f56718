import type { Element, Known } from './known';

/** A WebSocket API: always public, and without a resource policy (aws-facts §1.1, doc). */
export interface WebSocketApi extends Element {
  readonly id: string;
  readonly name: string;
  /** As the template has it now; a stage serves what its deployment froze. */
  readonly definition: WebSocketDefinition;
  readonly stages: readonly WebSocketStage[];
}

/** What a deployment freezes. */
export interface WebSocketDefinition extends Element {
  /** `$request.body.action` */
  readonly routeSelectionExpression: Known<string>;
  /** Of the API itself: acts without a deployment, but is kept here beside the rest. */
  readonly defaultEndpointDisabled: boolean;
  readonly routes: readonly WebSocketRoute[];
}

export interface WebSocketRoute extends Element {
  /** `$connect`, `$disconnect`, `$default`, or a value of the selection expression. */
  readonly routeKey: string;
  /** Matters on `$connect` alone. */
  readonly authorization: 'NONE' | 'AWS_IAM' | 'CUSTOM';
  readonly authorizerId?: string;
  readonly apiKeyRequired: boolean;
  /** Absent: the route has no target. */
  readonly integration?: Known<WebSocketIntegration>;
  /** Whether what the integration answers goes back to the client: a route response for `$default`. */
  readonly answers: boolean;
}

export interface WebSocketIntegration extends Element {
  readonly id: string;
  readonly type: 'AWS_PROXY' | 'AWS' | 'HTTP_PROXY' | 'HTTP' | 'MOCK';
  /** Of a Lambda integration: the function's ARN, without version or alias. */
  readonly functionArn?: Known<string>;
  readonly uri?: Known<string>;
  /** Of an HTTP integration: the method of the call. */
  readonly httpMethod?: Known<string>;
  /** Of a private integration: the VPC link. */
  readonly vpcLinkId?: Known<string>;
  /** IAM role that API Gateway assumes to call the function, instead of a function permission. */
  readonly credentials?: Known<string>;
  /** `integration.request.header.connectionId` → `context.connectionId` */
  readonly requestParameters: Readonly<Record<string, Known<string>>>;
  readonly timeoutMs: number;
}

export interface WebSocketStage extends Element {
  readonly name: string;
  readonly variables: Readonly<Record<string, Known<string>>>;
  readonly serves: WebSocketDefinition;
  /** True when `serves` is older than the API's definition: the change has no effect yet. */
  readonly stale: boolean;
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
}
