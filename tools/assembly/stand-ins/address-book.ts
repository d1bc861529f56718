import { formatAddress, parseAddress, parseCidr } from '../../ipv4';
import { isObject, type Value } from '../intrinsics/values';
import { isUnknown, type Known } from '../model';
import type { World } from '../world';
import { numberBelow } from './identifiers';

/** AWS keeps the first four addresses of a subnet and the last: VPC user guide, subnet sizing (doc). */
const reservedAtStart = 4;
const reservedAtEnd = 1;

/**
 * Allots an address per interface: a hash of the interface's key into its subnet. A key keeps its address
 * when others are added, unless two keys hash to the same one.
 */
export class AddressBook {
  readonly #taken = new Map<string, string>();
  readonly #byKey = new Map<string, Known<string>>();

  constructor(readonly world: World) {
    this.#takePhysical();
    this.#reserveExplicit();
  }

  /** The address of an interface in a subnet (id); Unknown where the subnet or its CIDR is. */
  of(subnetId: Value, key: string): Known<string> {
    const subnet = isUnknown(subnetId) ? subnetId : this.world.subnets.find(subnetId);
    if (isUnknown(subnet)) return subnet;
    if (isUnknown(subnet.cidr)) return subnet.cidr;
    const full = `${subnet.id}/${key}`;
    let address = this.#byKey.get(full);
    if (!address) {
      address =
        this.within(subnet.cidr, full) ?? this.world.unknown(`subnet ${subnet.cidr} is full`, subnet.where);
      this.#byKey.set(full, address);
    }
    return address;
  }

  /** A free address of a block; `undefined` where it has none. */
  within(cidr: string, key: string): string | undefined {
    const block = parseCidr(cidr);
    if (!block) return undefined;
    const usable = block.size - reservedAtStart - reservedAtEnd;
    if (usable < 1) return undefined;
    const start = numberBelow(usable, key);
    for (let step = 0; step < Math.min(usable, 4096); step++) {
      const address = formatAddress(block.first + reservedAtStart + ((start + step) % usable));
      const owner = this.#taken.get(address);
      if (owner !== undefined && owner !== key) continue;
      this.#taken.set(address, key);
      return address;
    }
    return undefined;
  }

  /** Addresses that were read from AWS: no hash stands in for them. */
  #takePhysical(): void {
    for (const { physical, seed } of this.world.all()) {
      for (const [subnetId, address] of Object.entries(physical.addresses ?? {})) {
        const key = `${subnetId}/${seed}`;
        this.#byKey.set(key, address);
        this.#taken.set(address, key);
      }
    }
  }

  #reserveExplicit(): void {
    const reserve = (value: Value | undefined, owner: string) => {
      if (typeof value === 'string' && parseAddress(value) !== undefined) this.#taken.set(value, owner);
    };
    const lists = [
      ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'SubnetMappings', 'PrivateIPv4Address'],
      ['AWS::Route53Resolver::ResolverEndpoint', 'IpAddresses', 'Ip'],
      ['AWS::ElasticLoadBalancingV2::TargetGroup', 'Targets', 'Id'],
    ] as const;
    for (const [type, list, field] of lists) {
      for (const resource of this.world.ofType(type)) {
        // A target's address may come from this very book: only literals are reserved ahead.
        const raw = resource.raw.Properties?.[list];
        for (const item of Array.isArray(raw) ? raw : []) {
          if (isObject(item)) reserve(item[field], `${resource.seed}/explicit`);
        }
      }
    }
    const { endpoints, inboundEndpoints } = this.world.metadata;
    for (const { id, addresses = {} } of endpoints)
      for (const address of Object.values(addresses)) reserve(address, `${id}/explicit`);
    for (const { id, addresses } of inboundEndpoints)
      for (const address of addresses) reserve(address, `${id}/explicit`);
    for (const resource of this.world.ofType('AWS::EC2::Instance', 'AWS::EC2::NetworkInterface')) {
      reserve(resource.raw.Properties?.PrivateIpAddress as Value | undefined, `${resource.seed}/explicit`);
    }
  }
}
