import { z } from 'zod';
import { hopNames } from '../../path/hop';
import { reported } from '../report/report';

const hop = z.enum(hopNames);
const code = z
  .string()
  .regex(/^[A-Z0-9_]+$/)
  .describe('Stable; docs/errors.md says what each means');

const where = z.strictObject({
  stack: z.string(),
  logicalId: z.string(),
  property: z.string().optional().describe('Path of the property; absent: the whole resource'),
});

const headers = z.array(z.array(z.string()).length(2)).describe('Name and value; several values are several');

/** What the caller sees of a hop that says no: `Symptom`, its body as text. */
const symptom = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.enum(['nxdomain', 'no-data', 'servfail', 'timeout', 'refused', 'reset', 'no-message']),
  }),
  z.strictObject({ kind: z.literal('tls'), alert: z.string() }),
  z.strictObject({
    kind: z.literal('response'),
    response: z.strictObject({ status: z.int(), headers, body: z.string() }),
  }),
  z.strictObject({ kind: z.literal('message'), text: z.string() }),
  z.strictObject({ kind: z.literal('closed'), code: z.int(), reason: z.string() }),
]);

const verdict = z.strictObject({
  hop,
  outcome: z.enum(['pass', 'stop', 'unknown', 'not-applicable']),
  code,
  because: z.string(),
  where: z.array(where).describe('The settings that decided it'),
  fix: z.string().optional(),
  runbook: z.string().optional(),
  address: z.string().optional().describe('The address that it is about, where paths fan out'),
  symptom: symptom.optional().describe('What the caller sees; present exactly on a stop'),
});

const side = z
  .strictObject({
    met: z.enum(['yes', 'no', 'unknown']).describe('The expectation, on this side'),
    because: z.string().describe('What was expected and what came; empty when met'),
    outcome: z.enum(['pass', 'stop', 'unknown']),
    status: z.int().nullable().describe('HTTP status; null without a response'),
    hops: z.array(verdict),
  })
  .meta({ id: 'side' });

const expectation = z.strictObject({
  from: z.string(),
  method: z.string(),
  url: z.string(),
  headers: headers.describe('Of a value that is kept in a file, the file'),
  result: z.enum(['same', 'different', 'unknown']).describe('unknown: the same as far as it was read'),
  partsAt: hop.optional().describe('The first hop at which the sides differ; present exactly on different'),
  paper: side.nullable().describe('null: this side has no such vantage'),
  deployed: side.nullable(),
  notRead: z.array(z.string()).describe('What it rests on and was taken as declared'),
  next: z.array(z.string()).describe('Commands to run next; none where it is the same and met'),
});

const difference = z.strictObject({
  hop: hop.describe('That reads it'),
  kind: z.string().describe('Of the element, e.g. security group'),
  id: z.string().describe('Its id, ARN or name'),
  where: where.optional().describe('Where a template declares it; absent: nowhere'),
  setting: z.string().optional().describe('Absent: the whole element'),
  declared: z.unknown().optional().describe('Absent: not there'),
  deployed: z.unknown().optional().describe('Absent: not there'),
});

/** What `doctor --drift --json` prints; published as docs/drift-report.schema.json. */
export const driftReport = z.strictObject({
  schemaVersion: z.literal(1),
  ...reported,
  expectations: z.array(expectation).describe('In the order of hybrid.yaml'),
  differences: z.array(difference).describe('Setting by setting, whether or not an expectation shows it'),
  notDeployed: z
    .array(z.string())
    .describe('stack/LogicalId that is declared and that the stack does not have'),
  notRead: z.array(
    z.strictObject({
      subject: z.string(),
      reason: z.string(),
      hops: z.array(hop).describe('That rest on it'),
      codes: z.array(z.string()).optional().describe('Only where such a hop says a code that begins so'),
    }),
  ),
});

export type DriftReport = z.infer<typeof driftReport>;
export type ReportedSide = z.infer<typeof side>;
export type ReportedVerdict = z.infer<typeof verdict>;
