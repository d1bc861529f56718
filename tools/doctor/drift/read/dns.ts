import type { ResourceRecordSet, VPCRegion } from '@aws-sdk/client-route-53';
import { normalName } from '../../../assembly/builders/dns';
import type { Facts } from '../../read';
import { isRead, type Read, type ZoneFacts } from '../snapshot';
import { told } from './told';

export interface ZonesWanted {
  /** Zones of the stacks, and those that hybrid.yaml names. */
  readonly ids: readonly string[];
  readonly vpcIds: readonly string[];
  /** Names that callers resolve: of the other zones that a VPC sees, those that cover none of them are left out. */
  readonly names: readonly string[];
  readonly region: string;
  readonly account: string;
}

/** Asks Route 53 for zones, their VPCs and their records. */
export async function readZones(facts: Facts, wanted: ZonesWanted): Promise<Read<readonly ZoneFacts[]>> {
  const seen = await told(
    Promise.all(
      wanted.vpcIds.map(async (VPCId) => {
        const answer = await facts.read('route53:ListHostedZonesByVPC', {
          VPCId,
          VPCRegion: wanted.region as VPCRegion,
        });
        return (answer?.HostedZoneSummaries ?? []).map((summary) => ({ VPCId, ...summary }));
      }),
    ),
  );
  if (!isRead(seen)) return seen;
  const covers = (zone: string) => wanted.names.some((name) => name === zone || name.endsWith(`.${zone}`));
  const others = seen
    .flat()
    // A zone of a service is the private DNS of an endpoint, which the endpoint's own setting tells.
    .filter(({ Owner }) => Owner?.OwningService === undefined)
    .filter(
      ({ HostedZoneId = '', Name = '' }) => !wanted.ids.includes(HostedZoneId) && covers(normalName(Name)),
    );
  const mine = others.filter(({ Owner }) => (Owner?.OwningAccount ?? wanted.account) === wanted.account);
  const foreign = others.filter((one) => !mine.includes(one));
  const ids = [...new Set([...wanted.ids, ...mine.map(({ HostedZoneId = '' }) => HostedZoneId)])];
  const zones = await told(Promise.all(ids.map((id) => zoneOf(facts, id))));
  if (!isRead(zones)) return zones;
  return [
    ...zones.flatMap((one) => one ?? []),
    ...foreign.map(
      ({ HostedZoneId, Name, VPCId, Owner }): ZoneFacts => ({
        zone: { Id: HostedZoneId, Name, CallerReference: undefined },
        vpcs: [{ VPCId, VPCRegion: wanted.region as VPCRegion }],
        records: { notRead: `zone ${Name} is of account ${Owner?.OwningAccount}` },
      }),
    ),
  ];
}

async function zoneOf(facts: Facts, Id: string): Promise<ZoneFacts | undefined> {
  const answer = await facts.read('route53:GetHostedZone', { Id });
  if (!answer?.HostedZone) return undefined;
  return { zone: answer.HostedZone, vpcs: answer.VPCs ?? [], records: await told(recordsOf(facts, Id)) };
}

async function recordsOf(facts: Facts, HostedZoneId: string): Promise<readonly ResourceRecordSet[]> {
  const all: ResourceRecordSet[] = [];
  let page = await facts.read('route53:ListResourceRecordSets', { HostedZoneId });
  while (page) {
    all.push(...(page.ResourceRecordSets ?? []));
    if (!page.IsTruncated) break;
    page = await facts.read('route53:ListResourceRecordSets', {
      HostedZoneId,
      StartRecordName: page.NextRecordName,
      StartRecordType: page.NextRecordType,
      StartRecordIdentifier: page.NextRecordIdentifier,
    });
  }
  return all;
}
