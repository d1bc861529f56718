import type { Element, Known } from './known';
import type { PolicyDocument } from './policy';
import type { Throttle } from './usage-plan';

export interface RestApi extends Element {
  readonly id: string;
  /** That its ARNs carry. @default the model's */
  readonly account?: string;
  readonly name: string;
  readonly endpointType: 'PRIVATE' | 'REGIONAL' | 'EDGE';
  readonly rootResourceId: string;
  /** The definition as the template has it now. A stage serves its deployment's: see {@link Stage.serves}. */
  readonly definition: ApiDefinition;
}

/** What a deployment freezes: aws-facts §13.4. */
export interface ApiDefinition extends Element {
  /** Associated endpoints: these get `{api}-{vpce}` names. */
  readonly vpcEndpointIds: readonly Known<string>[];
  readonly defaultEndpointDisabled: boolean;
  readonly policy?: Known<PolicyDocument>;
  /** Every method, `ANY` as such; paths are resource paths such as `/orders/{id}` or `/{proxy+}`. */
  readonly methods: readonly Method[];
  readonly authorizers: readonly Authorizer[];
  /** By response type, e.g. `DEFAULT_4XX`. */
  readonly gatewayResponses: readonly GatewayResponse[];
  readonly binaryMediaTypes: readonly string[];
  /** Where an API key comes from: the x-api-key header, or the authorizer's answer. @default 'HEADER' */
  readonly apiKeySource?: 'HEADER' | 'AUTHORIZER';
}

export interface Method extends Element {
  readonly path: string;
  readonly httpMethod: string;
  readonly authorization: 'NONE' | 'AWS_IAM' | 'CUSTOM' | 'COGNITO_USER_POOLS';
  readonly authorizerId?: string;
  readonly apiKeyRequired: boolean;
  readonly integration: Known<Integration>;
}

export interface Integration extends Element {
  readonly type: 'AWS_PROXY' | 'AWS' | 'HTTP_PROXY' | 'HTTP' | 'MOCK';
  /** Of a Lambda integration: the function's ARN, without version or alias. */
  readonly functionArn?: Known<string>;
  readonly uri?: Known<string>;
  /** IAM role that API Gateway assumes to call the function, instead of a function permission. */
  readonly credentials?: Known<string>;
  readonly timeoutMs: number;
  /** Of a kind without proxy: what becomes of the body that no template is for. @default WHEN_NO_MATCH */
  readonly passthroughBehavior?: Known<string>;
  /** Of a kind without proxy: content type → Velocity template. @default none */
  readonly requestTemplates?: Readonly<Record<string, Known<string>>>;
  /** Of a kind without proxy: what its answers become. @default none */
  readonly responses?: readonly IntegrationResponse[];
  /** `CONVERT_TO_TEXT` or `CONVERT_TO_BINARY`. @default bodies stay as they are */
  readonly contentHandling?: Known<string>;
  /** `STREAM`: a function's response is handed on as it comes. @default BUFFERED */
  readonly responseTransferMode?: Known<string>;
  /** Of an HTTP integration: the method that the backend gets; `ANY` keeps the caller's. @default ANY */
  readonly httpMethod?: string;
  /** Of a private integration: the VPC link, which a stage variable may name. */
  readonly linkId?: Known<string>;
  /** With a VPC link of version 2: ARN of the load balancer or its listener. */
  readonly linkTarget?: Known<string>;
  /** `integration.request.header.X` → expression */
  readonly requestParameters?: Readonly<Record<string, Known<string>>>;
}

export interface IntegrationResponse extends Element {
  /** Java pattern for a function's error message, or for a status. @default the default response */
  readonly selectionPattern?: Known<string>;
  readonly statusCode: Known<string>;
  /** `method.response.header.X` → mapping expression. */
  readonly parameters: Readonly<Record<string, Known<string>>>;
  /** Content type → Velocity template. */
  readonly templates: Readonly<Record<string, Known<string>>>;
  /** @default the body stays as it is */
  readonly contentHandling?: Known<string>;
}

export interface Authorizer extends Element {
  readonly id: string;
  readonly type: 'TOKEN' | 'REQUEST' | 'COGNITO_USER_POOLS';
  readonly functionArn?: Known<string>;
  /** IAM role that API Gateway assumes to call the function, instead of a function permission. */
  readonly credentials?: Known<string>;
  readonly identitySource: readonly string[];
  readonly validationExpression?: string;
  readonly ttlSeconds: number;
}

export interface GatewayResponse extends Element {
  readonly responseType: string;
  readonly status?: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

export interface Stage extends Element {
  readonly apiId: string;
  readonly name: string;
  readonly variables: Readonly<Record<string, Known<string>>>;
  /** The definition that its deployment froze. Older than the API's own where a change was not deployed. */
  readonly serves: ApiDefinition;
  /** True when `serves` is older than the API's definition: the change has no effect yet. */
  readonly stale: boolean;
  readonly throttle?: Throttle;
  /** Limits of single methods: `/orders/GET`. @default none */
  readonly methodThrottles?: Readonly<Record<string, Throttle>>;
}
