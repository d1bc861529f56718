import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Looked } from './look';
import { here } from './places';

/** Resource types of README.md: what moto lacks, with how it is checked instead, and what its services make. */
export interface Tables {
  readonly lacking: ReadonlyMap<string, string>;
  readonly added: readonly string[];
}

/** Reads the tables of a README: rows that begin with a type, below the heading of each. */
export function readTables(text: string = readFileSync(join(here, 'README.md'), 'utf8')): Tables {
  const below = (heading: string) => text.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
  const lacking = [...below('What moto lacks').matchAll(/^\| `([\w:]+)` \| (.+?) \|$/gm)];
  const added = [...below('What the services of moto make').matchAll(/`([A-Z]\w+::\w+::\w+)`/g)];
  return {
    lacking: new Map(lacking.map(([, type = '', how = '']) => [type, how])),
    added: added.map(([, type = '']) => type).sort(),
  };
}

/** What was seen of one type in all stacks together. */
export interface Seen {
  readonly there: number;
  /** Of those that are not there: the first. */
  readonly missing?: string;
}

/** Collects what was looked for. */
export class Sightings {
  readonly types = new Map<string, Seen>();

  add(found: readonly Looked[]): void {
    for (const { type, there, why, stack, logicalId } of found) {
      const before = this.types.get(type) ?? { there: 0 };
      this.types.set(type, {
        there: before.there + (there ? 1 : 0),
        missing: before.missing ?? (there ? undefined : `${stack}/${logicalId}: ${why}`),
      });
    }
  }
}

/**
 * Where the table of what is lacking and a run differ, both ways. A type counts as deployed when every resource of it
 * is there.
 */
export function compareLacking(
  lacking: ReadonlyMap<string, string>,
  seen: ReadonlyMap<string, Seen>,
): string[] {
  const problems: string[] = [];
  for (const [type, { there, missing }] of seen) {
    if (missing !== undefined && !lacking.has(type))
      problems.push(`${type} is not listed, and lacking: ${missing}`);
    if (missing === undefined && lacking.has(type))
      problems.push(`${type} is listed as lacking, and was deployed`);
    if (there > 0 && missing !== undefined)
      problems.push(`${type} is there ${there} times, and not always: ${missing}`);
  }
  for (const type of lacking.keys())
    if (!seen.has(type)) problems.push(`${type} is listed as lacking, and no template has it`);
  return problems;
}

/** What only one of two lists has. */
export function differences(what: string, listed: readonly string[], found: readonly string[]): string[] {
  return [
    ...listed
      .filter((type) => !found.includes(type))
      .map((type) => `${type} is listed as ${what}, and is not`),
    ...found.filter((type) => !listed.includes(type)).map((type) => `${type} is not listed, and ${what}`),
  ];
}
