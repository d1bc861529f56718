import { z } from 'zod';
import { type ConfigPath, type Finding, finding, guess, quote, suggest } from '../config-rules/rule';
import { chooseBranch, keysOf, schemaAt, unwrap } from './branch';
import {
  explainEmpty,
  explainFormat,
  explainMissing,
  explainSize,
  explainType,
  type Issue,
  type Subject,
  valueAt,
} from './value-issues';

function explainUnknown(keys: readonly string[], path: ConfigPath, subject: Subject): Finding[] {
  const schema = schemaAt(subject.schema, path, subject.value);
  const inner = schema && unwrap(schema);
  const branch = inner instanceof z.ZodUnion ? chooseBranch(inner, valueAt(subject.value, path)) : undefined;
  const allowed = keysOf(branch?.kind === 'one' ? branch.schema : (inner ?? subject.schema));
  return keys.map((key) =>
    finding('CFG_UNKNOWN_KEY', [...path, key], 'is not a setting', suggest(key, allowed, 'allowed here:')),
  );
}

/** A form of a union as the fix shows it: `{ arn, names }`, `unreachable`, `text`. */
function formOf(option: z.core.$ZodType): string {
  if (option instanceof z.ZodLiteral) return String(option.value);
  if (option instanceof z.ZodArray) return 'a list';
  if (!(option instanceof z.ZodObject)) return 'text';
  const needed = Object.entries(option.shape).filter(
    ([, child]) => !(child instanceof z.ZodOptional || child instanceof z.ZodDefault),
  );
  return `{ ${needed.map(([key]) => key).join(', ')} }`;
}

function explainUnion(union: z.ZodUnion, path: ConfigPath, subject: Subject): Finding[] {
  const value = valueAt(subject.value, path);
  if (value === undefined) return [explainMissing(path, subject)];
  const fix = `write ${union.options.map((option) => formOf(unwrap(option))).join(' or ')}`;
  const branch = chooseBranch(union, value);
  if (branch.kind === 'one') {
    const parsed = z.safeParse(branch.schema, value);
    return (parsed.error?.issues ?? []).flatMap((issue) =>
      explain({ ...issue, path: [...path, ...issue.path] } as Issue, subject, path.length + 1),
    );
  }
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const listed = keys.join(', ').replace(/, ([^,]*)$/, ' and $1');
  if (branch.kind === 'mixed') return [finding('CFG_CHOICE', path, `mixes two forms: it has ${listed}`, fix)];
  if (value === null || (typeof value === 'object' && keys.length === 0))
    return [finding('CFG_CHOICE', path, 'is empty', fix)];
  const has = keys.length > 0 ? `has ${listed}` : quote(value);
  return [finding('CFG_CHOICE', path, `${has}${keys.length > 0 ? ', which' : ''} is none of its forms`, fix)];
}

/** The union nearest the root on the way to an issue: which of its forms was meant decides what is told. */
function unionOnTheWay(path: ConfigPath, subject: Subject, from: number) {
  for (let depth = from; depth <= path.length; depth++) {
    const at = path.slice(0, depth);
    const schema = schemaAt(subject.schema, at, subject.value);
    const union = schema && unwrap(schema);
    if (union instanceof z.ZodUnion) return { union, at };
  }
  return undefined;
}

/** @param from depth of the path below which unions are already decided */
function explain(issue: Issue, subject: Subject, from = 0): Finding[] {
  const path = issue.path as ConfigPath;
  const meant = unionOnTheWay(path, subject, from);
  if (meant) return explainUnion(meant.union, meant.at, subject);
  const value = valueAt(subject.value, path);
  switch (issue.code) {
    case 'invalid_type':
      return [explainType(path, issue.expected, subject)];
    case 'unrecognized_keys':
      return explainUnknown(issue.keys, path, subject);
    case 'too_small':
    case 'too_big':
      return [explainSize(issue, path, subject)];
    case 'invalid_key':
      return [explainFormat(path, '', issue.issues[0]?.message ?? issue.message, 'rename it to')];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      if (value === null) return [explainEmpty(path, subject, `use one of ${allowed.join(', ')}`)];
      // Numbers are near each other otherwise than words are.
      const written = typeof value === 'number' ? subject.sourceOf(path) : undefined;
      const listed =
        typeof value === 'number' ? `use one of ${allowed.join(', ')}` : suggest(String(value), allowed);
      const fix = allowed.includes(written ?? '') ? `put it in quotes: "${written}"` : listed;
      return [finding('CFG_VALUE', path, `${quote(value)} is not allowed`, fix)];
    }
    default:
      return [explainFormat(path, quote(value), issue.message, 'write')];
  }
}

/** What the schema refuses, in words. A missing key that an unknown one was probably meant for is not told twice. */
export function explainIssues(issues: readonly Issue[], subject: Subject): Finding[] {
  const told = new Set<string>();
  const found = issues
    .flatMap((issue) => explain(issue, subject))
    .filter(({ code, what }) => !told.has(`${code} ${what}`) && told.add(`${code} ${what}`));
  const parentOf = ({ path }: Finding) => JSON.stringify(path.slice(0, -1));
  const misspelt = found.filter(({ code }) => code === 'CFG_UNKNOWN_KEY');
  const isMisspelt = (missing: Finding) =>
    misspelt.some((unknown) => {
      const wanted = String(missing.path.at(-1));
      return (
        parentOf(unknown) === parentOf(missing) && guess(String(unknown.path.at(-1)), [wanted]) === wanted
      );
    });
  return found.filter((one) => one.code !== 'CFG_MISSING' || !isMisspelt(one));
}
