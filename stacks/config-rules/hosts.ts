import { hostNameFault, isInZone } from './host-name';
import { type Finding, finding, items, quote, type Rule } from './rule';

function checkHost(
  path: readonly (string | number)[],
  host: string,
  zone: string | undefined,
): Finding | undefined {
  if (host.includes('*'))
    return finding(
      'CFG_HOST_WILDCARD',
      path,
      `${quote(host)} is a wildcard`,
      'give each API its own host, or one host and a basePath each; the certificate may have a wildcard',
    );
  const fault = hostNameFault(host);
  if (fault) {
    const bare = host
      .toLowerCase()
      .replace(/^[a-z]+:\/\/|[/:].*$/g, '')
      .replace(/\.$/, '');
    return finding(
      'CFG_HOST_NAME',
      path,
      `${quote(host)} is not a host name: ${fault}`,
      hostNameFault(bare)
        ? `write a name in lower case, e.g. pay.${zone ?? 'corp.example'}`
        : `write ${bare}`,
    );
  }
  if (zone === undefined || hostNameFault(zone) || isInZone(host, zone)) return undefined;
  return finding(
    'CFG_UNKNOWN_HOST',
    path,
    `${quote(host)} is outside zone ${quote(zone)}`,
    `use a name under ${zone}, or change dns.zone`,
  );
}

/** Hosts are names of the zone: the zone's own name (an alias at the apex) or one below it. */
export const checkHosts: Rule = ({ apis, dns }) =>
  [...items(apis)].flatMap(([index, { host }]) =>
    host === undefined ? [] : (checkHost(['apis', index, 'host'], host, dns?.zone) ?? []),
  );
