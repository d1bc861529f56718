import { z } from 'zod';
import { cidr, endpointId, vpcId, zoneName } from './names';

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

export const network = z
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
    transitGateway: z
      .string()
      .regex(/^tgw-[0-9a-f]+$/, 'a transit gateway id such as tgw-0a1b2c3d4e5f60718')
      .optional()
      .describe('An existing one. Default: created'),
  })
  .describe('The data centre that calls the APIs');
