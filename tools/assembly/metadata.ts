import { isObject, type Value } from './intrinsics/values';
import type { Where } from './model';
import type { World } from './world';

interface At {
  readonly where: Where;
}

export interface ExistingVpc extends At {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly string[];
  /** Not stated: not known. */
  readonly dnsSupport?: boolean;
  readonly dnsHostnames?: boolean;
  readonly internetGateway?: boolean;
  readonly subnets: readonly {
    id: string;
    zone: string;
    cidr: string;
    routeTable?: string;
    networkAcl?: string;
  }[];
  /** By id: all routes but the local one. */
  readonly routeTables?: Readonly<Record<string, readonly { to: string; via: string }[]>>;
  /** By id: all entries. */
  readonly networkAcls?: Readonly<Record<string, 'open' | readonly StatedAclEntry[]>>;
  /** By id: all rules that a group has besides those of templates. */
  readonly securityGroups?: Readonly<
    Record<string, Readonly<Record<'ingress' | 'egress', readonly StatedGroupRule[]>>>
  >;
}

/** One port, or first and last. */
export type StatedPorts = number | readonly [from: number, to: number];

export interface StatedAclEntry {
  readonly number: number;
  readonly direction: 'in' | 'out';
  readonly action: 'allow' | 'deny';
  readonly protocol: 'tcp' | 'udp' | 'all';
  readonly cidr: string;
  /** @default all */
  readonly ports?: StatedPorts;
}

export interface StatedGroupRule {
  readonly protocol: 'tcp' | 'udp' | 'all';
  /** @default all */
  readonly ports?: StatedPorts;
  /** CIDR or security group id. */
  readonly peer: string;
}

export interface ExistingEndpoint extends At {
  readonly id: string;
  readonly vpc: string;
  readonly privateDns: boolean;
  readonly securityGroup: string;
  /** Subnet ids. */
  readonly subnets: readonly string[];
  /** zone → address */
  readonly addresses?: Readonly<Record<string, string>>;
  /** @default not known */
  readonly policy?: 'full-access' | Value;
}

export interface ExistingTransitGateway extends At {
  readonly id: string;
  /** VPC of the attachment. */
  readonly vpc?: string;
  readonly attachment?: { readonly id: string; readonly zones: readonly string[] };
  /** What the table of the VPC's attachment leads to outside AWS. @default not known */
  readonly routes?: readonly string[];
}

export interface ExistingInboundEndpoint extends At {
  readonly id: string;
  readonly vpc?: string;
  readonly addresses: readonly string[];
  readonly securityGroup?: string;
}

export interface ExistingResolverRule extends At {
  readonly id: string;
  readonly domain: string;
  readonly type: 'forward' | 'system';
  readonly to: readonly string[];
  readonly vpcs: readonly string[];
}

export interface ExistingZone extends At {
  readonly id: string;
  readonly name: string;
  readonly private: boolean;
  readonly vpcs: readonly string[];
}

export interface ExistingCertificate extends At {
  readonly arn: string;
  readonly names: readonly string[];
}

export interface OnPremises extends At {
  readonly cidrs: readonly string[];
  readonly connection: string;
  readonly simulated: boolean;
  /** An existing virtual private gateway and the routes that it propagates. */
  readonly vpnGateway?: { readonly id: string; readonly propagates: readonly string[] };
}

/** Somebody who signs calls, and is in no template. */
export interface Caller extends At {
  readonly name: string;
  readonly arn: string;
  /** Names of the APIs that its own policies allow. @default not known */
  readonly mayInvoke?: readonly string[];
}

/** What templates say of things that no template creates: `Metadata.HybridApi`, of all stacks together. */
export interface HybridMetadata {
  readonly onPremises?: OnPremises;
  readonly vpcs: readonly ExistingVpc[];
  readonly endpoints: readonly ExistingEndpoint[];
  readonly zones: readonly ExistingZone[];
  readonly certificates: readonly ExistingCertificate[];
  readonly transitGateways: readonly ExistingTransitGateway[];
  readonly inboundEndpoints: readonly ExistingInboundEndpoint[];
  readonly resolverRules: readonly ExistingResolverRule[];
  readonly callers: readonly Caller[];
}

/** Reads the literals of `Metadata.HybridApi`; the same thing named by two stacks counts once. */
export function readMetadata(world: World): HybridMetadata {
  const sections = world.scopes.flatMap((scope) => {
    const raw = scope.template.Metadata?.HybridApi;
    return isObject(raw) ? [{ stack: scope.name, raw: raw as Record<string, unknown> }] : [];
  });
  const list = <T extends At>(kind: string, key: string): T[] => {
    const byKey = new Map<string, T>();
    for (const { stack, raw } of sections) {
      const existing = isObject(raw.existing) ? (raw.existing as Record<string, unknown>)[kind] : undefined;
      for (const [index, item] of (Array.isArray(existing) ? existing : []).entries()) {
        const where: Where = {
          stack,
          logicalId: 'Metadata',
          property: `HybridApi.existing.${kind}[${index}]`,
        };
        const id = String(item[key]);
        if (!byKey.has(id)) byKey.set(id, { ...item, where } as T);
      }
    }
    return [...byKey.values()];
  };
  const withSite = sections.find(({ raw }) => isObject(raw.onPremises));
  return {
    onPremises: withSite && {
      ...(withSite.raw.onPremises as Omit<OnPremises, 'where'>),
      where: { stack: withSite.stack, logicalId: 'Metadata', property: 'HybridApi.onPremises' },
    },
    vpcs: list('vpcs', 'id'),
    endpoints: list('endpoints', 'id'),
    zones: list('zones', 'id'),
    certificates: list('certificates', 'arn'),
    transitGateways: list('transitGateways', 'id'),
    inboundEndpoints: list('inboundEndpoints', 'id'),
    resolverRules: list('resolverRules', 'id'),
    callers: list('callers', 'name'),
  };
}
