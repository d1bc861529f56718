import { type Finding, findDuplicates, finding, guess, items, quote, type Rule } from './rule';

/** Regions of the partitions aws, aws-us-gov and aws-cn, for guesses. A newer one passes by its form. */
const regions =
  `af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2
  ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 ap-southeast-7
  ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3
  il-central-1 me-central-1 me-south-1 mx-central-1 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2
  us-gov-east-1 us-gov-west-1 cn-north-1 cn-northwest-1`.split(/\s+/);

const regionForm =
  /^(af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-(central|east|north|northeast|northwest|south|southeast|southwest|west)-\d{1,2}$/;

export function isRegion(name: string): boolean {
  return regionForm.test(name);
}

function checkZone(path: readonly (string | number)[], zone: string, region: string): Finding | undefined {
  if (zone === `${region}${zone.at(-1)}` && /[a-z]$/.test(zone)) return undefined;
  const fix = `write the region and one letter, e.g. ${region}a`;
  if (/-wlz?\d?-|-wl\d/.test(zone))
    return finding(
      'CFG_ZONE',
      path,
      `${quote(zone)} is a Wavelength Zone: it has no Network Load Balancer`,
      fix,
    );
  if (/^[a-z]+(-gov)?-[a-z]+-\d+-[a-z]+-\d+[a-z]$/.test(zone))
    return finding(
      'CFG_ZONE',
      path,
      `${quote(zone)} is a Local Zone: API Gateway has no endpoint there`,
      fix,
    );
  if (/^[a-z0-9]+-az\d+$/.test(zone))
    return finding('CFG_ZONE', path, `${quote(zone)} is a zone id, not a zone name`, fix);
  if (/^[a-z]+(-gov)?-[a-z]+-\d+[a-z]$/.test(zone))
    return finding('CFG_ZONE', path, `${quote(zone)} is not a zone of region ${quote(region)}`, fix);
  return finding('CFG_ZONE', path, `${quote(zone)} is not the name of an Availability Zone`, fix);
}

/** The region exists, and the zones are its own, each once. */
export const checkRegion: Rule = ({ region, zones }) => {
  const found: Finding[] = [];
  if (region !== undefined && !isRegion(region)) {
    const zoned = region.replace(/[a-z]$/, '');
    const near = isRegion(zoned) ? zoned : guess(region, regions);
    found.push(
      finding(
        'CFG_REGION',
        ['region'],
        `${quote(region)} is not an AWS region`,
        near === undefined ? 'write a region such as eu-west-1' : `did you mean ${quote(near)}?`,
      ),
    );
  }
  const named = [...items(zones)].map(([index, value]) => ({ path: ['zones', index], value }));
  if (region !== undefined && isRegion(region))
    found.push(...named.flatMap(({ path, value }) => checkZone(path, value, region) ?? []));
  return [...found, ...findDuplicates(named, 'zone')];
};
