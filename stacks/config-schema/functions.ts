import { z } from 'zod';

export const lambdaFunction = z.strictObject({
  entry: z
    .string()
    .min(1)
    .optional()
    .describe('TypeScript or JavaScript file, beside hybrid.yaml. Default: lambdas/<name>/handler.ts'),
  description: z.string().max(256).optional(),
  timeoutSeconds: z
    .number()
    .int()
    .min(1)
    .max(29)
    .default(10)
    .describe('At most what API Gateway waits: 29 s'),
  memoryMb: z.number().int().min(128).max(10240).default(256),
  environment: z.record(z.string(), z.string()).default({}).describe('Environment variables, 4 KB together'),
  vpc: z.boolean().default(false).describe('Run in the private subnets of the application VPC'),
});
