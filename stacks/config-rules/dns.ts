import { hostNameFault, unservedTopLevel } from './host-name';
import { type Finding, findDuplicates, finding, items, quote, type Rule, type SoundConfig } from './rule';

/** VPCs that one private zone can serve (aws-facts §6, doc). */
const vpcsPerZone = 300;

function checkZoneName(zone: string): Finding | undefined {
  const fault = zone.startsWith('*.') ? 'it has a wildcard' : hostNameFault(zone);
  if (fault)
    return finding(
      'CFG_ZONE_NAME',
      ['dns', 'zone'],
      `${quote(zone)} is not a domain: ${fault}`,
      'write a domain of two labels or more in lower case, e.g. corp.example',
    );
  if (!/(^|\.)(amazonaws\.com(\.cn)?|aws|amazon\.com)$/.test(zone)) return undefined;
  return finding(
    'CFG_ZONE_NAME',
    ['dns', 'zone'],
    `${quote(zone)} belongs to AWS: a zone of that name would hide AWS's own names from the VPC`,
    'use a domain of your company',
  );
}

function checkPublic({
  visibility,
  zone,
  inboundEndpoint,
  associate,
}: NonNullable<SoundConfig['dns']>): Finding[] {
  if (visibility !== 'public') return [];
  const found: Finding[] = [];
  const top = zone === undefined ? undefined : unservedTopLevel(zone);
  if (top !== undefined)
    found.push(
      finding(
        'CFG_NAME_NOT_PUBLIC',
        ['dns', 'zone'],
        `${quote(zone)} can't be a public zone: public DNS never serves ".${top}"`,
        'set visibility: private, or use a domain that your company has registered',
      ),
    );
  if (inboundEndpoint)
    found.push(
      finding(
        'CFG_PUBLIC_ZONE',
        ['dns', 'inboundEndpoint'],
        'true adds nothing to a public zone: every resolver of the data centre finds its names already',
        'remove inboundEndpoint, or set visibility: private',
      ),
    );
  if (associate && associate.length > 0)
    found.push(
      finding(
        'CFG_PUBLIC_ZONE',
        ['dns', 'associate'],
        'has VPCs, but a public zone is not associated with any',
        'remove associate, or set visibility: private',
      ),
    );
  return found;
}

function checkAssociations(config: SoundConfig): Finding[] {
  const listed = [...items(config.dns?.associate)].map(([index, value]) => ({
    path: ['dns', 'associate', index],
    value,
  }));
  const own = config.network && 'existing' in config.network ? config.network.existing?.vpc : undefined;
  const first = own === undefined ? [] : [{ path: ['network', 'existing', 'vpc'], value: own }];
  const found = findDuplicates([...first, ...listed], 'VPC');
  const total = listed.length + 1 + (config.onPremises?.simulate ? 1 : 0);
  if (total > vpcsPerZone)
    found.push(
      finding(
        'CFG_QUOTA',
        ['dns', 'associate'],
        `makes ${total} VPCs of one zone; Route 53 allows ${vpcsPerZone}`,
        'associate fewer VPCs; share a Route 53 Profile with the others',
      ),
    );
  return found;
}

/** The zone's name, and what a public or a private zone can have. */
export const checkDns: Rule = (config) => {
  const { dns } = config;
  if (!dns) return [];
  const named = dns.zone === undefined ? undefined : checkZoneName(dns.zone);
  return [...(named ? [named] : []), ...checkPublic(dns), ...checkAssociations(config)];
};
