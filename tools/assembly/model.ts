import type { HostedZone, InboundEndpoint, OutboundEndpoint, ResolverRule } from './model/dns';
import type { Domain } from './model/domain';
import type { Endpoint } from './model/endpoint';
import type { LambdaFunction } from './model/function';
import type { HttpApi } from './model/http-api';
import type { IamPrincipal } from './model/iam';
import type { Unknown, Where } from './model/known';
import type { Certificate, LoadBalancer, TargetGroup, TrustStore } from './model/load-balancer';
import type {
  NetworkAcl,
  Peering,
  RouteTable,
  SecurityGroup,
  Subnet,
  TransitGatewayAttachment,
  Vantage,
  Vpc,
} from './model/network';
import type { RestApi, Stage } from './model/rest-api';
import type { ApiKey, UsagePlan } from './model/usage-plan';
import type { VpcLink } from './model/vpc-link';
import type { WebSocketApi } from './model/websocket-api';

export * from './model/dns';
export * from './model/domain';
export * from './model/endpoint';
export * from './model/function';
export * from './model/http-api';
export * from './model/iam';
export * from './model/known';
export * from './model/load-balancer';
export * from './model/network';
export * from './model/policy';
export * from './model/rest-api';
export * from './model/usage-plan';
export * from './model/vpc-link';
export * from './model/websocket-api';

/**
 * The typed model of the chain: what the templates say, in AWS's own shapes, with every intrinsic resolved
 * and with deterministic stand-ins for the ids and addresses that AWS would allot.
 * Facts read from a live account have the same shape, so that one set of hops serves both.
 */
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
  /** Of listeners that verify client certificates. @default [] */
  readonly trustStores?: readonly TrustStore[];
  readonly hostedZones: readonly HostedZone[];
  readonly inboundEndpoints: readonly InboundEndpoint[];
  readonly outboundEndpoints: readonly OutboundEndpoint[];
  readonly resolverRules: readonly ResolverRule[];
  readonly restApis: readonly RestApi[];
  readonly stages: readonly Stage[];
  /** @default none */
  readonly webSocketApis?: readonly WebSocketApi[];
  readonly domains: readonly Domain[];
  readonly functions: readonly LambdaFunction[];
  /** Roles, users, and callers that hybrid.yaml names. @default none */
  readonly principals?: readonly IamPrincipal[];
  /** @default none */
  readonly httpApis?: readonly HttpApi[];
  /** @default none */
  readonly apiKeys?: readonly ApiKey[];
  /** @default none */
  readonly usagePlans?: readonly UsagePlan[];
  /** @default none */
  readonly vpcLinks?: readonly VpcLink[];
  /** Every value that could not be resolved, for the reader's report. */
  readonly unknowns: readonly Unknown[];
  /** Resource types met that the model has no place for, with one example each. */
  readonly ignored: readonly { readonly type: string; readonly where: Where }[];
  /** What was assumed for the whole model, one sentence each: an unknown account, region or zone list. */
  readonly notes?: readonly string[];
}
