import type { CertificateDetail } from '@aws-sdk/client-acm';
import type {
  ApiKey,
  Authorizer,
  BasePathMapping,
  DomainName,
  DomainNameAccessAssociation,
  Resource as GatewayResource,
  GatewayResponse,
  RestApi,
  Stage,
  UsagePlan,
  UsagePlanKey,
  VpcLink,
} from '@aws-sdk/client-api-gateway';
import type {
  Api,
  ApiMapping,
  Authorizer as HttpAuthorizer,
  Route as HttpRoute,
  Stage as HttpStage,
  VpcLink as HttpVpcLink,
  Integration,
  RoutingRule,
} from '@aws-sdk/client-apigatewayv2';
import type { StackResourceSummary } from '@aws-sdk/client-cloudformation';
import type {
  InternetGateway,
  NetworkAcl,
  NetworkInterface,
  RouteTable,
  SecurityGroup,
  Subnet,
  TransitGatewayRoute,
  TransitGatewayVpcAttachment,
  Vpc,
  VpcEndpoint,
  VpcPeeringConnection,
} from '@aws-sdk/client-ec2';
import type {
  Certificate,
  Listener,
  LoadBalancer,
  LoadBalancerAttribute,
  Rule,
  TargetGroup,
  TargetGroupAttribute,
  TargetHealthDescription,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { HostedZone, ResourceRecordSet, VPC } from '@aws-sdk/client-route-53';

/** An answer of AWS that is not there: why, in words. */
export interface NotRead {
  readonly notRead: string;
}

/** What AWS answered, or why it did not. */
export type Read<T> = T | NotRead;

export function isRead<T>(read: Read<T>): read is T {
  return typeof read !== 'object' || read === null || !('notRead' in read);
}

/** A VPC with the two settings that its own listing leaves out. */
export interface VpcFacts {
  readonly vpc: Vpc;
  readonly dnsSupport: Read<boolean>;
  readonly dnsHostnames: Read<boolean>;
}

/** A transit gateway with the VPC attachments that are ours, and the tables that attachments are associated with. */
export interface TransitGatewayFacts {
  readonly id: string;
  readonly attachments: readonly TransitGatewayVpcAttachment[];
  readonly tables: readonly {
    readonly table: string;
    readonly attachmentIds: readonly string[];
    readonly routes: Read<readonly TransitGatewayRoute[]>;
  }[];
}

export interface LoadBalancerFacts {
  readonly balancer: LoadBalancer;
  readonly attributes: Read<readonly LoadBalancerAttribute[]>;
  readonly listeners: Read<readonly ListenerFacts[]>;
}

export interface ListenerFacts {
  readonly listener: Listener;
  /** All of them, the default one included. */
  readonly certificates: Read<readonly Certificate[]>;
  readonly rules: Read<readonly Rule[]>;
}

export interface TargetGroupFacts {
  readonly group: TargetGroup;
  readonly attributes: Read<readonly TargetGroupAttribute[]>;
  readonly health: Read<readonly TargetHealthDescription[]>;
}

export interface ZoneFacts {
  readonly zone: HostedZone;
  readonly vpcs: readonly VPC[];
  readonly records: Read<readonly ResourceRecordSet[]>;
}

export interface RestApiFacts {
  readonly api: RestApi;
  /** With their methods. */
  readonly resources: Read<readonly GatewayResource[]>;
  readonly authorizers: Read<readonly Authorizer[]>;
  readonly responses: Read<readonly GatewayResponse[]>;
  readonly stages: Read<readonly StageFacts[]>;
}

export interface StageFacts {
  readonly stage: Stage;
  /** The OpenAPI document of what the stage serves. */
  readonly export: Read<{ readonly document: Readonly<Record<string, unknown>> }>;
}

export interface DomainFacts {
  readonly domain: DomainName;
  readonly mappings: Read<readonly BasePathMapping[]>;
  /** Those that API Gateway's second version made: several levels, or HTTP APIs. */
  readonly apiMappings: Read<readonly ApiMapping[]>;
  /** Of a domain that chooses by them. */
  readonly rules: Read<readonly RoutingRule[]>;
}

export interface UsagePlanFacts {
  readonly plan: UsagePlan;
  readonly keys: Read<readonly UsagePlanKey[]>;
}

/** An HTTP or WebSocket API. */
export interface HttpApiFacts {
  readonly api: Partial<Api>;
  readonly routes: Read<readonly HttpRoute[]>;
  readonly integrations: Read<readonly Integration[]>;
  readonly authorizers: Read<readonly HttpAuthorizer[]>;
  readonly stages: Read<readonly HttpStage[]>;
}

export interface FunctionFacts {
  readonly configuration: FunctionConfiguration;
  /** Its resource policy, JSON; empty where it has none. */
  readonly policy: Read<string>;
}

/** A stack as CloudFormation has it. */
export interface StackFacts {
  readonly name: string;
  /** Its id (ARN). */
  readonly id?: string;
  readonly resources: Read<readonly StackResourceSummary[]>;
}

/** Everything that was asked of AWS, in AWS's own shapes: what `doctor --drift` knows of the deployed side. */
export interface Snapshot {
  readonly region: string;
  readonly account: string;
  readonly stacks: readonly StackFacts[];
  readonly vpcs: Read<readonly VpcFacts[]>;
  readonly subnets: Read<readonly Subnet[]>;
  readonly routeTables: Read<readonly RouteTable[]>;
  readonly networkAcls: Read<readonly NetworkAcl[]>;
  readonly securityGroups: Read<readonly SecurityGroup[]>;
  readonly internetGateways: Read<readonly InternetGateway[]>;
  readonly peerings: Read<readonly VpcPeeringConnection[]>;
  readonly transitGateways: Read<readonly TransitGatewayFacts[]>;
  readonly endpoints: Read<readonly VpcEndpoint[]>;
  readonly interfaces: Read<readonly NetworkInterface[]>;
  readonly loadBalancers: Read<readonly LoadBalancerFacts[]>;
  readonly targetGroups: Read<readonly TargetGroupFacts[]>;
  readonly certificates: Read<readonly CertificateDetail[]>;
  readonly zones: Read<readonly ZoneFacts[]>;
  readonly restApis: Read<readonly RestApiFacts[]>;
  /** Without their values. */
  readonly apiKeys: Read<readonly ApiKey[]>;
  readonly usagePlans: Read<readonly UsagePlanFacts[]>;
  readonly domains: Read<readonly DomainFacts[]>;
  readonly associations: Read<readonly DomainNameAccessAssociation[]>;
  readonly httpApis: Read<readonly HttpApiFacts[]>;
  readonly vpcLinks: Read<readonly VpcLink[]>;
  readonly httpVpcLinks: Read<readonly Partial<HttpVpcLink>[]>;
  readonly functions: Read<readonly FunctionFacts[]>;
}
