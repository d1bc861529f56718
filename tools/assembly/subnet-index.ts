import { cidrContains } from '../ipv4';
import type { Value } from './intrinsics/values';
import { isUnknown, type Known, type Where } from './model';
import type { World } from './world';

/** What addresses and names need of a subnet, created here or existing. */
export interface IndexedSubnet {
  readonly id: string;
  readonly vpcId: Known<string>;
  readonly cidr: Known<string>;
  readonly zone: Known<string>;
  readonly where: Where;
}

/** Subnets by physical id, of all stacks and of `Metadata.HybridApi`. */
export class SubnetIndex {
  readonly #byId = new Map<string, IndexedSubnet>();

  constructor(readonly world: World) {
    for (const vpc of world.metadata.vpcs) {
      for (const { id, cidr, zone } of vpc.subnets) {
        this.#byId.set(id, { id, vpcId: vpc.id, cidr, zone, where: vpc.where });
      }
    }
    for (const resource of world.ofType('AWS::EC2::Subnet')) {
      const { settings } = resource;
      const missing = (what: string) => world.unknown(what, resource.where);
      this.#byId.set(resource.key, {
        id: resource.key,
        vpcId: settings.text('VpcId') ?? missing('the subnet has no VpcId'),
        cidr: settings.text('CidrBlock') ?? missing('the subnet has no CidrBlock'),
        zone: settings.text('AvailabilityZone') ?? missing('AWS picks the zone: no AvailabilityZone'),
        where: resource.where,
      });
    }
  }

  find(id: Value | undefined): Known<IndexedSubnet> {
    if (isUnknown(id)) return id;
    const known = typeof id === 'string' ? this.#byId.get(id) : undefined;
    return (
      known ??
      this.world.unknown(`subnet ${String(id)} is in no template`, { stack: '', logicalId: String(id) })
    );
  }

  zoneOf(id: Value | undefined): Known<string> {
    const subnet = this.find(id);
    return isUnknown(subnet) ? subnet : subnet.zone;
  }

  vpcOf(id: Value | undefined): Known<string> {
    const subnet = this.find(id);
    return isUnknown(subnet) ? subnet : subnet.vpcId;
  }

  /** The subnet that an address belongs to; by VPC too where that is known. */
  containing(address: string, vpcId?: string): IndexedSubnet | undefined {
    for (const subnet of this.#byId.values()) {
      if (vpcId !== undefined && subnet.vpcId !== vpcId) continue;
      if (!isUnknown(subnet.cidr) && cidrContains(subnet.cidr, address)) return subnet;
    }
    return undefined;
  }

  ofVpc(vpcId: string): IndexedSubnet[] {
    return [...this.#byId.values()].filter((subnet) => subnet.vpcId === vpcId);
  }
}
