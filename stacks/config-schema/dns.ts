import { z } from 'zod';
import { hostedZoneId, securityGroupId, vpcId } from './names';

const existingInbound = z.strictObject({
  existing: z
    .string()
    .regex(/^rslvr-in-[0-9a-z]+$/, 'the id of an inbound endpoint such as rslvr-in-0a1b2c3d4e5f60718'),
  vpc: vpcId.optional().describe('VPC that it stands in. Default: the existing application VPC'),
  addresses: z.array(z.string()).min(1).describe('Addresses that the forwarders use'),
  securityGroup: securityGroupId.optional().describe('Its security group, for the trace'),
});

const inboundEndpoint = z.union([
  z.boolean().describe('true: created in the application VPC'),
  existingInbound,
]);

const resolverRule = z.strictObject({
  domain: z.string().describe('Names that it is for: the domain and all below it'),
  type: z.enum(['forward', 'system']).default('forward').describe('system: do not forward after all'),
  to: z.array(z.string()).default([]).describe('DNS servers of the data centre: addresses'),
  existing: z
    .string()
    .regex(/^rslvr-rr-[0-9a-z]+$/, 'the id of a Resolver rule such as rslvr-rr-0a1b2c3d4e5f60718')
    .optional()
    .describe('A rule that is there, of this account or shared. Default: created'),
  associated: z
    .boolean()
    .default(false)
    .describe(
      'The existing rule is associated with the application VPC already. Default: the kit associates it',
    ),
  outboundEndpoint: z
    .string()
    .regex(/^rslvr-out-[0-9a-z]+$/, 'the id of an outbound endpoint such as rslvr-out-0a1b2c3d4e5f60718')
    .optional()
    .describe('What a created rule forwards through'),
});

export const dns = z
  .strictObject({
    zone: z.string().describe('Domain of all hosts, e.g. corp.example'),
    visibility: z.enum(['private', 'public']).default('private').describe('Who can resolve the hosts'),
    existing: hostedZoneId.optional().describe('Id of a hosted zone that is already there. Default: created'),
    associate: z
      .array(vpcId)
      .default([])
      .describe('Further VPCs of this account that must see the private zone'),
    inboundEndpoint: inboundEndpoint
      .default(false)
      .describe('Route 53 Resolver inbound endpoint, for data-centre forwarders'),
    resolverRules: z
      .array(resolverRule)
      .default([])
      .describe('Resolver rules of the application VPC: names that it asks the data centre for'),
  })
  .describe('The company names of the APIs');

/** An inbound endpoint that is there; undefined: it is created, or there is none. */
export function existingInboundEndpoint({
  inboundEndpoint: given,
}: Pick<z.infer<typeof dns>, 'inboundEndpoint'>): z.infer<typeof existingInbound> | undefined {
  return typeof given === 'object' ? given : undefined;
}
