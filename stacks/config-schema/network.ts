import { z } from 'zod';
import { existingNetwork } from './existing-network';
import { cidr, secretId, transitGatewayId, zoneName } from './names';

export const network = z
  .union([
    z.strictObject({ cidr: cidr.describe('Create a VPC with this CIDR and one private subnet per zone') }),
    z.strictObject({ existing: existingNetwork }),
  ])
  .describe('The application VPC: cidr creates one, existing names one');

const transitGateway = z.union([
  transitGatewayId.describe('The kit attaches the VPC'),
  z.strictObject({
    id: transitGatewayId,
    attachment: z
      .strictObject({
        id: z
          .string()
          .regex(/^tgw-attach-[0-9a-f]+$/, 'an attachment id such as tgw-attach-0a1b2c3d4e5f60718'),
        zones: z.array(zoneName).min(1).describe('Zones in which the attachment has a subnet'),
      })
      .optional()
      .describe(
        'The attachment that the VPC has already: nothing is created. Default: the kit attaches the VPC',
      ),
    routes: z
      .array(cidr)
      .optional()
      .describe('What the route table of the attachment leads to, for the trace. Default: not known'),
  }),
]);

const vpnGateway = z.strictObject({
  id: z
    .string()
    .regex(/^vgw-[0-9a-f]+$/, 'the id of a virtual private gateway such as vgw-0a1b2c3d4e5f60718'),
  propagates: z
    .array(cidr)
    .min(1)
    .describe('What it learned from the data centre and puts into route tables'),
});

const fleet = z
  .strictObject({
    concurrency: z
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(10)
      .describe('Functions that call at once; each counts against the concurrency of the account'),
    keepDays: z
      .number()
      .int()
      .min(1)
      .max(365)
      .default(7)
      .describe('Days that results are kept in the bucket'),
  })
  .describe('A state machine that lets many probes of the simulated data centre call at once');

const secrets = z
  .array(
    z.union([
      secretId,
      z.strictObject({
        secret: secretId,
        key: z
          .string()
          .regex(
            /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/,
            'the ARN of a KMS key such as arn:aws:kms:eu-west-1:111122223333:key/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f',
          )
          .optional()
          .describe('The key of yours that it is encrypted with. Default: that of Secrets Manager'),
      }),
    ]),
  )
  .max(30)
  .default([])
  .describe(
    'Secrets in Secrets Manager that the probe function of the simulated data centre may read, by name or ARN: values of API keys and tokens. Creates an endpoint of that service beside it',
  );

export const onPremises = z
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
    transitGateway: transitGateway.optional().describe('An existing one. Default: created'),
    resolve: z
      .enum(['associated', 'forwarded'])
      .default('associated')
      .describe(
        'How the simulated data centre finds private hosts: its VPC is associated with the zone, or forwards the zone to the inbound endpoint as a real one does',
      ),
    vpnGateway: vpnGateway
      .optional()
      .describe('Attach this virtual private gateway to a created VPC. Default: one is created'),
    fleet: fleet.optional(),
    secrets,
  })
  .describe('The data centre that calls the APIs');

type OnPremises = z.infer<typeof onPremises>;

/** The existing Transit Gateway in its long form; undefined: none is named. */
export function transitGatewayOf({
  transitGateway: given,
}: Pick<OnPremises, 'transitGateway'>):
  | Exclude<OnPremises['transitGateway'], string | undefined>
  | undefined {
  return typeof given === 'string' ? { id: given } : given;
}
