import { isUnknown, Unknown } from '../model';

/** A resolved value: JSON, with an {@link Unknown} wherever the reader could not resolve. */
export type Value = string | number | boolean | null | Unknown | Value[] | { [key: string]: Value };

/** A JSON object; not a list, not an Unknown. */
export function isObject(value: unknown): value is { [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

/** The first Unknown in a value, at any depth. */
export function firstUnknown(value: Value | undefined): Unknown | undefined {
  if (isUnknown(value)) return value;
  if (value === null || typeof value !== 'object') return undefined;
  for (const part of Array.isArray(value) ? value : Object.values(value)) {
    const unknown = firstUnknown(part);
    if (unknown) return unknown;
  }
  return undefined;
}

/** CloudFormation's text of a scalar; `undefined` for lists and objects. */
export function scalarText(value: Value | undefined): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** Equality of resolved JSON, whatever the order of keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a).filter((key) => (a as Record<string, unknown>)[key] !== undefined);
  const others = Object.keys(b).filter((key) => (b as Record<string, unknown>)[key] !== undefined);
  return (
    keys.length === others.length &&
    keys.every((key) => sameValue((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
