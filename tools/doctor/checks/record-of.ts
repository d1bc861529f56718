import type { ResourceRecordSet } from '@aws-sdk/client-route-53';
import type { Ward } from '../check';
import { NotKnown } from '../finding';

/** A DNS name without its last dot, in lower case. */
export const bare = (name = ''): string => name.replace(/\.$/, '').toLowerCase();

/**
 * The A record of a name. Route 53 answers with the next one in its order where there is none.
 * @throws NotKnown where it can't be read, or the zone is not there
 */
export async function recordOf(
  { facts }: Pick<Ward, 'facts'>,
  zoneId: string,
  name: string,
): Promise<ResourceRecordSet | undefined> {
  const answer = await facts.read('route53:ListResourceRecordSets', {
    HostedZoneId: zoneId,
    StartRecordName: name,
    StartRecordType: 'A',
    MaxItems: 1,
  });
  if (!answer) throw new NotKnown('RESOURCE_MISSING', `Route 53 has no zone ${zoneId}`);
  const [record] = answer.ResourceRecordSets ?? [];
  return record?.Type === 'A' && bare(record.Name) === name ? record : undefined;
}
