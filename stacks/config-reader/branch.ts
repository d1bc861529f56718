import { z } from 'zod';
import { guess } from '../config-rules/rule';

/** Without the wrappers that give defaults or allow absence. */
export function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return unwrap(schema.unwrap());
  return schema;
}

/** The keys of an object schema; none for others. */
export function keysOf(schema: z.core.$ZodType): string[] {
  const inner = unwrap(schema);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

/** Which branch of a union a value was meant for. Several keys of different branches: `mixed`. */
export type Branch =
  | { readonly kind: 'one'; readonly schema: z.core.$ZodType }
  | { readonly kind: 'mixed'; readonly keys: readonly string[] }
  | { readonly kind: 'none' };

/** Decides by the type of the value and, for mappings, by its keys, misspelt ones included. */
export function chooseBranch(union: z.ZodUnion, value: unknown): Branch {
  const options = union.options.map(unwrap);
  if (typeof value === 'string') {
    const scalar = options.find(
      (option) =>
        option instanceof z.ZodString ||
        (option instanceof z.ZodLiteral && guess(value, [String(option.value)]) !== undefined),
    );
    return scalar ? { kind: 'one', schema: scalar } : { kind: 'none' };
  }
  if (Array.isArray(value)) {
    const lists = options.filter((option) => option instanceof z.ZodArray);
    return lists.length === 1 ? { kind: 'one', schema: lists[0] as z.core.$ZodType } : { kind: 'none' };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'none' };
  const objects = options.filter((option) => option instanceof z.ZodObject);
  if (objects.length === 1) return { kind: 'one', schema: objects[0] as z.core.$ZodType };
  const present = Object.keys(value);
  // What every form may have says nothing of which one is meant.
  const shared = (key: string) => objects.every((option) => keysOf(option).includes(key));
  const named = objects.filter((option) =>
    keysOf(option).some((key) => present.includes(key) && !shared(key)),
  );
  if (named.length === 1) return { kind: 'one', schema: named[0] as z.core.$ZodType };
  if (named.length > 1)
    return {
      kind: 'mixed',
      keys: present.filter((key) => !shared(key) && named.some((option) => keysOf(option).includes(key))),
    };
  const near = objects.filter((option) => present.some((key) => guess(key, keysOf(option)) !== undefined));
  return near.length === 1 ? { kind: 'one', schema: near[0] as z.core.$ZodType } : { kind: 'none' };
}

/** The schema at a path of a value, through the branches that the value takes. */
export function schemaAt(
  schema: z.core.$ZodType,
  path: readonly PropertyKey[],
  value: unknown,
): z.core.$ZodType | undefined {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion && path.length > 0) {
    const branch = chooseBranch(inner, value);
    return branch.kind === 'one' ? schemaAt(branch.schema, path, value) : undefined;
  }
  const [part, ...rest] = path;
  if (part === undefined) return schema;
  const below = (value as Record<PropertyKey, unknown> | null | undefined)?.[part];
  if (inner instanceof z.ZodObject) {
    const child = (inner.shape as Record<PropertyKey, z.core.$ZodType>)[part];
    return child && schemaAt(child, rest, below);
  }
  if (inner instanceof z.ZodArray) return schemaAt(inner.element, rest, below);
  if (inner instanceof z.ZodRecord) return schemaAt(inner.valueType, rest, below);
  return undefined;
}
