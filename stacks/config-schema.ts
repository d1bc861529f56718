import { z } from 'zod';
import { apiKeys, callers, usagePlans } from './config-schema/access';
import { accounts } from './config-schema/accounts';
import { api } from './config-schema/apis';
import { authorizer } from './config-schema/authorizers';
import { backends } from './config-schema/backends';
import { dns } from './config-schema/dns';
import { expectation } from './config-schema/expectations';
import {
  certificate,
  endpoint,
  ingress,
  loadBalancer,
  migration,
  trustStore,
} from './config-schema/front-door';
import { lambdaFunction } from './config-schema/functions';
import { zoneName } from './config-schema/names';
import { network, onPremises } from './config-schema/network';
import { operations } from './config-schema/operations';
import { quotas } from './config-schema/quotas';

export { tlsPolicies } from './config-schema/front-door';
export { defaultQuotas, otherQuotas } from './config-schema/quotas';

/**
 * The shape of hybrid.yaml: one typed schema, exported as JSON Schema for editors (docs/hybrid.schema.json).
 * What a schema cannot say (a host outside the zone, overlapping CIDRs, quotas …) is in config-rules/.
 * A pattern's message completes the sentence "… is not" and holds an example (config-reader/issues.ts).
 */

export const configSchema = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(32)
    .regex(
      /^[a-z][a-z0-9-]*$/,
      'a name of lower-case letters, digits and hyphens that starts with a letter, such as corp',
    )
    .describe('Prefix of stack and resource names'),
  account: z
    .string()
    .regex(/^\d{12}$/, 'an AWS account number: 12 digits in quotes, such as "111122223333"')
    .optional()
    .describe('Default: the account of the credentials'),
  accounts: accounts.optional(),
  region: z.string().describe('AWS region, e.g. eu-west-1'),
  zones: z
    .array(zoneName)
    .min(2)
    .max(6)
    .describe('Availability Zones, explicit so that synth needs no account'),
  terminationProtection: z.boolean().default(true).describe('Stacks refuse to be deleted'),
  tags: z.record(z.string(), z.string()).default({}).describe('On every resource'),
  network,
  onPremises,
  dns,
  ingress,
  migration: migration.optional(),
  certificate,
  loadBalancer: loadBalancer.prefault({}),
  trustStore,
  endpoint: endpoint.prefault({}),
  functions: z
    .record(
      z
        .string()
        .regex(
          /^[A-Za-z0-9][A-Za-z0-9-]{0,40}$/,
          'a name of at most 41 letters, digits and hyphens such as list-orders',
        ),
      lambdaFunction,
    )
    .default({})
    .describe('Lambda functions, by the name that routes use'),
  backends,
  authorizers: z
    .record(
      z
        .string()
        .regex(
          /^[A-Za-z0-9][A-Za-z0-9-]{0,40}$/,
          'a name of at most 41 letters, digits and hyphens such as staff',
        ),
      authorizer,
    )
    .default({})
    .describe('Lambda authorizers, by the name that APIs and routes use'),
  apis: z.array(api).min(1).describe('Private REST APIs'),
  callers,
  apiKeys,
  usagePlans,
  expect: z.array(expectation).default([]).describe('What verify, the twin and the probe check'),
  operations: operations.prefault({}),
  quotas: quotas.optional(),
});

/** hybrid.yaml as read: defaults filled in. */
export type HybridConfig = z.infer<typeof configSchema>;
export type ApiConfig = HybridConfig['apis'][number];
export type FunctionConfig = HybridConfig['functions'][string];
export type { AuthorizerConfig } from './config-schema/authorizers';
export type UsagePlanConfig = HybridConfig['usagePlans'][string];
export type ApiKeyConfig = HybridConfig['apiKeys'][string];
export type Expectation = HybridConfig['expect'][number];

/** The file of a function, relative to the folder of hybrid.yaml. */
export function functionEntry(name: string, { entry }: { readonly entry?: string }): string {
  return entry ?? `lambdas/${name}/handler.ts`;
}
