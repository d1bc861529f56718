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
