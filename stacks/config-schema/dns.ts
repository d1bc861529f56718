import { z } from 'zod';
import { hostedZoneId, vpcId } from './names';

export const dns = z
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
