/** What is wrong with a DNS host name, in words that follow "is not a host name:"; undefined: nothing (RFC 1123). */
export function hostNameFault(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(name)) return 'it is a URL';
  if (/[/:]/.test(name)) return 'it has a path or a port';
  if (name.endsWith('.')) return 'it ends with a dot';
  if (/[A-Z]/.test(name)) return 'it has upper-case letters';
  if (name.length > 253) return `it has ${name.length} characters, at most 253 are allowed`;
  const labels = name.split('.');
  if (labels.length < 2) return 'it has one label only';
  for (const label of labels) {
    if (label === '') return 'it has an empty label';
    if (label.length > 63)
      return `its label "${label}" has ${label.length} characters, at most 63 are allowed`;
    if (!/^[a-z0-9-]+$/.test(label)) return `its label "${label}" has other characters than a–z, 0–9 and "-"`;
    if (label.startsWith('-') || label.endsWith('-')) return `its label "${label}" begins or ends with "-"`;
  }
  return /^\d+$/.test(labels.at(-1) as string) ? 'it ends like an IP address' : undefined;
}

/** Whether a name is the zone itself or below it. */
export function isInZone(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** Whether a certificate name covers a host: exactly, or as a wildcard for one label (RFC 6125 §6.4.3). */
export function covers(certificateName: string, host: string): boolean {
  if (!certificateName.startsWith('*.')) return certificateName === host;
  return host.slice(host.indexOf('.') + 1) === certificateName.slice(2) && !host.startsWith('.');
}

/** Top-level names that public DNS never serves (RFC 2606, RFC 6761, RFC 6762, ICANN's reserved strings). */
const unservedNames = [
  'corp',
  'example',
  'home',
  'home.arpa',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localhost',
  'mail',
  'private',
  'test',
];

/** The top-level name that keeps a name out of public DNS; undefined: it may be public. */
export function unservedTopLevel(name: string): string | undefined {
  return unservedNames.find((top) => isInZone(name, top));
}
