import { z } from 'zod';

const ms = z.number().min(0);

const percentiles = z
  .strictObject({ p50: ms, p90: ms, p99: ms, 'p99.9': ms, max: ms })
  .meta({ id: 'percentiles', description: 'Milliseconds' });

const callStatistics = {
  calls: z.int(),
  asExpected: z.int(),
  codes: z
    .array(
      z.strictObject({
        code: z.string(),
        outcome: z.enum(['pass', 'stop', 'unknown']),
        asExpected: z.boolean(),
        count: z.int(),
        latency: percentiles,
      }),
    )
    .describe('Most frequent first'),
  latency: percentiles.describe('From when a call was due to its end; of --count the service time'),
  service: percentiles.describe('From the beginning of a call to its end'),
};

/** Of a report; `Statistics` is the same as a type. */
export const statisticsSchema = z
  .strictObject({
    ...callStatistics,
    schedule: z
      .strictObject({
        perSecond: z.number(),
        achievedPerSecond: z.number(),
        due: z.int().describe('Calls that were due by the end of the run'),
        late: z.int().describe('Begun later than the tolerance'),
        tolerance: ms,
        worstDelay: ms,
        neverBegun: z.int().describe('Due and never begun: latency has what they had waited, a lower bound'),
      })
      .optional()
      .describe('Of --rate: how far it could be kept'),
    rounds: z
      .strictObject({
        made: z.int(),
        missed: z.int().describe('Left out, as the one before took longer than the interval'),
      })
      .optional()
      .describe('Of --watch'),
    each: z
      .array(
        z.strictObject({
          name: z.string().optional(),
          url: z.string(),
          method: z.string(),
          address: z.string().nullable(),
          ...callStatistics,
        }),
      )
      .optional()
      .describe('Of each call and address, where there are several'),
  })
  .meta({ id: 'statistics', description: 'Of a run that makes calls again and again' });
