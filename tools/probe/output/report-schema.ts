import { z } from 'zod';
import { bodyMatch } from '../../../stacks/config-schema/expectations';
import { hopNames } from '../../path/hop';
import { comparisonSchema } from '../compare/comparison-schema';
import type { Report } from '../report';
import { statisticsSchema } from '../running/statistics-schema';
import type { Summary } from './summary';
import { dnsSchema, httpMembers, phasesSchema, tlsSchema } from './wire-schema';

const hop = z.enum(hopNames);

const expectation = z.union([
  z.literal('unreachable'),
  z.strictObject({
    status: z.int().optional(),
    body: bodyMatch.optional(),
    message: bodyMatch.optional(),
  }),
]);

const call = {
  name: z.string().optional(),
  url: z.string(),
  method: z.string(),
};

export const resultSchema = z
  .strictObject({
    at: z.string().optional().describe('When it began, ISO 8601; of calls that are made again and again'),
    ...call,
    vantage: z.string().optional().describe('Where the call starts'),
    address: z.string().nullable().describe('null: none was found, or the proxy did not say'),
    ttl: z.number().optional().describe('Seconds that the DNS answer may be kept'),
    dns: dnsSchema.optional(),
    status: z.int().nullable().describe('HTTP status; null without a response'),
    requestId: z.string().optional().describe('By which API Gateway’s logs have the call'),
    ...httpMembers,
    messages: z.array(z.string()).optional().describe('What came over a WebSocket'),
    phases: phasesSchema,
    tls: tlsSchema.nullable().describe('null when no handshake was finished'),
    outcome: z.enum(['pass', 'stop', 'unknown']),
    hop: hop.nullable().describe('The hop that decided; null where nothing is known of the chain'),
    code: z
      .string()
      .regex(/^[A-Z0-9_]+$/)
      .describe('Reason code, listed in docs/errors.md'),
    because: z.string().describe('What was seen'),
    confidence: z.enum(['high', 'medium', 'low']).describe('How sure the code is'),
    fix: z.string().nullable().describe('null on a pass without a remark'),
    candidates: z
      .array(z.strictObject({ hop, code: z.string() }))
      .describe('What else it may be, likeliest first'),
    expected: expectation.nullable().describe('null: any answer of the function behind the gateway'),
    asExpected: z.boolean(),
    attempts: z
      .strictObject({
        count: z.int(),
        first: z.strictObject({
          status: z.int().nullable(),
          phases: phasesSchema,
          outcome: z.enum(['pass', 'stop', 'unknown']),
          hop: hop.nullable(),
          code: z.string(),
          because: z.string(),
          asExpected: z.boolean(),
        }),
      })
      .optional()
      .describe('Of a call that was tried again; all else is of the last try'),
    means: z.string().optional().describe('What the code means, whatever was seen'),
    next: z
      .array(z.string())
      .optional()
      .describe('Two commands that tell more, for a shell, with the values of this call'),
    runbook: z.string().optional().describe('Page about the code'),
  })
  .meta({ id: 'result', description: 'One call to one address' });

const skipped = z
  .strictObject({
    ...call,
    vantage: z.string().optional(),
    reason: z.string(),
    unknown: z.literal(true).optional().describe('It was due, and the run was ended before'),
  })
  .meta({ id: 'skipped', description: 'A call that was not made, and why' });

const ofRun = {
  via: z
    .strictObject({
      kind: z
        .enum(['lambda', 'fleet'])
        .describe('A function, or a state machine that lets many of them call'),
      name: z.string().describe('Of the function or state machine, or its ARN'),
    })
    .optional()
    .describe('Who made the calls; absent when it was the machine of the report'),
  endedBy: z
    .enum(['interrupt', 'terminate', 'deadline'])
    .optional()
    .describe('Absent when the run came to its end by itself'),
  statistics: statisticsSchema.optional(),
  comparison: comparisonSchema.optional(),
};

/** The report of `-o json`; docs/probe-report.schema.json is made from it. What is not listed here is refused. */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  results: z
    .array(resultSchema)
    .describe(
      'In the order of the targets, then of the addresses; of repeated calls the last of each code and status',
    ),
  skipped: z.array(skipped).optional().describe('Absent when every call was made'),
  ...ofRun,
});

const line = { schemaVersion: z.literal(1) };

/** A line of `-o jsonl`. */
export const lineSchema = z.union([
  resultSchema.extend({ type: z.literal('result'), ...line }),
  z
    .strictObject({
      type: z.literal('summary'),
      ...line,
      results: z.int().describe('Count; asExpected, failed and unknown add up to it'),
      asExpected: z.int(),
      failed: z.int().describe('Not as expected, and it is known why'),
      unknown: z.int().describe('Not as expected, and it can’t be told'),
      skipped: z.array(skipped),
      exitCode: z.int().describe('Of the process'),
      ...ofRun,
    })
    .describe('The last line'),
]);

/** A list or object without `readonly`, all the way down. */
type Plain<T> = T extends readonly (infer Item)[]
  ? Plain<Item>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Plain<T[Key]> }
    : T;

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** Does not compile when a member of `Report` or `Summary` is missing in the schema, or the other way round. */
export const inStep: readonly [
  Same<Plain<Report>, Plain<z.infer<typeof reportSchema>>>,
  Same<
    Plain<Summary>,
    Plain<Omit<Extract<z.infer<typeof lineSchema>, { type: 'summary' }>, keyof typeof line | 'type'>>
  >,
] = [true, true];
