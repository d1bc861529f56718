import { z } from 'zod';

/**
 * The shape of hybrid.yaml: one typed schema, exported as JSON Schema for editors (docs/hybrid.schema.json).
 * What a schema cannot say (a host outside the zone, overlapping CIDRs, quotas …) is in config-rules/.
 * A pattern's message completes the sentence "… is not" and holds an example (config-reader/issues.ts).
 */

const cidr = z.string().describe('IPv4 CIDR block, e.g. 10.20.0.0/16');
const zoneName = z.string().describe('Availability Zone, e.g. eu-west-1a');
const vpcId = z.string().regex(/^vpc-[0-9a-f]+$/, 'a VPC id such as vpc-0a1b2c3d4e5f60718');
const endpointId = z
  .string()
  .regex(/^vpce-[0-9a-f]+$/, 'the id of an interface endpoint such as vpce-0a1b2c3d4e5f60718');
const hostedZoneId = z
  .string()
  .regex(/^Z[0-9A-Z]+$/, 'the id of a hosted zone such as Z0123456789ABCDEFGHIJ');

const existingSubnet = z.strictObject({
  id: z.string().regex(/^subnet-[0-9a-f]+$/, 'a subnet id such as subnet-0a1b2c3d4e5f60718'),
  zone: zoneName,
  cidr,
  routeTable: z
    .string()
    .regex(/^rtb-[0-9a-f]+$/, 'a route table id such as rtb-0a1b2c3d4e5f60718')
    .optional()
    .describe('Its route table: where the routes to a simulated data centre are added'),
});

const existingEndpoint = z.strictObject({
  id: endpointId.describe('An execute-api interface endpoint that is already there'),
  securityGroup: z
    .string()
    .regex(/^sg-[0-9a-f]+$/, 'a security group id such as sg-0a1b2c3d4e5f60718')
    .describe('Its security group: the kit adds the rule for the load balancer'),
  addresses: z
    .record(z.string(), z.string())
    .optional()
    .describe('zone → address, for the trace; the deployed kit looks them up'),
});

const network = z
  .union([
    z.strictObject({ cidr: cidr.describe('Create a VPC with this CIDR and one private subnet per zone') }),
    z.strictObject({
      existing: z
        .strictObject({
          vpc: vpcId,
          cidrs: z.array(cidr).min(1).describe('All CIDRs of the VPC'),
          subnets: z.array(existingSubnet).min(1).describe('One private subnet per zone'),
          endpoint: existingEndpoint.optional().describe('Use this endpoint. Default: created'),
        })
        .describe('Build in a VPC that is already there'),
    }),
  ])
  .describe('The application VPC: cidr creates one, existing names one');

const onPremises = z
  .strictObject({
    cidrs: z.array(cidr).min(1).describe('Where calls come from'),
    simulate: z
      .boolean()
      .default(false)
      .describe('Create a VPC that stands for the data centre, with the first of the CIDRs'),
    connect: z
      .enum(['peering', 'transit-gateway', 'connected'])
      .default('connected')
      .describe(
        'peering and transit-gateway are built for the simulated VPC; a transitGateway of yours is attached to in any case; connected: Direct Connect or VPN is there',
      ),
    transitGateway: z
      .string()
      .regex(/^tgw-[0-9a-f]+$/, 'a transit gateway id such as tgw-0a1b2c3d4e5f60718')
      .optional()
      .describe('An existing one. Default: created'),
  })
  .describe('The data centre that calls the APIs');

const dns = z
  .strictObject({
    zone: z.string().describe('Domain of all hosts, e.g. corp.example'),
    visibility: z.enum(['private', 'public']).default('private').describe('Who can resolve the hosts'),
    existing: hostedZoneId.optional().describe('Id of a hosted zone that is already there. Default: created'),
    associate: z
      .array(vpcId)
      .default([])
      .describe('Further VPCs of this account that must see the private zone'),
    inboundEndpoint: z
      .boolean()
      .default(false)
      .describe('Route 53 Resolver inbound endpoint, for data-centre forwarders'),
  })
  .describe('The company names of the APIs');

const certificate = z
  .union([
    z.strictObject({
      arn: z
        .string()
        .regex(
          /^arn:aws[a-z-]*:acm:[a-z0-9-]+:\d{12}:certificate\/.+$/,
          'the ARN of an ACM certificate such as arn:aws:acm:eu-west-1:111122223333:certificate/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f',
        )
        .describe('ARN of a certificate that is already in ACM, in this region and account'),
      names: z
        .array(z.string())
        .min(1)
        .describe('Names on the certificate: what the hosts are checked against'),
    }),
    z.strictObject({
      validate: z
        .strictObject({
          names: z.array(z.string()).min(1).describe('Names to put on the certificate'),
          zone: hostedZoneId
            .optional()
            .describe(
              'Public hosted zone for the validation records. Default: someone adds them by hand while the deploy waits',
            ),
        })
        .describe('Request a certificate, validated by records in public DNS'),
    }),
  ])
  .describe('What clients see: arn uses a certificate of yours, validate requests one');

export const tlsPolicies = [
  'ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-3-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-2-PQ-2025-09',
  'ELBSecurityPolicy-TLS13-1-3-2021-06',
  'ELBSecurityPolicy-TLS13-1-2-Res-2021-06',
  'ELBSecurityPolicy-TLS13-1-2-2021-06',
] as const;

const loadBalancer = z
  .strictObject({
    tlsPolicy: z
      .enum(tlsPolicies)
      .default('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09')
      .describe('TLS versions and ciphers that clients may use'),
    crossZone: z.boolean().default(false).describe('Each node also sends to the targets of other zones'),
    deletionProtection: z.boolean().default(true),
    reconcileMinutes: z
      .number()
      .int()
      .min(1)
      .max(1440)
      .default(5)
      .describe('How often the endpoint-targets function compares targets with the endpoint'),
  })
  .describe('The Network Load Balancer that terminates TLS');

const endpoint = z
  .strictObject({
    privateDns: z.boolean().default(true).describe('Private DNS of a created endpoint'),
  })
  .describe('The execute-api interface endpoint');

const lambdaFunction = z.strictObject({
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

const api = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, 'a name of letters, digits and hyphens such as payments-api')
    .describe('Name in API Gateway'),
  description: z.string().max(1024).optional(),
  host: z.string().describe('Company name of the API, in dns.zone, e.g. pay.corp.example'),
  basePath: z.string().default('').describe('One path segment; empty: the whole host'),
  stage: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[A-Za-z0-9_-]+$/, 'a stage name of letters, digits, hyphens and underscores such as prod')
    .default('prod'),
  routes: z.record(z.string(), z.string()).optional().describe('"GET /path" → a key of functions'),
  openapi: z
    .string()
    .min(1)
    .optional()
    .describe('OpenAPI 3 file instead of routes; ${function:NAME} in it is the invocation URI of a function'),
  allowEndpoints: z.array(endpointId).default([]).describe('Further endpoints that may call'),
  throttle: z
    .strictObject({
      rateLimit: z.number().positive().describe('Calls per second'),
      burstLimit: z.number().int().positive().describe('Calls at once'),
    })
    .default({ rateLimit: 100, burstLimit: 200 }),
  tracing: z.boolean().default(true).describe('X-Ray'),
});

const bodyMatch = z.union([
  z.string().describe('The body contains this'),
  z.strictObject({ equals: z.string().describe('The whole body') }),
  z.strictObject({ matches: z.string().describe('Regular expression') }),
  z.strictObject({ json: z.unknown().describe('The body is JSON and contains these members') }),
]);

const expectation = z.strictObject({
  name: z.string().optional().describe('Sentence for the report. Default: the call'),
  from: z.string().default('on-prem').describe('on-prem, app, internet'),
  call: z.string().describe('"GET https://host/path"'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  address: z.string().optional().describe('Dial this address instead of resolving the host'),
  expect: z
    .union([
      z.strictObject({ status: z.number().int().min(100).max(599), body: bodyMatch.optional() }),
      z.literal('unreachable'),
    ])
    .describe('{ status: 200 } with an optional body, or unreachable'),
});

const raised = (what: string, byDefault: number) =>
  z.number().int().positive().optional().describe(`${what}. Default: AWS's own, ${byDefault}`);

/** AWS's defaults of the quotas that can be raised (aws-facts §12, doc). */
export const defaultQuotas = {
  publicCustomDomains: 120,
  resourcesPerApi: 300,
  resourcePolicyCharacters: 8192,
  certificateNames: 10,
} as const;

const quotas = z
  .strictObject({
    publicCustomDomains: raised('Public custom domains in the region', defaultQuotas.publicCustomDomains),
    resourcesPerApi: raised('Resources (path segments) of one API', defaultQuotas.resourcesPerApi),
    resourcePolicyCharacters: raised(
      'Length of an API resource policy',
      defaultQuotas.resourcePolicyCharacters,
    ),
    certificateNames: raised('Names on one ACM certificate', defaultQuotas.certificateNames),
  })
  .describe('Quotas that AWS raised for this account');

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
  certificate,
  loadBalancer: loadBalancer.prefault({}),
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
  apis: z.array(api).min(1).describe('Private REST APIs'),
  expect: z.array(expectation).default([]).describe('What verify, the twin and the probe check'),
  quotas: quotas.optional(),
});

/** hybrid.yaml as read: defaults filled in. */
export type HybridConfig = z.infer<typeof configSchema>;
export type ApiConfig = HybridConfig['apis'][number];
export type FunctionConfig = HybridConfig['functions'][string];
export type Expectation = HybridConfig['expect'][number];

/** The file of a function, relative to the folder of hybrid.yaml. */
export function functionEntry(name: string, { entry }: { readonly entry?: string }): string {
  return entry ?? `lambdas/${name}/handler.ts`;
}
