import { z } from 'zod';

const canary = z
  .strictObject({
    every: z
      .literal([1, 2, 3, 5, 10, 15, 20, 30, 60])
      .default(5)
      .describe('Minutes between two runs; they begin with the hour'),
    alarmAfter: z
      .number()
      .int()
      .min(1)
      .max(24)
      .default(2)
      .describe('Runs in a row that fail, or leave no trace, before an alarm goes off'),
    certificateDays: z
      .number()
      .int()
      .min(1)
      .max(365)
      .default(21)
      .describe('Days before the end of a certificate at which an alarm goes off'),
    calls: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Names of the calls to make. Default: those from on-prem that change nothing'),
    dashboard: z.boolean().default(true).describe('A dashboard of names, zones and phases'),
  })
  .describe('Calls of expect, made on a schedule from the simulated data centre, with metrics and alarms');

export const operations = z
  .strictObject({
    alarms: z.boolean().default(true).describe('Alarms for every API'),
    queries: z.boolean().default(true).describe('Saved Logs Insights queries for every host'),
    topic: z
      .string()
      .regex(
        /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]+$/,
        'the ARN of an SNS topic such as arn:aws:sns:eu-west-1:111122223333:on-call',
      )
      .optional()
      .describe('Topic that is there, which alarms notify. Default: nobody is told'),
    errorRatePercent: z.number().min(0.1).max(100).default(1).describe('Share of 5xx that is an alarm'),
    latencyMs: z
      .number()
      .int()
      .min(50)
      .max(300000)
      .default(23200)
      .describe('99th percentile that is an alarm; 80 % of the 29 s after which API Gateway gives up'),
    canary: canary.optional(),
  })
  .describe('Alarms, saved queries and the scheduled canary');
