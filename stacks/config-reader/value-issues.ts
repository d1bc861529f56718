import { z } from 'zod';
import { type ConfigPath, type Finding, finding, quote } from '../config-rules/rule';
import { schemaAt } from './branch';

/** What an explanation may look at: the schema, the value, and the text of a scalar as written. */
export interface Subject {
  readonly schema: z.core.$ZodType;
  readonly value: unknown;
  sourceOf(path: ConfigPath): string | undefined;
}

export type Issue = z.core.$ZodIssue;

const kinds: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a mapping',
  record: 'a mapping',
};

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, part) => (inner as Record<PropertyKey, unknown> | null)?.[part], value);
}

/** A key that is not there, with what the schema says of it. */
export function explainMissing(path: ConfigPath, subject: Subject): Finding {
  const schema = schemaAt(subject.schema, path, subject.value);
  const means = schema && z.globalRegistry.get(schema)?.description;
  return finding('CFG_MISSING', path, 'is missing', `add ${path.at(-1)}${means ? ` (${means})` : ''}`);
}

/** A key without a value. */
export function explainEmpty(path: ConfigPath, subject: Subject, write: string): Finding {
  const schema = schemaAt(subject.schema, path, subject.value);
  const optional = schema !== undefined && z.safeParse(schema, undefined).success;
  return finding('CFG_TYPE', path, 'is empty', `${write}${optional ? ', or remove the key' : ''}`);
}

function retype(value: unknown, written: string, expected: string): string {
  const scalar = typeof value !== 'object';
  if (expected === 'string' && scalar) return `put it in quotes: "${written}"`;
  if (expected === 'array' && scalar) return `write a list: [${written}]`;
  if (expected === 'boolean' && /^(yes|on)$/i.test(written)) return 'write true';
  if (expected === 'boolean' && /^(no|off)$/i.test(written)) return 'write false';
  if (
    ['number', 'int'].includes(expected) &&
    /^-?\d+(\.\d+)?$/.test(String(value)) &&
    typeof value === 'string'
  )
    return `write ${value} without quotes`;
  return `write ${kinds[expected] ?? expected}`;
}

/** A value of another type: numbers that YAML made of text, text that should be a list, and so on. */
export function explainType(path: ConfigPath, expected: string, subject: Subject): Finding {
  const value = valueAt(subject.value, path);
  if (value === undefined) return explainMissing(path, subject);
  const wanted = kinds[expected] ?? expected;
  if (value === null) return explainEmpty(path, subject, `write ${wanted}`);
  const written = typeof value === 'object' ? '' : (subject.sourceOf(path) ?? String(value));
  const shown = typeof value === 'string' ? quote(value) : written;
  const kind = Array.isArray(value) ? kinds.array : kinds[typeof value];
  const what = `${shown} is ${kind}, not ${wanted}`.trim();
  return finding('CFG_TYPE', path, what, retype(value, written, expected));
}

const counted = (count: unknown, unit: string) => `${count} ${unit}${Number(count) === 1 ? '' : 's'}`;

/** A number, text or list beyond its limits. */
export function explainSize(
  issue: Issue & { code: 'too_small' | 'too_big' },
  path: ConfigPath,
  subject: Subject,
): Finding {
  const value = valueAt(subject.value, path);
  const unit = { string: 'character', array: 'item' }[issue.origin as string];
  const limit = issue.code === 'too_small' ? issue.minimum : issue.maximum;
  const side = issue.code === 'too_big' ? 'at most' : issue.inclusive ? 'at least' : 'more than';
  if (!unit) return finding('CFG_RANGE', path, `${quote(value)} is out of range`, `write ${side} ${limit}`);
  const { length } = value as { readonly length: number };
  const what = length === 0 ? 'is empty' : `has ${counted(length, unit)}`;
  return finding('CFG_RANGE', path, what, `give it ${side} ${counted(limit, unit)}`);
}

/** A text that a pattern refuses. The schema's message reads "a VPC id such as vpc-…". */
export function explainFormat(path: ConfigPath, shown: string, message: string, lead: string): Finding {
  const [form, example] = message.split(/,? such as /);
  const fix = example === undefined ? `${lead} ${form}` : `${lead} one such as ${example}`;
  return finding('CFG_FORMAT', path, `${shown} is not ${form}`.trim(), fix);
}
