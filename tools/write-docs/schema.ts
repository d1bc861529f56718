import { z } from 'zod';
import { configSchema } from '../../stacks/config-schema';

/** The schema of hybrid.yaml for editors: JSON Schema 2020-12, in which settings with a default are optional. */
export function writeSchema(): string {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ $schema, title: 'hybrid.yaml', ...schema }, null, 2)}\n`;
}
