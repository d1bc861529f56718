import { z } from 'zod';
import { secretId } from './names';

const principal = z
  .string()
  .regex(
    /^(\d{12}|arn:aws[a-z-]*:iam::\d{12}:(role|user)\/\S+)$/,
    'an account number in quotes, or the ARN of a role or user such as arn:aws:iam::222233334444:role/billing',
  );

const principalArn = z
  .string()
  .regex(
    /^arn:aws[a-z-]*:iam::\d{12}:(role|user)\/\S+$/,
    'the ARN of a role or user such as arn:aws:iam::222233334444:role/billing',
  );

const name = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,63}$/, 'a name of at most 64 letters, digits and hyphens such as acme');

export const authorization = z
  .enum(['none', 'iam'])
  .describe(
    'iam: callers sign (SigV4). none: anybody may call. Default: none; of an HTTP or WebSocket API iam',
  );

export const allowPrincipals = z
  .array(principal)
  .default([])
  .describe(
    'With authorization iam: who may call, by role, user or whole account. Default: this account, whose own policies then decide',
  );

export const allowVpcs = z
  .array(z.string().regex(/^vpc-[0-9a-f]+$/, 'a VPC id such as vpc-0a1b2c3d4e5f60718'))
  .default([])
  .describe('VPCs any of whose endpoints may call, of any account');

export const callers = z
  .record(
    name,
    z.strictObject({
      arn: principalArn.describe('Role or user who signs'),
      mayInvoke: z
        .array(z.string())
        .optional()
        .describe(
          'Names of the APIs that the caller’s own policies allow; an empty list: none. Default: not known',
        ),
    }),
  )
  .default({})
  .describe('Who signs calls, for expectations: names for ARNs. Gives nobody a right');

export const apiKeys = z
  .record(
    name,
    z.strictObject({
      secret: secretId
        .optional()
        .describe('Secret in Secrets Manager that holds the value. Default: API Gateway makes it'),
      enabled: z.boolean().default(true).describe('A key that is not enabled gets 403'),
    }),
  )
  .default({})
  .describe('Settings of API keys; a key without settings needs no entry. Values stand in no file');

export const usagePlans = z
  .record(
    name,
    z.strictObject({
      apis: z.array(z.string()).min(1).describe('Names of APIs'),
      keys: z.array(name).min(1).describe('Names of API keys'),
      throttle: z
        .strictObject({
          rateLimit: z.number().min(0).describe('Calls per second, of each key'),
          burstLimit: z.number().int().min(0).describe('Calls at once, of each key'),
        })
        .optional(),
      quota: z
        .strictObject({
          limit: z.number().int().min(0).describe('Calls a period, of each key; 0 suspends the plan'),
          period: z.enum(['day', 'week', 'month']),
        })
        .optional(),
    }),
  )
  .default({})
  .describe('Which API keys may call which APIs, and how much');
