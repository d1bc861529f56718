import { defaultQuotas } from '../config-schema';
import { covers, hostNameFault, unservedTopLevel } from './host-name';
import { isRegion } from './region';
import {
  type ConfigPath,
  type Finding,
  findDuplicates,
  finding,
  items,
  quote,
  type Rule,
  type SoundConfig,
} from './rule';

/** A certificate's first name is its Common Name too: at most 64 characters (RFC 5280). */
const commonNameLength = 64;

/** Names on one certificate at the most, when the quota is raised (aws-facts §3.5, doc). */
const certificateNamesRaised = 100;

interface Names {
  readonly path: ConfigPath;
  readonly names: readonly (string | undefined)[];
  /** Requested here, and so subject to ACM's own rules and to public validation. */
  readonly requested: boolean;
}

function namesOf({ certificate }: SoundConfig): Names | undefined {
  if (!certificate) return undefined;
  if ('validate' in certificate)
    return certificate.validate?.names
      ? { path: ['certificate', 'validate', 'names'], names: certificate.validate.names, requested: true }
      : undefined;
  return 'names' in certificate && certificate.names
    ? { path: ['certificate', 'names'], names: certificate.names, requested: false }
    : undefined;
}

function checkName(path: ConfigPath, name: string): Finding | undefined {
  const fault = hostNameFault(name.replace(/^\*\./, ''));
  if (!fault) return undefined;
  return finding(
    'CFG_CERTIFICATE_NAME',
    path,
    `${quote(name)} is not a certificate name: ${name.includes('*') && !name.startsWith('*.') ? 'a wildcard stands for the whole first label only' : fault}`,
    'write a host name, or a wildcard such as "*.corp.example"',
  );
}

function checkNames({ path, names, requested }: Names, raised: number | undefined): Finding[] {
  const listed = [...items(names)].map(([index, value]) => ({ path: [...path, index], value }));
  const most = requested ? (raised ?? defaultQuotas.certificateNames) : certificateNamesRaised;
  const found = listed.flatMap((name) => checkName(name.path, name.value) ?? []);
  if (names.length > most)
    found.push(
      finding(
        'CFG_QUOTA',
        path,
        `has ${names.length} names; one ACM certificate has at most ${most}`,
        'use a wildcard such as "*.corp.example", or have the quota raised and set quotas.certificateNames',
      ),
    );
  const first = names[0];
  if (requested && first !== undefined && first.length > commonNameLength)
    found.push(
      finding(
        'CFG_CERTIFICATE_NAME',
        [...path, 0],
        `${quote(first)} has ${first.length} characters; the first name has at most ${commonNameLength}`,
        'put a shorter name first, such as a wildcard',
      ),
    );
  return [...found, ...findDuplicates(listed, 'name')];
}

/** ACM looks for the validation record in public DNS, never in a private zone (aws-facts §3.5, doc). */
function checkValidation({ certificate, dns }: SoundConfig): Finding[] {
  const validate = certificate && 'validate' in certificate ? certificate.validate : undefined;
  if (!validate) return [];
  const found = [...items(validate.names)].flatMap(([index, name]) => {
    const top = unservedTopLevel(name.replace(/^\*\./, ''));
    if (top === undefined || hostNameFault(name.replace(/^\*\./, ''))) return [];
    return finding(
      'CFG_NAME_NOT_PUBLIC',
      ['certificate', 'validate', 'names', index],
      `${quote(name)} can't be validated: ACM looks in public DNS, which never serves ".${top}"`,
      'use a domain that your company has registered, or import a certificate (or issue it from AWS Private CA) and give its arn',
    );
  });
  if (validate.zone !== undefined && validate.zone === dns?.existing && dns.visibility === 'private')
    found.push(
      finding(
        'CFG_NAME_NOT_PUBLIC',
        ['certificate', 'validate', 'zone'],
        `${quote(validate.zone)} is the private zone of dns.existing: ACM looks in public DNS and would wait for ever`,
        'give the public hosted zone of the domain, or leave zone out and add the records by hand',
      ),
    );
  return found;
}

function checkPlace({ certificate, region, account: own, accounts }: SoundConfig): Finding[] {
  const account = accounts?.hub?.id ?? own;
  const arn = certificate && 'arn' in certificate ? certificate.arn : undefined;
  if (arn === undefined) return [];
  const [, , , arnRegion, arnAccount] = arn.split(':');
  const found: Finding[] = [];
  if (region !== undefined && isRegion(region) && arnRegion !== region)
    found.push(
      finding(
        'CFG_CERTIFICATE_PLACE',
        ['certificate', 'arn'],
        `${quote(arn)} is in region ${quote(arnRegion)}; the load balancer is in ${quote(region)}`,
        `use a certificate in ${region}: load balancer and custom domains take no other (import it there)`,
      ),
    );
  if (account !== undefined && arnAccount !== account)
    found.push(
      finding(
        'CFG_CERTIFICATE_PLACE',
        ['certificate', 'arn'],
        `${quote(arn)} is in account ${quote(arnAccount)}; account is ${quote(account)}`,
        'use a certificate of the account that is deployed to',
      ),
    );
  return found;
}

function checkCoverage({ names, path }: Names, { apis }: SoundConfig): Finding[] {
  const sound = [...items(names)].map(([, name]) => name);
  if (sound.length < names.length) return [];
  const uncovered = new Map<string, number>();
  for (const [index, { host }] of items(apis))
    if (host !== undefined && !hostNameFault(host) && !sound.some((name) => covers(name, host)))
      if (!uncovered.has(host)) uncovered.set(host, index);
  return [...uncovered].map(([host, index]) =>
    finding(
      'CFG_CERTIFICATE_COVERAGE',
      ['apis', index, 'host'],
      `${quote(host)} is not on the certificate, which has ${sound.join(', ')}; a wildcard stands for one label`,
      `use a certificate that has ${host} or *.${host.slice(host.indexOf('.') + 1)} and list it in ${path.join('.')}, or change the host`,
    ),
  );
}

/** The certificate's names, its region and account, whether it can be validated, and the hosts it must cover. */
export const checkCertificates: Rule = (config) => {
  const names = namesOf(config);
  return [
    ...checkPlace(config),
    ...checkValidation(config),
    ...(names
      ? [...checkNames(names, config.quotas?.certificateNames), ...checkCoverage(names, config)]
      : []),
  ];
};
