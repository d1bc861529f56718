import { isUnknown, type Model, type NetworkAclEntry, type Unknown } from '../../assembly/model';
import { cidrContains } from '../../ipv4';
import { indexOf } from '../model-index';
import type { Ternary } from '../ternary';
import { openSetting } from '../unresolved';
import { describeParty, type Finding, type Party } from './party';

const tcp = 6;

/**
 * Ports that a client's system chooses from: Linux's default, and the whole range for a load balancer's node.
 * A response is admitted where the network ACL admits every one of them: a client may get any.
 */
export function ephemeralPorts(client: Party): PortRange {
  return client.isNode ? { from: 1024, to: 65535 } : { from: 32768, to: 60999 };
}

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

interface Decision {
  readonly admitted: Ternary;
  /** The entry that decided; none where the implied deny did. */
  readonly entry?: NetworkAclEntry;
}

function covers(entry: NetworkAclEntry, port: number): boolean {
  return entry.protocol === -1 || (entry.protocol === tcp && entry.fromPort <= port && port <= entry.toPort);
}

/** First match in order of number; an unknown entry matters only if it would decide otherwise. */
function decidePort(
  entries: readonly NetworkAclEntry[],
  address: string,
  port: number,
  unseen: Unknown | undefined,
): Decision {
  const open: { readonly allow: boolean; readonly cause: Unknown }[] = [];
  for (const entry of entries) {
    const cause = isUnknown(entry.cidr) ? entry.cidr : openSetting(entry, /Port|Protocol|RuleAction/);
    if (cause) {
      if (isUnknown(entry.cidr) ? covers(entry, port) : cidrContains(entry.cidr, address))
        open.push({ allow: entry.allow, cause });
    } else if (covers(entry, port) && cidrContains(entry.cidr as string, address)) {
      const contrary = open.find((earlier) => earlier.allow !== entry.allow);
      return { admitted: contrary?.cause ?? entry.allow, entry };
    }
  }
  return { admitted: open.find((entry) => entry.allow)?.cause ?? unseen ?? false };
}

/** One port of each stretch that no entry divides stands for the stretch. */
function decideRange(
  entries: readonly NetworkAclEntry[],
  address: string,
  ports: PortRange,
  unseen: Unknown | undefined,
): Decision & { port: number } {
  const starts = new Set([ports.from]);
  for (const entry of entries) {
    for (const start of [entry.fromPort, entry.toPort + 1])
      if (start > ports.from && start <= ports.to) starts.add(start);
  }
  const decisions = [...starts].map((port) => ({ port, ...decidePort(entries, address, port, unseen) }));
  return (
    decisions.find((decision) => decision.admitted === false) ??
    decisions.find((decision) => isUnknown(decision.admitted)) ??
    decisions[0]!
  );
}

/** The network ACL of `own`'s subnet for packets that leave to (`egress`) or come from `peer`. */
export function checkNetworkAcl(
  model: Model,
  own: Party,
  egress: boolean,
  peer: Party,
  ports: PortRange,
  direction: Finding['direction'],
): Finding | undefined {
  // Traffic inside a subnet doesn't cross its network ACL.
  if (own.kind !== 'vpc' || (own.subnet !== undefined && own.subnet === peer.subnet)) return undefined;
  const id = own.subnet?.networkAclId;
  const acl = typeof id === 'string' ? indexOf(model).networkAcls.get(id) : undefined;
  if (!acl) {
    const cause = isUnknown(id) ? id.reason : 'it is not in the templates';
    const where = isUnknown(id) ? [id.where] : own.interface ? [own.interface.where] : [];
    const because = `the network ACL of ${describeParty(own)} is not known: ${cause}`;
    return { outcome: 'unknown', direction, code: 'NETWORK_NOT_KNOWN', because, where };
  }
  const entries = acl.entries.filter((entry) => entry.egress === egress);
  const { admitted, entry, port } = decideRange(entries, peer.address, ports, openSetting(acl, /Entr/));
  const range = ports.from === ports.to ? `${ports.from}` : `${ports.from}–${ports.to}`;
  const way = egress ? `outbound to ${peer.address}` : `inbound from ${peer.address}`;
  const rule = entry ? `rule ${entry.number}` : 'the final deny';
  const name = acl.where.logicalId;
  const where = [entry?.where ?? acl.where];
  if (admitted === true)
    return {
      outcome: 'open',
      direction,
      code: 'NETWORK_OPEN',
      because: `${rule} of ${name} admits it`,
      where,
    };
  if (isUnknown(admitted)) {
    const because = `whether ${name} admits TCP ${range} ${way} is not known: ${admitted.reason}`;
    return { outcome: 'unknown', direction, code: 'NETWORK_NOT_KNOWN', because, where: [admitted.where] };
  }
  const at = port === ports.from ? '' : ` from port ${port} on`;
  return {
    outcome: 'block',
    direction,
    code: 'SUBNET_ACL_RESTRICTION',
    because: `${rule} of ${name} denies TCP ${range} ${way}${at}`,
    where,
    fix: `Allow TCP ${direction === 'response' ? '1024–65535' : range} ${way} in ${name}`,
  };
}
