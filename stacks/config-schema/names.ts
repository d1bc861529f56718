import { z } from 'zod';

export const cidr = z.string().describe('IPv4 CIDR block, e.g. 10.20.0.0/16');
export const zoneName = z.string().describe('Availability Zone, e.g. eu-west-1a');
export const vpcId = z.string().regex(/^vpc-[0-9a-f]+$/, 'a VPC id such as vpc-0a1b2c3d4e5f60718');
export const endpointId = z
  .string()
  .regex(/^vpce-[0-9a-f]+$/, 'the id of an interface endpoint such as vpce-0a1b2c3d4e5f60718');
export const hostedZoneId = z
  .string()
  .regex(/^Z[0-9A-Z]+$/, 'the id of a hosted zone such as Z0123456789ABCDEFGHIJ');
export const transitGatewayId = z
  .string()
  .regex(/^tgw-[0-9a-f]+$/, 'a transit gateway id such as tgw-0a1b2c3d4e5f60718');
export const routeTableId = z
  .string()
  .regex(/^rtb-[0-9a-f]+$/, 'a route table id such as rtb-0a1b2c3d4e5f60718');
export const networkAclId = z
  .string()
  .regex(/^acl-[0-9a-f]+$/, 'the id of a network ACL such as acl-0a1b2c3d4e5f60718');
export const securityGroupId = z
  .string()
  .regex(/^sg-[0-9a-f]+$/, 'a security group id such as sg-0a1b2c3d4e5f60718');
export const gatewayId = z
  .string()
  .regex(
    /^(vgw|tgw|pcx|igw|nat|eni|vpce|lgw|cagw)-[0-9a-f]+$/,
    'the id of a gateway such as vgw-0a1b2c3d4e5f60718',
  );
/** Name or ARN, as a secret is asked for. */
export const secretId = z
  .string()
  .regex(/^[\w/+=.@:-]+$/, 'the name or ARN of a secret such as partners/acme');
