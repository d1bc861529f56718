import { z } from 'zod';
import { pathMatch } from '../../../stacks/config-schema/expectations';
import type { ExpectedResponse } from '../../expectations/meets';
import { tlsVersions } from '../../path/tls-policies';
import type { Timeouts } from '../attempt';
import type { ProbeTarget } from '../target';
import { filePath } from './file-path';

const text = z.string().min(1);
const texts = z.union([z.string(), z.array(z.string()).min(1)]);
const tlsVersion = z.enum(tlsVersions).optional();
const seconds = z.number().positive().max(86_400);

const bodyMatch = z.union([
  z.string().describe('It contains this'),
  z.strictObject({ equals: z.string().describe('The whole of it') }),
  z.strictObject({ matches: z.string().describe('Regular expression') }),
  z.strictObject({ json: z.unknown().describe('It is JSON and has (at least) these members') }),
  pathMatch,
]);

const member = text
  .optional()
  .describe('Member of a JSON object that has the value. Default: the whole text');
const inAws = {
  secret: text.describe('Name or ARN of a secret in AWS Secrets Manager'),
  region: text.optional().describe('Default: that of the ARN, or AWS_REGION'),
  profile: text.optional().describe('Default: what the AWS SDKs find'),
};
const secretSource = z.union([
  z.strictObject({ file: filePath('File with the value'), name: member }),
  z.strictObject({ stdin: z.literal(true).describe('Standard input is the value'), name: member }),
  z.strictObject({ ...inAws, name: member }),
]);

const limits = {
  connect: seconds.optional(),
  tls: seconds.optional(),
  firstByte: seconds.optional(),
  total: seconds.optional(),
} as const satisfies Record<Exclude<keyof Timeouts, 'resolve'>, z.ZodType>;

const expected = {
  status: z.number().int().min(100).max(599).optional().describe('HTTP status'),
  body: bodyMatch.optional(),
  message: bodyMatch.optional().describe('wss:// only: a message that comes'),
} as const satisfies Record<keyof ExpectedResponse, z.ZodType>;

/**
 * What a probe file can say of a call: one line for each member of ProbeTarget, by the same name. What is written in
 * another form than ProbeTarget has it (seconds, a body in a file) is turned in to-target.ts.
 */
export const callMembers = {
  method: text.optional().describe('Default: GET'),
  headers: z
    .record(
      z.string(),
      z.union([
        z.string(),
        z.array(z.string()).min(1),
        z.strictObject({
          file: filePath('File with the value'),
          prefix: z.string().default('').describe('Before the value'),
        }),
      ]),
    )
    .optional()
    .describe('Name → value, several values, or { file } for what is to be kept; added to those inherited'),
  body: z
    .union([z.string(), z.strictObject({ file: filePath('File with the body') })])
    .optional()
    .describe('Text, or { file }'),
  send: texts.optional().describe('wss:// only: text messages to send, in order'),
  vantage: text.optional().describe('Where the call starts; it is skipped elsewhere. Default: anywhere'),
  address: text.optional().describe('Dial this IP address and skip DNS'),
  proxy: text.optional().describe('socks5h://host:port (resolves names) or socks5://host:port'),
  resolver: text
    .optional()
    .describe('DNS server to ask, [udp://|tcp://]address[:port] or system. Default: as programs resolve'),
  family: z.enum(['ipv4', 'ipv6']).optional().describe('Ask for and dial this address family alone'),
  prefer: z.enum(['ipv4', 'ipv6']).optional().describe('Dial this family alone where the name has it'),
  resolve: z
    .array(text)
    .optional()
    .describe('host:port:address[,address]: these addresses, without a question'),
  connectTo: z
    .array(text)
    .optional()
    .describe('host1:port1:host2:port2: dial the second instead of the first; name and Host stay'),
  ca: filePath('PEM file of trusted authorities. Default: those of Node.js').optional(),
  clientCertificate: z
    .strictObject({
      cert: filePath('PEM file: the certificate, then those between it and its authority'),
      key: filePath('PEM file of its private key'),
      passphrase: filePath('File with the passphrase of the key').optional(),
    })
    .optional()
    .describe('What to present where the server asks for a certificate'),
  minTls: tlsVersion.describe('Lowest TLS version to offer. Default: 1.2'),
  maxTls: tlsVersion.describe('Highest TLS version to offer. Default: 1.3'),
  sni: text
    .optional()
    .describe('Server name to send and to verify; none sends none. Default: the host of the URL'),
  expiresWithin: z
    .number()
    .min(0)
    .optional()
    .describe('Fail where a certificate of the chain ends within so many days'),
  http2: z.boolean().optional().describe('Offer HTTP/2, and speak it where the server chooses it'),
  maxRedirects: z.number().int().min(0).max(50).optional().describe('Follow so many redirects. Default: 0'),
  sigv4: z
    .union([
      z.literal(true),
      z.strictObject({
        region: text.optional().describe('Default: of an AWS name that is called, or AWS_REGION'),
        service: text.optional().describe('Default: execute-api'),
        profile: text.optional().describe('Default: what the AWS SDKs find'),
        role: text.optional().describe('ARN of a role to assume first'),
        file: filePath('Shared credentials file that has the profile').optional(),
      }),
    ])
    .optional()
    .describe('Sign the call: true, or with whose credentials'),
  apiKey: secretSource
    .optional()
    .describe('Send an API key in x-api-key, from a file, stdin or an AWS secret'),
  bearer: secretSource.optional().describe('Send Authorization: Bearer, from a file, stdin or an AWS secret'),
  token: z
    .strictObject({
      command: z.array(z.string()).min(1).describe('The program and its arguments; no shell reads them'),
      as: z
        .enum(['jwt', 'saml', 'opaque'])
        .optional()
        .describe(
          'What it prints: a JSON Web Token (default), a SAML assertion, or a token of no known form',
        ),
      header: text.optional().describe('Default: Authorization, after "Bearer "'),
      timeoutSeconds: seconds.optional().describe('Default: 30'),
      perCall: z.boolean().optional().describe('Run it for every call. Default: once, until the token ends'),
    })
    .optional()
    .describe('Send the token that a program prints'),
  timeouts: z
    .strictObject(limits)
    .optional()
    .describe('Seconds that a phase may take; added to those inherited'),
  retrying: z
    .strictObject({
      retries: z.number().int().min(0).max(100).describe('Tries after the first one'),
      delay: seconds.optional().describe('Seconds before the first retry at most; doubles. Default: 0.5'),
      any: z.boolean().optional().describe('Also what is definite, and POSTs that were sent'),
    })
    .optional()
    .describe('Try again where no definite answer came'),
  expect: z
    .union([z.literal('unreachable'), z.strictObject(expected)])
    .optional()
    .describe('What must come of it, or unreachable. Default: any answer of the function behind the gateway'),
} as const satisfies Record<Exclude<keyof ProbeTarget, 'name' | 'module' | 'url'>, z.ZodType>;
