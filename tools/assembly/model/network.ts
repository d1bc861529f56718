import type { Element, Known, Unknown, Where } from './known';

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
