import { createHash } from 'node:crypto';

/** Priorities of rules go from 1 to 50000 (ALB guide, listener rules; doc). */
const priorities = 50_000;

/**
 * A priority for each host that stays the same whatever other hosts come and go: CloudFormation changes rules one by
 * one, and two can't share a priority meanwhile. Where two hosts meet, the later name takes the next one.
 */
export function rulePriorities(hosts: readonly string[]): ReadonlyMap<string, number> {
  const taken = new Map<number, string>();
  for (const host of [...new Set(hosts)].sort()) {
    let priority = createHash('sha256').update(host).digest().readUInt32BE(0) % priorities;
    while (taken.has(priority)) priority = (priority + 1) % priorities;
    taken.set(priority, host);
  }
  return new Map([...taken].map(([priority, host]) => [host, priority + 1]));
}
