import { isObject } from './intrinsics/values';
import type { Where } from './model';
import type { World } from './world';

interface At {
  readonly where: Where;
}

export interface ExistingVpc extends At {
  readonly id: string;
  readonly name: string;
  readonly cidrs: readonly string[];
  readonly subnets: readonly { id: string; zone: string; cidr: string; routeTable?: string }[];
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
}

/** What templates say of things that no template creates: `Metadata.HybridApi`, of all stacks together. */
export interface HybridMetadata {
  readonly onPremises?: OnPremises;
  readonly vpcs: readonly ExistingVpc[];
  readonly endpoints: readonly ExistingEndpoint[];
  readonly zones: readonly ExistingZone[];
  readonly certificates: readonly ExistingCertificate[];
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
  };
}
