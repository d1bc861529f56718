import type { HostedZoneSummary } from '@aws-sdk/client-route-53';
import type { Check, Ward } from '../check';
import { type Draft, each, pass, stop, unknown } from '../finding';
import { zoneOf } from '../places';
import { hostsOf } from '../stacks';
import { bare, recordOf } from './record-of';
import { viewersOf } from './zone';

/** Whether a VPC asks the one zone rather than the other for a host: the narrower one that fits it (aws-facts §6). */
function shadows(
  { Name = '', HostedZoneId }: HostedZoneSummary,
  host: string,
  zone: { id: string; name: string; isPrivate: boolean },
): boolean {
  const name = bare(Name);
  if (HostedZoneId === zone.id || !`.${host}`.endsWith(`.${name}`)) return false;
  return zone.isPrivate ? name.length > zone.name.length : true;
}

const shadowed: Check = {
  name: 'zone-shadows',
  hop: 'dns',
  asks: 'Does no other private zone that a VPC sees take the hosts away?',
  reads: ['route53:ListHostedZonesByVPC', 'route53:ListResourceRecordSets'],
  run: async (ward) => {
    const { env, facts } = ward;
    const { zone: zoneName, visibility } = env.config.dns;
    const own = { id: zoneOf(env).id, name: zoneName, isPrivate: visibility === 'private' };
    const hosts = hostsOf(env.config);
    return each(
      viewersOf(ward),
      ({ name }) => name,
      async ({ name, vpc }): Promise<readonly Draft[]> => {
        const found = vpc();
        const id = found?.id ?? '';
        const zones =
          (
            await facts.read('route53:ListHostedZonesByVPC', {
              VPCId: id,
              VPCRegion: env.region as 'eu-west-1',
            })
          )?.HostedZoneSummaries ?? [];
        const pairs = hosts.flatMap((host) =>
          zones.filter((one) => shadows(one, host.name, own)).map((zone) => ({ host: host.name, zone })),
        );
        if (pairs.length === 0)
          return [
            pass(id, `no other zone that ${name} sees fits a host`, {
              evidence: { zones: zones.map(({ Name }) => bare(Name)) },
              where: [found?.where],
            }),
          ];
        return each(
          pairs,
          ({ host }) => host,
          ({ host, zone }) => inShadow(ward, host, zone, own.id, name),
        );
      },
    );
  },
};

async function inShadow(
  ward: Ward,
  host: string,
  { HostedZoneId = '', Name, Owner }: HostedZoneSummary,
  ownId: string,
  viewer: string,
): Promise<Draft> {
  const evidence = {
    zone: HostedZoneId,
    name: bare(Name),
    owner: Owner?.OwningAccount ?? Owner?.OwningService,
  };
  const where = [zoneOf(ward.env).where];
  const isOwn = Owner?.OwningService === undefined && Owner?.OwningAccount === ward.env.account;
  if (!isOwn)
    return unknown(
      'ZONE_SHADOWED_BY_ANOTHER',
      host,
      `${viewer} asks zone ${HostedZoneId} (${bare(Name)}) of ${evidence.owner} for it`,
      { evidence, where },
    );
  const [theirs, ours] = await Promise.all([recordOf(ward, HostedZoneId, host), recordOf(ward, ownId, host)]);
  if (!theirs)
    return stop(
      'ZONE_SHADOWED_BY_ANOTHER',
      host,
      `${viewer} asks zone ${HostedZoneId} (${bare(Name)}) for it, which has no such record`,
      { evidence, where },
    );
  const same =
    bare(theirs.AliasTarget?.DNSName) === bare(ours?.AliasTarget?.DNSName) &&
    theirs.AliasTarget !== undefined;
  if (same)
    return pass(host, `zone ${HostedZoneId} (${bare(Name)}) answers ${viewer}, and leads to the same`, {
      evidence,
      where,
    });
  return stop(
    'ZONE_SHADOWED_BY_ANOTHER',
    host,
    `${viewer} asks zone ${HostedZoneId} (${bare(Name)}) for it, which leads elsewhere`,
    { evidence, where },
  );
}

export const shadowChecks: readonly Check[] = [shadowed];
