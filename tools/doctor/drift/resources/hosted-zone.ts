import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import { normalName } from '../../../assembly/builders/dns';
import { type LiveDraft, type LiveResource, stackOf, textOf } from '../live-draft';
import { isRead, type Snapshot } from '../snapshot';

const type = 'AWS::Route53::HostedZone';
const recordTypes = ['AWS::Route53::RecordSet', 'AWS::Route53::RecordSetGroup'];

/** Zones that the VPCs see, whoever made them, with every record. */
export function hostedZones(draft: LiveDraft, { zones: read }: Snapshot): void {
  if (!draft.has(read, [type, ...recordTypes])) return;
  for (const { id } of draft.world.metadata.zones) draft.took(id);
  const idOf = (id = '') => id.replace('/hostedzone/', '');
  const owner = (id: string) =>
    draft.declaredOf(type).find(({ physical }) => physical.id === id)?.scope.name ??
    draft.world.metadata.zones.find((one) => one.id === id)?.where.stack ??
    stackOf(draft, type, id);
  const isDeclared = (id: string) => draft.declaredOf(type).some(({ physical }) => physical.id === id);
  // Without its records a zone would answer that a name is not there.
  const opaque = read.filter(({ zone, records }) => !isRead(records) && !isDeclared(idOf(zone.Id)));
  for (const { zone, vpcs } of opaque)
    draft.state('zones', {
      id: idOf(zone.Id),
      name: normalName(zone.Name ?? ''),
      private: vpcs.length > 0,
      vpcs: vpcs.map(({ VPCId }) => VPCId),
    });
  draft.put(
    type,
    read
      .filter((one) => !opaque.includes(one))
      .map(({ zone, vpcs }) => {
        const id = idOf(zone.Id);
        return {
          key: id,
          stack: owner(id),
          properties: {
            Name: normalName(zone.Name ?? ''),
            VPCs: vpcs.map(({ VPCId, VPCRegion }) => ({ VPCId, VPCRegion })),
          },
          physical: { id },
        };
      }),
  );
  const unread = new Map<string, string>();
  const live = read.flatMap(({ zone, records }) => {
    const id = idOf(zone.Id);
    if (isRead(records))
      return records
        .filter((record) => !isOfTheZoneItself(record, zone.Name))
        .map((record) => recordOf(record, id, owner(id)));
    unread.set(id, records.notRead);
    draft.mark(id, records.notRead, ['dns']);
    return [];
  });
  draft.put('AWS::Route53::RecordSet', live, (resource) => {
    const zone = textOf(resource, 'HostedZoneId') ?? '';
    if (unread.has(zone)) {
      draft.leaveOne(resource, unread.get(zone) ?? '');
      return undefined;
    }
    return recordKey(
      zone,
      textOf(resource, 'Name') ?? '',
      textOf(resource, 'Type') ?? 'A',
      textOf(resource, 'SetIdentifier'),
    );
  });
  // Their records are among those of the zones.
  if (unread.size === 0)
    for (const group of draft.declaredOf('AWS::Route53::RecordSetGroup')) draft.remove(group);
}

function isOfTheZoneItself({ Name = '', Type }: ResourceRecordSet, zone = ''): boolean {
  return (Type === 'NS' || Type === 'SOA') && normalName(Name) === normalName(zone);
}

function recordKey(zone: string, name: string, type: string, set = ''): string {
  return `${zone} ${normalName(name)} ${type} ${set}`;
}

function recordOf(record: ResourceRecordSet, zone: string, stack: string): LiveResource {
  const { Name = '', Type = 'A', TTL, SetIdentifier, ResourceRecords = [], AliasTarget } = record;
  return {
    key: recordKey(zone, Name, Type, SetIdentifier),
    stack,
    properties: {
      HostedZoneId: zone,
      Name: normalName(Name),
      Type,
      ...(TTL === undefined ? {} : { TTL: String(TTL) }),
      ...(SetIdentifier === undefined ? {} : { SetIdentifier }),
      ...(ResourceRecords.length > 0 ? { ResourceRecords: ResourceRecords.map(({ Value }) => Value) } : {}),
      ...(AliasTarget
        ? {
            AliasTarget: {
              DNSName: normalName(AliasTarget.DNSName ?? ''),
              HostedZoneId: AliasTarget.HostedZoneId,
              EvaluateTargetHealth: AliasTarget.EvaluateTargetHealth ?? false,
            },
          }
        : {}),
    },
  };
}
