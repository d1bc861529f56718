import { z } from 'zod';
import { type Flag, flags } from '../flags';

/** Of every flag, by its name: `connect-timeout: 5`. */
const settings = Object.fromEntries(
  Object.entries<Flag>(flags).map(([name, flag]) => [name, ofFlag(flag).optional().describe(flag.describe)]),
);

function ofFlag({ type, array, choices }: Flag): z.ZodType {
  if (type === 'boolean') return z.boolean();
  if (type === 'number') return z.number();
  const text = choices ? z.enum(choices as [string, ...string[]]) : z.string();
  return array ? z.union([text, z.array(text).min(1)]) : text;
}

/** The shape of .hybrid-api.yaml and of the user's config.yaml, exported for editors (docs/settings.schema.json). */
export const settingsSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors'),
  probe: z.strictObject(settings).optional().describe('Flags of hybrid-api probe by their names'),
});
