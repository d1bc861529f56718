import { z } from 'zod';
import { callMembers } from './members';

const call = z.strictObject(callMembers);
const name = z.string().min(1);

export type CallSettings = z.infer<typeof call>;

/** The shape of a probe file, exported as JSON Schema for editors (docs/probe.schema.json). */
export const probeFileSchema = z.strictObject({
  $schema: z.string().optional().describe('For editors'),
  defaults: call.optional().describe('What holds for every target that says nothing else, nor its module'),
  modules: z
    .record(name, call)
    .default({})
    .describe('Settings that many targets share, by the name that targets use'),
  targets: z
    .array(
      z.strictObject({
        name: name.optional().describe('For the report and --only. Default: the URL'),
        url: z
          .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
          .describe('Absolute https, http or wss URL, or several'),
        module: name.optional().describe('Settings to share: a key of modules'),
        without: z
          .array(z.enum(Object.keys(callMembers) as (keyof typeof callMembers)[]))
          .optional()
          .describe('What is not inherited from the module and the defaults'),
        ...callMembers,
      }),
    )
    .min(1)
    .describe('The calls to make'),
});

export type ProbeFile = z.infer<typeof probeFileSchema>;
export type FileTarget = ProbeFile['targets'][number];
