import { z } from 'zod';

/**
 * The shape of hybrid.yaml: one typed schema, exported as JSON Schema for editors.
 * What a schema cannot say (a host outside the zone, overlapping CIDRs, quotas …) is in config-rules/.
 */

const cidr = z.string().describe('IPv4 CIDR block, e.g. 10.20.0.0/16');
const name = (max: number) => z.string().min(1).max(max);

const existingSubnet = z.strictObject({
  id: z.string().regex(/^subnet-[0-9a-f]+$/),
  zone: z.string(),
  cidr,
  routeTable: z
    .string()
    .regex(/^rtb-[0-9a-f]+$/)
    .optional(),
});

const existingEndpoint = z.strictObject({
  id: z
    .string()
    .regex(/^vpce-[0-9a-f]+$/)
    .describe('An execute-api interface endpoint that is already there'),
  securityGroup: z
    .string()
    .regex(/^sg-[0-9a-f]+$/)
    .describe('Its security group: the kit adds the rule for the load balancer'),
  addresses: z
    .record(z.string(), z.string())
    .optional()
    .describe('zone → address, for the trace; the deployed kit looks them up'),
});

const network = z.union([
  z.strictObject({ cidr: cidr.describe('Create a VPC with this CIDR and one private subnet per zone') }),
  z.strictObject({
    existing: z.strictObject({
      vpc: z.string().regex(/^vpc-[0-9a-f]+$/),
      cidrs: z.array(cidr).min(1),
      subnets: z.array(existingSubnet).min(1),
      endpoint: existingEndpoint.optional(),
    }),
  }),
]);

const onPremises = z.strictObject({
  cidrs: z.array(cidr).min(1).describe('Where calls come from'),
  simulate: z
    .boolean()
    .default(false)
    .describe('Create a VPC that stands for the data centre, with the first of the CIDRs'),
  connect: z
    .enum(['peering', 'transit-gateway', 'connected'])
    .default('connected')
    .describe(
      'peering and transit-gateway are built for the simulated VPC; connected: Direct Connect or VPN is there',
    ),
  transitGateway: z
    .string()
    .regex(/^tgw-[0-9a-f]+$/)
    .optional()
    .describe('An existing one. Default: created'),
});

const dns = z.strictObject({
  zone: z.string().describe('Domain of all hosts, e.g. corp.example'),
  visibility: z.enum(['private', 'public']).default('private'),
  existing: z
    .string()
    .regex(/^Z[0-9A-Z]+$/)
    .optional()
    .describe('Id of a hosted zone that is already there. Default: created'),
  associate: z
    .array(z.string().regex(/^vpc-[0-9a-f]+$/))
    .default([])
    .describe('Further VPCs of this account that must see the private zone'),
  inboundEndpoint: z
    .boolean()
    .default(false)
    .describe('Route 53 Resolver inbound endpoint, for data-centre forwarders'),
});

const certificate = z.union([
  z.strictObject({
    arn: z.string().regex(/^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/),
    names: z
      .array(z.string())
      .min(1)
      .describe('Names on the certificate: what the hosts are checked against'),
  }),
  z.strictObject({
    validate: z.strictObject({
      names: z.array(z.string()).min(1),
      zone: z
        .string()
        .regex(/^Z[0-9A-Z]+$/)
        .optional()
        .describe(
          'Public hosted zone for the validation records. Default: someone adds them by hand while the deploy waits',
        ),
    }),
  }),
]);

export const tlsPolicies = [
  'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-3-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-3-2021-06',
  'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
  'ELBSecurityPolicy-TLS13-1-2-2021-06',
] as const;

const loadBalancer = z.strictObject({
  tlsPolicy: z.enum(tlsPolicies).default('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09'),
  crossZone: z.boolean().default(false),
  deletionProtection: z.boolean().default(true),
  reconcileMinutes: z
    .number()
    .int()
    .min(1)
    .max(1440)
    .default(5)
    .describe('How often the endpoint-targets function compares targets with the endpoint'),
});

const endpoint = z.strictObject({ privateDns: z.boolean().default(true) });

const lambdaFunction = z.strictObject({
  entry: z
    .string()
    .optional()
    .describe('TypeScript or JavaScript file, beside hybrid.yaml. Default: lambdas/<name>/handler.ts'),
  description: z.string().max(256).optional(),
  timeoutSeconds: z.number().int().min(1).max(29).default(10),
  memoryMb: z.number().int().min(128).max(10240).default(256),
  environment: z.record(z.string(), z.string()).default({}),
  vpc: z.boolean().default(false).describe('Run in the private subnets of the application VPC'),
});

const api = z.strictObject({
  name: name(128).regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/),
  description: z.string().max(1024).optional(),
  host: z.string(),
  basePath: z.string().default('').describe('One path segment; empty: the whole host'),
  stage: name(128)
    .regex(/^[A-Za-z0-9_-]+$/)
    .default('prod'),
  routes: z.record(z.string(), z.string()).optional().describe('"GET /path" → a key of functions'),
  openapi: z
    .string()
    .optional()
    .describe('OpenAPI 3 file instead of routes; ${function:NAME} in it is the invocation URI of a function'),
  allowEndpoints: z
    .array(z.string().regex(/^vpce-[0-9a-f]+$/))
    .default([])
    .describe('Further endpoints that may call'),
  throttle: z
    .strictObject({ rateLimit: z.number().positive(), burstLimit: z.number().int().positive() })
    .default({ rateLimit: 100, burstLimit: 200 }),
  tracing: z.boolean().default(true).describe('X-Ray'),
});

const bodyMatch = z.union([
  z.string().describe('The body contains this'),
  z.strictObject({ equals: z.string() }),
  z.strictObject({ matches: z.string().describe('Regular expression') }),
  z.strictObject({ json: z.unknown().describe('The body is JSON and contains these members') }),
]);

const expectation = z.strictObject({
  name: z.string().optional(),
  from: z.string().default('on-prem').describe('on-prem, app, internet'),
  call: z.string().describe('"GET https://host/path"'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  address: z.string().optional().describe('Dial this address instead of resolving the host'),
  expect: z.union([
    z.strictObject({ status: z.number().int().min(100).max(599), body: bodyMatch.optional() }),
    z.literal('unreachable'),
  ]),
});

export const configSchema = z.strictObject({
  name: name(32)
    .regex(/^[a-z][a-z0-9-]*$/)
    .describe('Prefix of stack and resource names'),
  account: z
    .string()
    .regex(/^\d{12}$/)
    .optional()
    .describe('Default: the account of the credentials'),
  region: z.string(),
  zones: z.array(z.string()).min(2).max(6),
  terminationProtection: z.boolean().default(true),
  tags: z.record(z.string(), z.string()).default({}),
  network,
  onPremises,
  dns,
  certificate,
  loadBalancer: loadBalancer.prefault({}),
  endpoint: endpoint.prefault({}),
  functions: z.record(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,40}$/), lambdaFunction).default({}),
  apis: z.array(api).min(1),
  expect: z.array(expectation).default([]),
});

/** hybrid.yaml as read: defaults filled in. */
export type HybridConfig = z.infer<typeof configSchema>;
export type ApiConfig = HybridConfig['apis'][number];
export type FunctionConfig = HybridConfig['functions'][string];
export type Expectation = HybridConfig['expect'][number];
