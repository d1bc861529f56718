import { z } from 'zod';
import { hostedZoneId } from './names';

export const ingress = z
  .enum(['nlb', 'nlb-passthrough', 'alb', 'alb-mtls', 'private-domain'])
  .default('nlb')
  .describe(
    'What callers meet first: nlb is a Network Load Balancer that ends TLS and opens it anew; nlb-passthrough is one that leaves TLS to the endpoint, with private custom domains; alb is an Application Load Balancer with a rule for each host and a WAF; alb-mtls is the same and asks for client certificates; private-domain is the endpoint itself, with private custom domains and no load balancer',
  );

export const migration = z
  .strictObject({
    to: z.enum(['private-domain']).describe('The ingress that takes over'),
    step: z
      .enum(['prepare', 'switch', 'release'])
      .describe(
        'prepare: both ways in are served, and names lead to the old one; switch: names lead to the new one; release: APIs have let go of the old one, which is still there',
      ),
  })
  .describe('From ingress to another one without a gap; see docs/runbooks/migrate-to-private-domain.md');

export const certificate = z
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

export const loadBalancer = z
  .strictObject({
    tlsPolicy: z
      .enum(tlsPolicies)
      .default('ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09')
      .describe('TLS versions and ciphers that clients may use'),
    crossZone: z.boolean().default(false).describe('Each node also sends to the targets of other zones'),
    deletionProtection: z.boolean().default(true),
    waf: z
      .union([
        z.literal('managed'),
        z.literal('none'),
        z.strictObject({
          arn: z
            .string()
            .regex(
              /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/.+$/,
              'the ARN of a regional web ACL such as arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/corp/6f1d1c1e',
            )
            .describe('ARN of a web ACL that is there already'),
        }),
      ])
      .optional()
      .describe(
        'Of alb and alb-mtls: managed creates a web ACL with AWS managed rules, { arn } uses one of yours, none leaves requests alone. Default: managed',
      ),
    clientCertificates: z
      .enum(['verify', 'passthrough'])
      .optional()
      .describe(
        'Of alb-mtls: verify ends the handshake of clients whose certificate no authority of trustStore has signed; passthrough hands any certificate on in a header. Default: verify',
      ),
    reconcileMinutes: z
      .number()
      .int()
      .min(1)
      .max(1440)
      .default(5)
      .describe('How often the endpoint-targets function compares targets with the endpoint'),
  })
  .describe('The load balancer');

export const endpoint = z
  .strictObject({
    privateDns: z.boolean().default(true).describe('Private DNS of a created endpoint'),
  })
  .describe('The execute-api interface endpoint');

export const trustStore = z
  .union([
    z.strictObject({
      file: z
        .string()
        .min(1)
        .describe(
          'PEM file beside hybrid.yaml with the certificates of the authorities; the deployment uploads it',
        ),
    }),
    z.strictObject({
      bucket: z.string().min(3).describe('S3 bucket, in this region, with the PEM file'),
      key: z.string().min(1),
      version: z.string().optional().describe('Object version. Default: the current one'),
    }),
  ])
  .optional()
  .describe('Of alb-mtls: authorities whose client certificates are taken');
