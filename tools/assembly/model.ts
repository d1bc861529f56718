/**
 * The typed model of the chain: what the templates say, in AWS's own shapes, with every intrinsic resolved
 * and with deterministic stand-ins for the ids and addresses that AWS would allot.
 * Facts read from a live account have the same shape, so that one set of hops serves both.
 */

/** A setting's place: stack and logical id, and the property where one decided. */
export interface Where {
  readonly stack: string;
  readonly logicalId: string;
  /** Property path, e.g. `Properties.Policy.Statement[1]`. @default the whole resource */
  readonly property?: string;
}

/** A value that the reader could not resolve: named, never guessed. */
export class Unknown {
  constructor(
    /** Why, with the intrinsic or the missing fact. */
    readonly reason: string,
    readonly where: Where,
  ) {}
}

export type Known<T> = T | Unknown;

export function isUnknown(value: unknown): value is Unknown {
  return value instanceof Unknown;
}

interface Element {
  readonly where: Where;
  /**
   * Settings of this element that could not be resolved and whose field has no place for an Unknown: the
   * field then has AWS's default, or the part is missing. A hop that depends on them says `unknown`.
   * One whose `where` has no property concerns the element as a whole.
   * @default everything is resolved
   */
  readonly unresolved?: readonly Unknown[];
}

export interface Model {
  readonly partition: string;
  readonly region: string;
  readonly account: string;
  readonly vantages: readonly Vantage[];
  readonly vpcs: readonly Vpc[];
  readonly subnets: readonly Subnet[];
  readonly routeTables: readonly RouteTable[];
  readonly peerings: readonly Peering[];
  readonly transitGatewayAttachments: readonly TransitGatewayAttachment[];
  readonly networkAcls: readonly NetworkAcl[];
  readonly securityGroups: readonly SecurityGroup[];
  readonly endpoints: readonly Endpoint[];
  readonly loadBalancers: readonly LoadBalancer[];
  readonly targetGroups: readonly TargetGroup[];
  readonly certificates: readonly Certificate[];
  readonly hostedZones: readonly HostedZone[];
  readonly inboundEndpoints: readonly InboundEndpoint[];
  readonly restApis: readonly RestApi[];
  readonly stages: readonly Stage[];
  readonly domains: readonly Domain[];
  readonly functions: readonly LambdaFunction[];
  /** Every value that could not be resolved, for the reader's report. */
  readonly unknowns: readonly Unknown[];
  /** Resource types met that the model has no place for, with one example each. */
  readonly ignored: readonly { readonly type: string; readonly where: Where }[];
  /** What was assumed for the whole model, one sentence each: an unknown account, region or zone list. */
  readonly notes?: readonly string[];
}

/** A place from which calls are made. */
export interface Vantage {
  /** `on-prem`, `internet`, or the VPC's name (tag `hybrid-api:vantage`, else `Name`, else its logical id). */
  readonly name: string;
  /** `external` is a data centre that no template shows: it has CIDRs and no subnets. */
  readonly kind: 'vpc' | 'external' | 'internet';
  readonly where: Where;
  /** Of kind `vpc`. */
  readonly vpcId?: string;
  /** The interface that calls leave from; of kind `vpc` and `external`. */
  readonly source?: NetworkInterface;
  /** Of kind `external`: the data centre's CIDRs. */
  readonly cidrs?: readonly string[];
  /** Of kind `external`: the VPC whose Resolver inbound endpoint the data centre forwards the zone to, if any. */
  readonly resolverVpcId?: string;
}

/** An elastic network interface; for an external vantage, the host itself (no subnet, no groups). */
export interface NetworkInterface {
  readonly address: string;
  readonly subnetId?: string;
  readonly vpcId?: string;
  /** `none`: no group filters (an external host, or a load balancer created without any). */
  readonly securityGroupIds: readonly Known<string>[] | 'none';
  readonly where: Where;
}

export interface Vpc extends Element {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly Known<string>[];
  readonly dnsSupport: boolean;
  readonly dnsHostnames: boolean;
  readonly hasInternetGateway: boolean;
}

export interface Subnet extends Element {
  readonly id: string;
  readonly vpcId: string;
  readonly cidr: Known<string>;
  readonly zone: Known<string>;
  /** The main route table where none is associated. `Unknown` for an existing subnet. */
  readonly routeTableId: Known<string>;
  readonly networkAclId: Known<string>;
}

export interface RouteTable extends Element {
  readonly id: string;
  readonly vpcId: string;
  /** Without the implied local route. */
  readonly routes: readonly Route[];
}

export interface Route extends Element {
  readonly destination: Known<string>;
  readonly target:
    | {
        readonly kind:
          | 'peering'
          | 'transit-gateway'
          | 'internet-gateway'
          | 'vpn-gateway'
          | 'nat-gateway'
          | 'other';
        readonly id: string;
      }
    | Unknown;
}

export interface Peering extends Element {
  readonly id: string;
  readonly requesterVpcId: Known<string>;
  readonly accepterVpcId: Known<string>;
}

/** A VPC's attachment to a Transit Gateway, with the gateway's route table seen from this attachment. */
export interface TransitGatewayAttachment extends Element {
  readonly id: string;
  readonly transitGatewayId: string;
  readonly vpcId: Known<string>;
  readonly subnetIds: readonly string[];
  /** Static and propagated routes of the table that this attachment is associated with. */
  readonly routes: readonly {
    readonly destination: Known<string>;
    readonly attachmentId: string;
    readonly where: Where;
  }[];
}

export interface NetworkAcl extends Element {
  readonly id: string;
  readonly vpcId: string;
  /** Sorted by rule number; the final deny is implied. */
  readonly entries: readonly NetworkAclEntry[];
}

export interface NetworkAclEntry extends Element {
  readonly number: number;
  readonly egress: boolean;
  readonly allow: boolean;
  /** IANA number; -1 is all. */
  readonly protocol: number;
  readonly cidr: Known<string>;
  readonly fromPort: number;
  readonly toPort: number;
}

export interface SecurityGroup extends Element {
  readonly id: string;
  readonly vpcId: string;
  readonly ingress: readonly SecurityGroupRule[];
  readonly egress: readonly SecurityGroupRule[];
}

export interface SecurityGroupRule extends Element {
  /** IANA number; -1 is all. */
  readonly protocol: number;
  readonly fromPort: number;
  readonly toPort: number;
  readonly peer:
    | { readonly cidr: string }
    | { readonly securityGroupId: string }
    | { readonly prefixListId: string }
    | Unknown;
}

/** An interface VPC endpoint. */
export interface Endpoint extends Element {
  readonly id: string;
  readonly vpcId: Known<string>;
  /** `com.amazonaws.{region}.execute-api`, … */
  readonly service: Known<string>;
  readonly privateDns: Known<boolean>;
  readonly interfaces: readonly EndpointInterface[];
  /** Absent: full access. */
  readonly policy?: Known<PolicyDocument>;
  /** Regional name, then one per zone. */
  readonly dnsNames: readonly { readonly name: string; readonly addresses: readonly string[] }[];
  readonly hostedZoneId: string;
}

export interface EndpointInterface extends NetworkInterface {
  readonly id: string;
  readonly zone: Known<string>;
}

export interface LoadBalancer extends Element {
  readonly arn: string;
  readonly type: 'network' | 'application';
  readonly scheme: 'internal' | 'internet-facing';
  readonly vpcId: string;
  /** One per enabled zone. */
  readonly nodes: readonly LoadBalancerNode[];
  readonly dnsName: string;
  readonly hostedZoneId: string;
  readonly crossZone: boolean;
  readonly listeners: readonly Listener[];
}

export interface LoadBalancerNode extends NetworkInterface {
  readonly zone: Known<string>;
}

export interface Listener extends Element {
  readonly arn: string;
  readonly port: number;
  readonly protocol: 'TLS' | 'TCP' | 'HTTPS' | 'HTTP' | 'UDP' | 'TCP_UDP';
  /** AWS's default where the template has none: aws-facts §4.1. */
  readonly sslPolicy: Known<string>;
  /** The default certificate first, then the SNI list. */
  readonly certificateArns: readonly Known<string>[];
  /** Of the default action. Empty: the listener has none. */
  readonly targetGroupArns: readonly Known<string>[];
}

export interface TargetGroup extends Element {
  readonly arn: string;
  readonly protocol: 'TLS' | 'TCP' | 'HTTPS' | 'HTTP' | 'UDP' | 'TCP_UDP';
  readonly port: number;
  readonly targetType: 'ip' | 'instance' | 'alb' | 'lambda';
  readonly vpcId?: Known<string>;
  readonly preserveClientIp: boolean;
  readonly proxyProtocolV2: boolean;
  /** `undefined`: as the load balancer has it. */
  readonly crossZone?: boolean;
  readonly healthCheck: HealthCheck;
  /** Static targets and those that the endpoint-targets function registers. */
  readonly targets: readonly Known<Target>[];
}

export interface Target extends Element {
  readonly id: string;
  readonly port: number;
  /** `all` where registered so; otherwise that of the address. */
  readonly zone: Known<string>;
}

export interface HealthCheck {
  readonly protocol: 'TCP' | 'HTTP' | 'HTTPS';
  /** `traffic-port` resolved to the target's own port where undefined. */
  readonly port?: number;
  readonly path: string;
  /** As written, e.g. `200-399`. */
  readonly matcher: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
}

export interface Certificate extends Element {
  readonly arn: string;
  /** Domain name first, then the alternative names. */
  readonly names: Known<readonly string[]>;
}

export interface HostedZone extends Element {
  readonly id: string;
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly private: boolean;
  /** Associated VPCs of a private zone. */
  readonly vpcIds: readonly Known<string>[];
  readonly records: readonly DnsRecord[];
}

export interface DnsRecord extends Element {
  /** Lower case, without the last dot. */
  readonly name: string;
  readonly type: string;
  /** Absent on an alias. Seconds. */
  readonly ttl?: number;
  readonly values: readonly Known<string>[];
  readonly alias?: {
    readonly dnsName: Known<string>;
    readonly hostedZoneId: Known<string>;
    readonly evaluateTargetHealth: boolean;
  };
}

/** A Route 53 Resolver inbound endpoint. */
export interface InboundEndpoint extends Element {
  readonly id: string;
  readonly interfaces: readonly NetworkInterface[];
}

export interface RestApi extends Element {
  readonly id: string;
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
  readonly throttle?: { readonly rateLimit: number; readonly burstLimit: number };
}

/** A public-type (regional or edge) custom domain. */
export interface Domain extends Element {
  /** Lower case. */
  readonly name: string;
  readonly endpointType: 'REGIONAL' | 'EDGE' | 'PRIVATE';
  readonly certificateArn: Known<string>;
  readonly securityPolicy: Known<string>;
  /** `d-….execute-api.{region}.amazonaws.com` */
  readonly regionalDomainName: string;
  readonly mappings: readonly BasePathMapping[];
}

export interface BasePathMapping extends Element {
  /** Empty: the catch-all. Several segments only in a multi-level mapping. */
  readonly basePath: string;
  readonly multiLevel: boolean;
  readonly apiId: Known<string>;
  readonly stage: Known<string>;
}

export interface LambdaFunction extends Element {
  readonly arn: string;
  readonly name: string;
  readonly runtime: string;
  readonly handler: string;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  readonly environment: Readonly<Record<string, Known<string>>>;
  /** Folder (or file) of the code on this machine; absent where the assembly has none. */
  readonly codePath?: string;
  /** Inline code (`Code.ZipFile`). */
  readonly inlineCode?: string;
  /** Of a function in a VPC: its first interface. */
  readonly interface?: NetworkInterface;
  readonly permissions: readonly FunctionPermission[];
}

export interface FunctionPermission extends Element {
  readonly principal: Known<string>;
  readonly action: Known<string>;
  readonly sourceArn?: Known<string>;
  readonly sourceAccount?: Known<string>;
}

/** IAM policy document with every element a list; operators and keys as written. */
export interface PolicyDocument {
  readonly version: string;
  readonly statements: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly where: Where;
  readonly sid?: string;
  readonly effect: 'Allow' | 'Deny';
  /** `*` or, by type (`AWS`, `Service`, …), the principals. Absent in identity policies. */
  readonly principal?: '*' | Readonly<Record<string, readonly Known<string>[]>>;
  readonly notPrincipal?: '*' | Readonly<Record<string, readonly Known<string>[]>>;
  readonly action?: readonly Known<string>[];
  readonly notAction?: readonly Known<string>[];
  readonly resource?: readonly Known<string>[];
  readonly notResource?: readonly Known<string>[];
  /** operator → key → values */
  readonly condition: Readonly<Record<string, Readonly<Record<string, readonly Known<string>[]>>>>;
}
