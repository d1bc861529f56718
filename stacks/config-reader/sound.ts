import { z } from 'zod';
import type { Sound } from '../config-rules/rule';
import { chooseBranch } from './branch';

function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keep(schema: z.core.$ZodType, value: unknown): unknown {
  const whole = z.safeParse(schema, value);
  if (whole.success) return whole.data;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return keep(schema.unwrap(), value);
  if (schema instanceof z.ZodUnion) {
    const branch = chooseBranch(schema, value);
    return branch.kind === 'one' ? keep(branch.schema, value) : undefined;
  }
  if (schema instanceof z.ZodArray)
    return Array.isArray(value) ? value.map((item) => keep(schema.element, item)) : undefined;
  if (!isMapping(value)) return undefined;
  if (schema instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(schema.shape).flatMap(([key, child]) => {
        const kept = keep(child, value[key]);
        return kept === undefined ? [] : [[key, kept]];
      }),
    );
  if (schema instanceof z.ZodRecord)
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, item]) => {
        const kept = z.safeParse(schema.keyType, key).success ? keep(schema.valueType, item) : undefined;
        return kept === undefined ? [] : [[key, kept]];
      }),
    );
  return undefined;
}

/** What the schema accepts of a value, defaults filled in; broken parts are left out, lists keep their positions. */
export function keepSound<S extends z.ZodType>(schema: S, value: unknown): Sound<z.infer<S>> {
  return (keep(schema, value) ?? {}) as Sound<z.infer<S>>;
}
