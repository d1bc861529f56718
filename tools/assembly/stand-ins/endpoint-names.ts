import type { Value } from '../intrinsics/values';
import { isUnknown, type Known, type Unknown } from '../model';
import type { Resource } from '../resource';
import { lowerId, upperId } from './identifiers';

export interface EndpointName {
  readonly kind: 'regional' | 'zonal' | 'private' | 'private-wildcard';
  readonly name: string;
  readonly zoneId: string;
  /** Of kind `zonal`. */
  readonly zone?: string;
}

/** First label and hosted zone of an endpoint's regional name. */
export interface EndpointEntry {
  readonly host: string;
  readonly zoneId: string;
}

/** The regional name that AWS gave the endpoint, where it was read: the first of DnsEntries (aws-facts §5, model). */
export function entryRead({ physical }: Resource): EndpointEntry | undefined {
  const entries = physical.attributes?.DnsEntries;
  const [zoneId, name] = Array.isArray(entries) ? String(entries[0]).split(':') : [];
  return zoneId === undefined || name === undefined
    ? undefined
    : { zoneId, host: name.split('.')[0] ?? name };
}

/** The hosted zone of all interface endpoints' public names in a region. */
export function endpointHostedZoneId(region: string): string {
  return `Z${upperId(`vpce/${region}`, 13)}`;
}

/**
 * Names of an interface endpoint, in the order of DnsEntries: regional, zonal, private, wildcard
 * (aws-facts §5 (model)).
 */
export function namesOf(
  endpointId: string,
  service: string,
  region: string,
  zones: readonly string[],
  privateDns: boolean,
  read?: EndpointEntry,
): EndpointName[] {
  const label = service.split('.').slice(3).reverse().join('.');
  const suffix = `${label}.${region}.vpce.amazonaws.com`;
  const host = read?.host ?? `${endpointId}-${lowerId(`${endpointId}/dns`, 8)}`;
  const zoneId = read?.zoneId ?? endpointHostedZoneId(region);
  const names: EndpointName[] = [
    { kind: 'regional', name: `${host}.${suffix}`, zoneId },
    ...zones.map(
      (zone): EndpointName => ({ kind: 'zonal', name: `${host}-${zone}.${suffix}`, zoneId, zone }),
    ),
  ];
  if (privateDns) {
    const name = `${label}.${region}.amazonaws.com`;
    const hidden = `Z${upperId(`${endpointId}/private`, 20)}`;
    names.push({ kind: 'private', name, zoneId: hidden });
    names.push({ kind: 'private-wildcard', name: `*.${name}`, zoneId: hidden });
  }
  return names;
}

/** The names of an AWS::EC2::VPCEndpoint resource; Unknown where a zone or the service is. */
export function endpointNames(resource: Resource): EndpointName[] | Unknown {
  const id = resource.id() as string;
  const service = resource.settings.text('ServiceName');
  if (isUnknown(service)) return service;
  const subnets = resource.property('SubnetIds');
  if (isUnknown(subnets)) return subnets;
  const zones: string[] = [];
  for (const subnet of Array.isArray(subnets) ? subnets : []) {
    const zone: Known<string> = isUnknown(subnet) ? subnet : resource.world.subnets.zoneOf(subnet as Value);
    if (isUnknown(zone)) return zone;
    zones.push(zone);
  }
  const privateDns = resource.settings.truth('PrivateDnsEnabled') ?? false;
  if (isUnknown(privateDns)) return privateDns;
  return namesOf(id, service ?? '', resource.scope.region, zones, privateDns, entryRead(resource));
}
