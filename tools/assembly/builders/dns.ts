import { type DnsRecord, type HostedZone, isUnknown, type Unknown } from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';
import type { World } from '../world';
import { elementOf, required, unseen } from './element';

/** Lower case, without the last dot; Route 53 writes `*` as `\052` in its own listings. */
export function normalName(name: string): string {
  return name.toLowerCase().replace(/\.$/, '').replace('\\052', '*');
}

interface ZonedRecord {
  /** By id, or by name where the template gives a name. */
  readonly zoneId?: string;
  readonly zoneName?: string;
  readonly record: DnsRecord;
}

/** Hosted zones with the records of all stacks. */
export function buildHostedZones(world: World): HostedZone[] {
  const records = [
    ...world.ofType('AWS::Route53::RecordSet').map((one) => recordOf(one.settings, one.settings, one)),
    ...world
      .ofType('AWS::Route53::RecordSetGroup')
      .flatMap((one) => one.settings.items('RecordSets').map((item) => recordOf(item, one.settings, one))),
  ];
  // A record whose name or zone is not known may be any zone's, and any name's.
  const lost = records.filter((one) => isUnknown(one));
  const recordsOf = (id: string, name: string) =>
    records
      .filter((one): one is ZonedRecord => !isUnknown(one))
      .filter(({ zoneId, zoneName }) => (zoneId === undefined ? zoneName === name : zoneId === id))
      .map(({ record }) => record);

  const created = world.ofType('AWS::Route53::HostedZone').map((resource): HostedZone => {
    const name = required(resource, 'Name');
    const plainName = isUnknown(name) ? resource.seed : normalName(name);
    const vpcs = resource.settings.items('VPCs');
    if (isUnknown(name)) resource.settings.keep(name);
    for (const unknown of lost) resource.settings.keep(unknown);
    return {
      id: resource.key,
      name: plainName,
      private: vpcs.length > 0,
      vpcIds: vpcs.flatMap((vpc) => vpc.text('VPCId') ?? []),
      records: recordsOf(resource.key, plainName),
      ...elementOf(resource),
    };
  });
  const existing = world.metadata.zones.map(
    ({ id, name, vpcs = [], where, private: isPrivate }): HostedZone => ({
      id,
      name: normalName(name),
      private: isPrivate,
      vpcIds: vpcs,
      records: recordsOf(id, normalName(name)),
      where,
      unresolved: [unseen(world, `records that zone ${name} has already are in no template`, where), ...lost],
    }),
  );
  return [...created, ...existing];
}

function recordOf(own: Settings, group: Settings, resource: Resource): ZonedRecord | Unknown {
  const zoneId = own.literal('HostedZoneId') ?? group.literal('HostedZoneId');
  const zoneName = own.literal('HostedZoneName') ?? group.literal('HostedZoneName');
  const name = own.literal('Name');
  if (name === undefined || (zoneId === undefined && zoneName === undefined)) {
    const cause = own.unresolved[0]?.reason ?? 'it has no name or no zone';
    return resource.world.unknown(`record ${resource.logicalId} is not known: ${cause}`, resource.where);
  }
  const alias = own.nested('AliasTarget');
  const where = own === group ? resource.where : own.where;
  const ttl = own.number('TTL');
  return {
    zoneId,
    zoneName: zoneName && normalName(zoneName),
    record: {
      name: normalName(name),
      type: own.literal('Type') ?? 'A',
      ...(ttl === undefined ? {} : { ttl }),
      values: own.texts('ResourceRecords'),
      ...(own.has('AliasTarget') ? { alias: aliasOf(alias) } : {}),
      where,
      ...(own.unresolved.length > 0 ? { unresolved: own.unresolved } : {}),
    },
  };
}

function aliasOf(settings: Settings): NonNullable<DnsRecord['alias']> {
  const missing = (name: string) => settings.world.unknown(`${name} is missing`, settings.at(name));
  const target = settings.text('DNSName') ?? missing('DNSName');
  return {
    dnsName: isUnknown(target) ? target : normalName(target),
    hostedZoneId: settings.text('HostedZoneId') ?? missing('HostedZoneId'),
    evaluateTargetHealth: settings.flag('EvaluateTargetHealth') ?? false,
  };
}
