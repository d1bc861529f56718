import { z } from 'zod';

const seconds = z.number().int().min(0);

const clockSkew = seconds.max(600).default(60).describe('How far clocks may differ, seconds');

const httpsUrl = z
  .string()
  .regex(/^https:\/\/[^\s/?#@]+([/?]\S*)?$/, 'an https URL such as https://login.corp.example');

const jwt = z.strictObject({
  issuer: httpsUrl.describe('The iss claim, exactly, e.g. https://login.corp.example'),
  audience: z.array(z.string().min(1)).min(1).describe('One of them is in the aud claim'),
  jwksFile: z
    .string()
    .min(1)
    .optional()
    .describe('Key set beside hybrid.yaml, for an issuer that the function does not reach'),
  jwksUri: httpsUrl
    .optional()
    .describe("Where the key set is. Default: what the issuer's .well-known/openid-configuration says"),
  caFile: z.string().min(1).optional().describe('PEM file of the authority of the issuer’s certificate'),
  vpc: z
    .boolean()
    .default(true)
    .describe('Fetch keys from inside the application VPC; without effect with jwksFile'),
  algorithms: z
    .array(z.enum(['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'EdDSA']))
    .min(1)
    .default(['RS256', 'ES256'])
    .describe('Signatures that are accepted; never none, never HS'),
  scopeClaim: z.string().min(1).default('scope').describe('Claim with scopes: a list, or text with blanks'),
  clockSkewSeconds: clockSkew,
});

const saml = z.strictObject({
  issuer: z.string().min(1).describe('Entity id of the identity provider'),
  audience: z.string().min(1).describe('Entity id of this service, in AudienceRestriction'),
  certificates: z
    .array(z.string().min(1))
    .min(1)
    .max(4)
    .describe('PEM files of the signing certificates, beside hybrid.yaml; two while one is replaced'),
  recipient: z.string().min(1).optional().describe('Recipient that SubjectConfirmationData has to name'),
  scopeAttribute: z.string().min(1).default('scope').describe('Name of the attribute with scopes'),
  clockSkewSeconds: clockSkew,
  maxBytes: z.number().int().min(1024).max(262144).default(65536).describe('Of the assertion, decoded'),
  replay: z
    .enum(['instance', 'off'])
    .default('instance')
    .describe('instance: an assertion works for ttlSeconds after its first use, then no more'),
});

const rule = z.strictObject({
  header: z.string().min(1).optional().describe('Name of a header'),
  equals: z.array(z.string()).min(1).optional().describe('Values of the header, any of which will do'),
  matches: z.string().min(1).optional().describe('Regular expression for the whole header'),
  source: z.array(z.string()).min(1).optional().describe('CIDRs of the address that API Gateway sees'),
  forwardedFor: z.array(z.string()).min(1).optional().describe('CIDRs of a client in X-Forwarded-For'),
  proxies: z
    .number()
    .int()
    .min(1)
    .max(10)
    .optional()
    .describe(
      'How many add to X-Forwarded-For on the way: proxies, and an Application Load Balancer; API Gateway is not counted',
    ),
});

/** One authorizer. What it is, is said by exactly one of `function`, `jwt`, `saml`, `rules`. */
export const authorizer = z.strictObject({
  function: z.string().optional().describe('A key of functions: your own code'),
  jwt: jwt.optional().describe('JSON Web Tokens of an OpenID Connect issuer'),
  saml: saml.optional().describe('SAML 2.0 assertions as bearer tokens'),
  rules: z.array(rule).min(1).optional().describe('Headers and addresses; all of them have to hold'),
  type: z
    .enum(['token', 'request'])
    .optional()
    .describe('Of your own code: gets one header, or the whole request. Default: token'),
  identitySource: z
    .array(z.string())
    .min(1)
    .optional()
    .describe(
      'method.request.header.NAME, method.request.querystring.NAME, stageVariables.NAME, context.NAME',
    ),
  validation: z
    .string()
    .min(1)
    .optional()
    .describe('Regular expression of the whole token; another is answered 401 without a call'),
  ttlSeconds: seconds
    .max(3600)
    .optional()
    .describe('How long a policy is kept; 0: never. Default: 300, of rules 0'),
});

export type AuthorizerConfig = z.infer<typeof authorizer>;

/** How long a policy is kept. Rules cost nothing to ask again, and a kept answer would outlive a header. */
export function ttlOf({
  ttlSeconds,
  rules,
}: {
  readonly ttlSeconds?: number;
  readonly rules?: unknown;
}): number {
  return ttlSeconds ?? (rules === undefined ? 300 : 0);
}
