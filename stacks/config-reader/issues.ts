import { z } from 'zod';
import { type ConfigPath, type Finding, finding, guess, quote, suggest } from '../config-rules/rule';
import { chooseBranch, keysOf, schemaAt, unwrap } from './branch';

/** What an explanation may look at: the schema, the value, and the text of a scalar as written. */
export interface Subject {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
  sourceOf(path: ConfigPath): string | undefined;
}

type Issue = z.core.$ZodIssue;

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return kinds.array as string;
  if (value === null) return 'empty';
  return kinds[typeof value] ?? typeof value;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, part) => (inner as Record<PropertyKey, unknown> | null)?.[part], value);
}

function explainType(issue: Issue & { code: 'invalid_type' }, path: ConfigPath, subject: Subject): Finding {
  const value = valueAt(subject.value, path);
  const schema = schemaAt(subject.schema, path, subject.value);
  const means = schema && z.globalRegistry.get(schema)?.description;
  const expected = kinds[issue.expected] ?? issue.expected;
  if (value === undefined)
    return finding(
      'CFG_MISSING',
      path,
      'is missing',
      `add ${String(path.at(-1))}${means ? `: ${means}` : `, ${expected}`}`,
    );
  if (value === null) return finding('CFG_TYPE', path, 'is empty', `write ${expected}, or remove the key`);
  const scalar = typeof value !== 'object';
  const written = scalar ? (subject.sourceOf(path) ?? String(value)) : '';
  const shown = typeof value === 'string' ? quote(value) : written;
  const what = `${shown} is ${value === null ? 'empty' : kindOf(value)}, not ${expected}`.trim();
  if (issue.expected === 'string' && scalar)
    return finding('CFG_TYPE', path, what, `put it in quotes: "${written}"`);
  if (issue.expected === 'array' && scalar)
    return finding('CFG_TYPE', path, what, `write a list: [${written}]`);
  if (issue.expected === 'boolean' && /^(yes|no|on|off)$/i.test(written))
    return finding('CFG_TYPE', path, what, `write ${/^(yes|on)$/i.test(written) ? 'true' : 'false'}`);
  if (
    typeof value === 'string' &&
    value.trim() !== '' &&
    Number.isFinite(Number(value)) &&
    expected.includes('number')
  )
    return finding('CFG_TYPE', path, what, `write ${Number(value)} without quotes`);
  return finding('CFG_TYPE', path, what, `write ${expected}`);
}

function explainUnknown(
  issue: Issue & { code: 'unrecognized_keys' },
  path: ConfigPath,
  subject: Subject,
): Finding[] {
  const schema = schemaAt(subject.schema, path, subject.value);
  const inner = schema && unwrap(schema);
  const branch = inner instanceof z.ZodUnion ? chooseBranch(inner, valueAt(subject.value, path)) : undefined;
  const allowed = keysOf(branch?.kind === 'one' ? branch.schema : (inner ?? subject.schema));
  return issue.keys.map((key) => {
    const fix = suggest(key, allowed, 'allowed here:');
    return finding('CFG_UNKNOWN_KEY', [...path, key], 'is not a setting', fix);
  });
}

function explainSize(
  issue: Issue & { code: 'too_small' | 'too_big' },
  path: ConfigPath,
  subject: Subject,
): Finding {
  const value = valueAt(subject.value, path);
  const units: Record<string, string> = { string: 'characters', array: 'items' };
  const unit = units[issue.origin];
  const [limit, side] =
    issue.code === 'too_small'
      ? [issue.minimum, issue.inclusive ? 'at least' : 'more than']
      : [issue.maximum, 'at most'];
  if (!unit) return finding('CFG_RANGE', path, `${quote(value)} is out of range`, `write ${side} ${limit}`);
  const length = (value as { length: number }).length;
  return finding(
    'CFG_RANGE',
    path,
    length === 0 ? 'is empty' : `has ${length} ${unit}`,
    `give it ${side} ${limit} ${unit}`,
  );
}

function shapeOf(option: z.core.$ZodType): string {
  if (option instanceof z.ZodObject) {
    const needed = Object.entries(option.shape).filter(([, child]) => !(child instanceof z.ZodOptional));
    return `{ ${needed.map(([key]) => key).join(', ')} }`;
  }
  return option instanceof z.ZodLiteral ? String(option.value) : 'text';
}

function explainUnion(path: ConfigPath, subject: Subject): Finding[] {
  const schema = schemaAt(subject.schema, path, subject.value);
  const union = schema && unwrap(schema);
  const value = valueAt(subject.value, path);
  if (!(union instanceof z.ZodUnion)) return [];
  const means =
    (schema && z.globalRegistry.get(schema)?.description) ?? z.globalRegistry.get(union)?.description;
  if (value === undefined)
    return [
      finding('CFG_MISSING', path, 'is missing', `add ${String(path.at(-1))}${means ? `: ${means}` : ''}`),
    ];
  const branch = chooseBranch(union, value);
  const shapes = union.options.map((option) => shapeOf(unwrap(option))).join(' or ');
  if (branch.kind === 'mixed')
    return [
      finding(
        'CFG_CHOICE',
        path,
        `has ${branch.keys.join(' and ')}, which exclude each other`,
        `write ${shapes}`,
      ),
    ];
  if (branch.kind === 'none') {
    const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
    const has =
      keys.length > 0 ? `has ${keys.join(', ')}` : `is ${typeof value === 'object' ? 'empty' : quote(value)}`;
    return [finding('CFG_CHOICE', path, `${has}: none of its forms`, `write ${shapes}`)];
  }
  const parsed = z.safeParse(branch.schema, value);
  const issues = parsed.success ? [] : parsed.error.issues;
  return issues.flatMap((issue) =>
    explain({ ...issue, path: [...path, ...issue.path] } as Issue, subject, path.length + 1),
  );
}

/** The union nearest the root on the way to an issue: which of its forms was meant decides what is told. */
function unionOnTheWay(path: ConfigPath, subject: Subject, from: number): ConfigPath | undefined {
  for (let depth = from; depth <= path.length; depth++) {
    const schema = schemaAt(subject.schema, path.slice(0, depth), subject.value);
    if (schema && unwrap(schema) instanceof z.ZodUnion) return path.slice(0, depth);
  }
  return undefined;
}

/** @param from depth of the path below which unions are already decided */
function explain(issue: Issue, subject: Subject, from = 0): Finding[] {
  const path = issue.path as ConfigPath;
  const union = unionOnTheWay(path, subject, from);
  if (union) return explainUnion(union, subject);
  const value = valueAt(subject.value, path);
  switch (issue.code) {
    case 'invalid_type':
      return [explainType(issue, path, subject)];
    case 'unrecognized_keys':
      return explainUnknown(issue, path, subject);
    case 'too_small':
    case 'too_big':
      return [explainSize(issue, path, subject)];
    case 'invalid_value': {
      const allowed = issue.values.map(String);
      if (value === null)
        return [finding('CFG_TYPE', path, 'is empty', `use one of ${allowed.join(', ')}, or remove the key`)];
      return [finding('CFG_VALUE', path, `${quote(value)} is not allowed`, suggest(String(value), allowed))];
    }
    case 'invalid_key': {
      const message = issue.issues[0]?.message ?? issue.message;
      return [finding('CFG_FORMAT', path, `is not ${message}`, `rename it to ${message}`)];
    }
    default:
      return [
        finding('CFG_FORMAT', path, `${quote(value)} is not ${issue.message}`, `write ${issue.message}`),
      ];
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
