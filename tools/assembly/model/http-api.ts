import type { Element, Known } from './known';

/** An HTTP API: always public, never behind an interface endpoint (aws-facts §1.1, doc). */
export interface HttpApi extends Element {
  readonly id: string;
  readonly name: string;
  readonly defaultEndpointDisabled: Known<boolean>;
  readonly routes: readonly HttpRoute[];
  readonly stages: readonly HttpStage[];
  readonly cors?: HttpCors;
}

export interface HttpRoute extends Element {
  /** `GET /orders/{id}`, `ANY /{proxy+}` or `$default`. */
  readonly routeKey: string;
  readonly authorization: 'NONE' | 'AWS_IAM' | 'JWT' | 'CUSTOM';
  readonly authorizerId?: string;
  readonly integration: Known<HttpIntegration>;
}

export interface HttpIntegration extends Element {
  readonly type: 'AWS_PROXY' | 'HTTP_PROXY';
  /** Of an AWS service integration, which has no function. */
  readonly subtype?: string;
  /** A function's ARN, without version or alias. */
  readonly functionArn?: Known<string>;
  /** As written: a function, a URL, or a load balancer's listener. */
  readonly uri?: Known<string>;
  /** Upper case; `ANY` keeps the caller's. */
  readonly method: string;
  /** The VPC link of a private integration. */
  readonly linkId?: Known<string>;
  /** What the backend's certificate has to be for; TLS is spoken only where it is given. */
  readonly serverName?: Known<string>;
  readonly payloadFormat: '1.0' | '2.0';
  readonly credentials?: Known<string>;
  readonly timeoutMs: number;
  /** `overwrite:header.x` → expression */
  readonly requestParameters: Readonly<Record<string, Known<string>>>;
  /** Status → `overwrite:statuscode` → expression */
  readonly responseParameters: Readonly<Record<string, readonly HttpMapping[]>>;
}

/** One change of a response. */
export interface HttpMapping {
  readonly destination: Known<string>;
  readonly source: Known<string>;
}

export interface HttpStage extends Element {
  /** `$default` is the root of the API's own address. */
  readonly name: string;
  /** A stage without a deployment serves nothing. */
  readonly isDeployed: boolean;
  readonly variables: Readonly<Record<string, Known<string>>>;
}

export interface HttpCors {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly allowCredentials: boolean;
  readonly maxAgeSeconds?: number;
}
