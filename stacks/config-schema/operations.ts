import { z } from 'zod';

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
  })
  .describe('Alarms and saved queries');
