import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './child';
import { assemblyOf, type Environment } from './environments';
import { here } from './places';

/** A finding of cfn-lint that is not one here. */
interface Accepted {
  readonly rule: string;
  readonly type: string;
  readonly property: string;
  /** Why it is right as it is. */
  readonly because: string;
}

/** What cfn-lint says: the members that are read. */
interface Finding {
  readonly Filename: string;
  readonly Message: string;
  readonly Rule: { readonly Id: string };
  readonly Location: { readonly Path: readonly (string | number)[] | null };
}

/**
 * Runs cfn-lint on templates, each error and warning of it a problem unless cfn-lint.json accepts that rule for that
 * property of that type. What is accepted and never found is a problem too.
 * @param complete all templates are there, so that an acceptance which nothing needs is a problem
 * @returns problems, none if all is well
 */
export async function lintTemplates(
  cfnLint: string,
  templates: readonly string[],
  complete: boolean,
): Promise<string[]> {
  const options = { env: { PATH: process.env.PATH }, limit: 300 };
  const args = ['--format', 'json', '--non-zero-exit-code', 'none', '--template', ...templates];
  const { stdout } = await run(cfnLint, args, options);
  const accepted = JSON.parse(readFileSync(join(here, 'cfn-lint.json'), 'utf8')) as Accepted[];
  const { problems, idle } = judge(JSON.parse(stdout || '[]') as Finding[], accepted, typeIn);
  return [...problems, ...(complete ? idle : [])];
}

/** Findings that nothing accepts, and acceptances that nothing needs. */
export function judge(
  findings: readonly Finding[],
  accepted: readonly Accepted[],
  typeOf: (template: string, logicalId: string) => string | undefined,
): { readonly problems: readonly string[]; readonly idle: readonly string[] } {
  const used = new Set<Accepted>();
  const problems = findings.flatMap(({ Filename, Message, Rule, Location }) => {
    const [section, logicalId, , property] = (Location.Path ?? []).map(String);
    const type = section === 'Resources' ? typeOf(Filename, logicalId ?? '') : undefined;
    const match = accepted.find(
      (one) => one.rule === Rule.Id && one.type === type && one.property === property,
    );
    if (match) used.add(match);
    return match ? [] : [`${Rule.Id} ${Filename} ${(Location.Path ?? []).join('/')}: ${Message}`];
  });
  const idle = accepted.filter((one) => !used.has(one));
  return {
    problems,
    idle: idle.map(
      ({ rule, type, property }) => `${rule} of ${type} ${property} is accepted and never found`,
    ),
  };
}

/** Templates that a run synthesized. */
export function templatesOf(chosen: readonly Environment[]): string[] {
  return chosen.flatMap((environment) => {
    const assembly = assemblyOf(environment);
    const files = existsSync(assembly) ? readdirSync(assembly) : [];
    return files.filter((file) => file.endsWith('.template.json')).map((file) => join(assembly, file));
  });
}

const read = new Map<string, Record<string, { Type: string }>>();

function typeIn(template: string, logicalId: string): string | undefined {
  const resources = read.get(template) ?? JSON.parse(readFileSync(template, 'utf8')).Resources;
  read.set(template, resources);
  return resources[logicalId]?.Type;
}
