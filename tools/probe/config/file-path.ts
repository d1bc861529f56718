import { z } from 'zod';

const paths = z.registry<Record<string, never>>();

/** A setting that is the path of a file: a relative one is meant from the folder of the file that says it. */
export function filePath(description: string): z.ZodString {
  const schema = z.string().min(1).describe(description);
  paths.add(schema, {});
  return schema;
}

export function isFilePath(schema: z.core.$ZodType): boolean {
  return paths.has(schema);
}
