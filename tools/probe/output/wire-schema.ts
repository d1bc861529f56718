import { z } from 'zod';

const failureKinds = [
  'nxdomain',
  'no-data',
  'not-found',
  'resolver-silent',
  'resolver-refused',
  'servfail',
  'resolver-declines',
  'timeout',
  'refused',
  'no-route',
  'reset',
  'closed',
  'alert',
  'not-tls',
  'certificate',
  'not-http',
  'partial',
  'proxy',
  'local',
  'interrupted',
] as const;

const addressType = z.enum(['A', 'AAAA']);

export const dnsSchema = z
  .strictObject({
    by: z.enum(['given', 'system', 'resolver', 'proxy']).describe('Who resolved'),
    server: z.string().optional().describe('The DNS server that was asked'),
    name: z.string().optional().describe('The name asked for, where it is not the URL’s host'),
    questions: z
      .array(
        z.strictObject({
          type: addressType,
          transport: z.enum(['udp', 'tcp']).describe('tcp also where the answer was too long for a datagram'),
          ms: z.number().min(0),
          ended: z.enum(['answered', ...failureKinds]),
        }),
      )
      .optional()
      .describe('Of the system’s resolver it is not known'),
    records: z
      .array(
        z.strictObject({
          name: z.string(),
          type: z.enum(['A', 'AAAA', 'CNAME']),
          ttl: z.number().describe('Seconds'),
          data: z.string().describe('An address, or the name that the CNAME leads to'),
        }),
      )
      .optional()
      .describe('CNAMEs in the order in which they lead on, then every address'),
    notDialled: z.array(z.string()).optional().describe('Addresses of the other family, not called'),
  })
  .describe('How the address was found; absent where it was given, or the proxy resolved');
