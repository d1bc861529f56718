import { z } from 'zod';

const vpcLink = z
  .union([z.literal(1), z.literal(2)])
  .default(2)
  .describe('Version of the VPC link of REST APIs; 1, which AWS calls legacy, needs a Network Load Balancer');

const sampleBackend = z.strictObject({
  sample: z
    .literal(true)
    .describe('Made by the kit: an internal Application Load Balancer in front of a small function'),
  nlb: z.boolean().default(false).describe('With a Network Load Balancer in front of the other'),
  vpcLink,
});

const hostBackend = z.strictObject({
  host: z.string().min(1).describe('Private address, or name as the VPC resolves it, of what is there'),
  port: z.number().int().min(1).max(65535),
  protocol: z.enum(['http', 'https']).default('http'),
  securityGroup: z
    .string()
    .regex(/^sg-[0-9a-f]+$/, 'a security group id such as sg-0a1b2c3d4e5f60718')
    .optional()
    .describe('Its security group: the kit lets in who must call. Default: the address alone is opened'),
  subnets: z
    .array(z.string().regex(/^subnet-[0-9a-f]+$/, 'a subnet id such as subnet-0a1b2c3d4e5f60718'))
    .min(1)
    .optional()
    .describe('Subnets of network.existing that calls leave from. Default: all of them'),
  loadBalancer: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:loadbalancer\/(app|net)\/[^/]+\/[0-9a-f]+$/,
      'the ARN of a load balancer such as arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/orders/50dc6c495c0c9188',
    )
    .optional()
    .describe('The load balancer that host names: what a VPC link needs to know'),
  listener: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:\d{12}:listener\/(app|net)\/[^/]+\/[0-9a-f]+\/[0-9a-f]+$/,
      'the ARN of a listener such as arn:aws:elasticloadbalancing:eu-west-1:111122223333:listener/app/orders/50dc6c495c0c9188/f2f7dc8efc522ab2',
    )
    .optional()
    .describe('Its listener on port: what the VPC link of an HTTP API needs to know'),
  vpcLink,
});

/** An HTTP endpoint in the network, by the name that routes use. */
export const backend = z.union([sampleBackend, hostBackend]);

export const backends = z
  .record(
    z
      .string()
      .regex(
        /^[A-Za-z][A-Za-z0-9-]{0,20}$/,
        'a name of at most 21 letters, digits and hyphens that starts with a letter, such as orders',
      ),
    backend,
  )
  .default({})
  .describe('HTTP endpoints in private subnets, by the name that routes use');
