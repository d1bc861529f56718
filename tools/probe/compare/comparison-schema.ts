import { z } from 'zod';

const change = z
  .strictObject({
    kind: z.enum([
      'call-new',
      'call-gone',
      'address-new',
      'address-gone',
      'verdict',
      'code',
      'status',
      'certificate',
      'latency',
    ]),
    call: z.string().describe('Name of the call, or its method and URL'),
    vantage: z.string().optional(),
    address: z.string().optional().describe('Absent where it is of all addresses'),
    direction: z
      .enum(['better', 'worse', 'neither', 'unknown'])
      .describe('unknown: it can’t be told whether it is better'),
    before: z.string().nullable().describe('For people; null: there was none'),
    after: z.string().nullable().describe('For people; null: there is none'),
  })
  .meta({ id: 'change', description: 'One thing that is otherwise than it was' });

export const comparisonSchema = z
  .strictObject({
    with: z.string().describe('The file of the former report'),
    calls: z.int().describe('Count of the calls that both reports have'),
    changes: z.array(change),
  })
  .describe('What changed since the report that --compare names');
