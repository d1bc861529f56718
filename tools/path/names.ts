/** DNS names and the certificate names that cover them. */

/** Lower case, without the last dot: names compare so (RFC 4343). */
export function normalizeName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.') ? lower.slice(0, -1) : lower;
}

/** Whether the name is the zone's apex or below it. Both normalized. */
export function isInZone(name: string, zone: string): boolean {
  return name === zone || name.endsWith(`.${zone}`);
}

/** The name without its first label; empty at the top. */
export function parentOf(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

/** How a certificate covers a host. A wildcard stands for exactly one label (RFC 9525 §6.3). */
export function coverage(names: readonly string[], host: string): 'exact' | 'wildcard' | 'none' {
  const wanted = normalizeName(host);
  const wildcard = `*.${parentOf(wanted)}`;
  let best: 'wildcard' | 'none' = 'none';
  for (const name of names) {
    const own = normalizeName(name);
    if (own === wanted) return 'exact';
    if (own === wildcard) best = 'wildcard';
  }
  return best;
}

export function covers(names: readonly string[], host: string): boolean {
  return coverage(names, host) !== 'none';
}
