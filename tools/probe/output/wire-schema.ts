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

const ms = z.number().min(0).describe('Milliseconds').nullable();

export const phasesSchema = z
  .strictObject({
    resolve: ms.describe('ms to find the addresses'),
    connect: ms.describe('ms to connect to the address'),
    tls: ms.describe('ms of the TLS handshake'),
    firstByte: ms.describe('ms from the request on the wire to the first byte of the response'),
    total: z.number().min(0).describe('ms of all phases and the rest of the body, of every exchange'),
  })
  .describe('Each phase by itself. 0: nothing to do; null: not reached or not finished');

/** Of the exchange over HTTP. */
export const httpMembers = {
  httpVersion: z.enum(['1.1', '2']).optional().describe('What was spoken'),
  redirects: z
    .array(
      z.strictObject({
        url: z.string(),
        method: z.string(),
        address: z.string().nullable(),
        status: z.int(),
        to: z.string().describe('Absolute URL'),
        phases: phasesSchema,
      }),
    )
    .optional()
    .describe('The answers that led on, in order; all else is of the last exchange'),
  landedAt: z
    .strictObject({ url: z.string(), address: z.string().nullable() })
    .optional()
    .describe('Where the last exchange was; only after redirects'),
};

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

const certificate = {
  subject: z.string(),
  names: z.array(z.string()).describe('DNS names and addresses that it covers'),
  issuer: z.string(),
  daysLeft: z.int().describe('Whole days until it expires; negative afterwards'),
};

export const tlsSchema = z
  .strictObject({
    ...certificate,
    protocol: z.string().describe('e.g. TLSv1.3'),
    cipher: z.string(),
    serverName: z.string().nullable().optional().describe('SNI that was sent; null: none'),
    verifiedFor: z.string().optional().describe('The name that the certificate has to cover'),
    rejected: z.string().nullable().optional().describe('Why it does not hold; null: it holds'),
    keyExchange: z.string().optional().describe('e.g. ECDH X25519'),
    alpn: z.string().optional().describe('Protocol chosen by ALPN'),
    chain: z
      .array(
        z.strictObject({
          ...certificate,
          notBefore: z.string().describe('ISO 8601'),
          notAfter: z.string().describe('ISO 8601'),
          serial: z.string().describe('Hexadecimal'),
          fingerprint: z.string().describe('SHA-256, hexadecimal with colons'),
          key: z.string().describe('e.g. EC prime256v1 or RSA 2048'),
        }),
      )
      .optional()
      .describe('From the server’s own to its authority, which may come from this machine’s store'),
  })
  .describe('Of the server; read also when it does not hold');
