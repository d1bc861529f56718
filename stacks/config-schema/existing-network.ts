import { z } from 'zod';
import {
  cidr,
  endpointId,
  gatewayId,
  networkAclId,
  routeTableId,
  securityGroupId,
  vpcId,
  zoneName,
} from './names';

const ports = z
  .union([
    z.number().int().min(0).max(65535),
    z.tuple([z.number().int().min(0).max(65535), z.number().int().min(0).max(65535)]),
  ])
  .optional()
  .describe('One port, or [first, last]. Default: all');
const protocol = z.enum(['tcp', 'udp', 'all']).default('tcp');

const existingSubnet = z.strictObject({
  id: z.string().regex(/^subnet-[0-9a-f]+$/, 'a subnet id such as subnet-0a1b2c3d4e5f60718'),
  zone: zoneName,
  cidr,
  routeTable: routeTableId
    .optional()
    .describe('Its route table: where routes to a data centre are added that the kit connects'),
  networkAcl: networkAclId.optional().describe('Its network ACL, for the trace'),
});

const route = z.strictObject({
  to: cidr,
  via: gatewayId.describe('Gateway of the route, propagated ones included, e.g. vgw-…, tgw-…, pcx-…'),
});

const aclEntry = z.strictObject({
  number: z.number().int().min(1).max(32766),
  direction: z.enum(['in', 'out']),
  action: z.enum(['allow', 'deny']).default('allow'),
  protocol,
  cidr,
  ports,
});

const groupRule = z.strictObject({
  protocol,
  ports,
  peer: z
    .union([cidr, securityGroupId])
    .describe('Source of an ingress rule, destination of an egress rule: a CIDR or sg-…'),
});

const existingEndpoint = z.strictObject({
  id: endpointId.describe('An execute-api interface endpoint that is already there'),
  securityGroup: securityGroupId.describe('Its security group'),
  admitLoadBalancer: z
    .boolean()
    .default(true)
    .describe('The kit adds the rule for the load balancer to that group. false: its owner does'),
  addresses: z
    .record(z.string(), z.string())
    .optional()
    .describe('zone → address, for the trace; the deployed kit looks them up'),
  policy: z
    .union([z.literal('full-access'), z.record(z.string(), z.unknown())])
    .optional()
    .describe('Its policy, for the trace: full-access, or the document. Default: not known'),
});

/** What there is, and what of it the trace may take as given: templates show none of it. */
export const existingNetwork = z
  .strictObject({
    vpc: vpcId,
    cidrs: z.array(cidr).min(1).describe('All CIDRs of the VPC'),
    dnsSupport: z.boolean().optional().describe('enableDnsSupport of the VPC, for the trace'),
    dnsHostnames: z.boolean().optional().describe('enableDnsHostnames of the VPC, for the trace'),
    internetGateway: z.boolean().optional().describe('Whether one is attached, for the trace'),
    subnets: z.array(existingSubnet).min(1).describe('One private subnet per zone'),
    routeTables: z
      .record(routeTableId, z.array(route))
      .default({})
      .describe('All routes of these tables but the local one, for the trace'),
    networkAcls: z
      .record(networkAclId, z.union([z.literal('open'), z.array(aclEntry)]))
      .default({})
      .describe('All entries of these network ACLs, or open, for the trace'),
    securityGroups: z
      .record(
        securityGroupId,
        z.strictObject({
          ingress: z.array(groupRule).default([]),
          egress: z.array(groupRule).default([]),
        }),
      )
      .default({})
      .describe('All rules that these groups have now, for the trace'),
    endpoint: existingEndpoint.optional().describe('Use this endpoint. Default: created'),
  })
  .describe('Build in a VPC that is already there');
