import type { DnsRecord, HostedZone } from '../../assembly/model';
import { parentOf } from '../names';

interface ZoneNames {
  readonly records: ReadonlyMap<string, readonly DnsRecord[]>;
  /** Every name that has records, and every name above one of them: these keep a wildcard out (RFC 4592). */
  readonly nodes: ReadonlySet<string>;
}

const named = new WeakMap<HostedZone, ZoneNames>();

function namesOf(zone: HostedZone): ZoneNames {
  const known = named.get(zone);
  if (known) return known;
  const records = new Map<string, DnsRecord[]>();
  const nodes = new Set([zone.name]);
  for (const record of zone.records) {
    // Route 53 writes the star of a wildcard as \052.
    const name = record.name.replace(/^\\052\./, '*.');
    const own = records.get(name);
    if (own) own.push(record);
    else records.set(name, [record]);
    for (let node = name; node.length > zone.name.length; node = parentOf(node)) nodes.add(node);
  }
  const built = { records, nodes };
  named.set(zone, built);
  return built;
}

/** The records of a name in a zone, by itself or by a wildcard; `undefined` where the name doesn't exist. */
export function recordsAt(zone: HostedZone, name: string): readonly DnsRecord[] | undefined {
  const { records, nodes } = namesOf(zone);
  if (nodes.has(name)) return records.get(name) ?? [];
  for (let parent = parentOf(name); parent.length >= zone.name.length; parent = parentOf(parent)) {
    const wildcard = records.get(`*.${parent}`);
    if (wildcard) return wildcard;
    if (nodes.has(parent)) return undefined;
  }
  return undefined;
}
