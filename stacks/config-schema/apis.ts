import { z } from 'zod';
import { allowPrincipals, allowVpcs, authorization } from './access';
import { endpointId } from './names';

const authorizerName = z.string().describe('A key of authorizers, or none');

const scopes = z
  .array(z.string().regex(/^\S+$/, 'a scope without blanks such as orders:read'))
  .describe('A token needs one of them; an empty list: any valid token');

const mapping = z.record(z.string(), z.string());

const sources = mapping.describe(
  'Name → where its value comes from: context.connectionId, route.request.body.NAME, route.request.header.NAME ($connect only), or text in single quotes, "\'text\'"',
);

/** Of WebSocket APIs. */
const socketMembers = {
  pass: z
    .strictObject({ headers: sources.optional(), query: sources.optional() })
    .optional()
    .describe('Of a WebSocket API: headers and query parameters that its backend gets'),
  postsBack: z
    .boolean()
    .optional()
    .describe('Of a WebSocket API: who answers this route may send messages to connected clients'),
  answers: z
    .boolean()
    .optional()
    .describe('Of a WebSocket API: what the integration answers goes to the client as a message'),
  method: z
    .enum(['GET', 'POST', 'PUT', 'ANY'])
    .optional()
    .describe('Of a WebSocket API: how its backend is called. Default: POST'),
  path: z
    .string()
    .regex(/^\/\S*$/, 'a path such as /messages')
    .optional()
    .describe('Of a WebSocket API: path at its backend. Default: /'),
};

const routeTarget = z.strictObject({
  ...socketMembers,
  function: z.string().optional().describe('A key of functions'),
  backend: z.string().optional().describe('A key of backends'),
  via: z
    .enum(['function', 'function-mapped', 'vpc-link'])
    .optional()
    .describe(
      'How a backend is reached: function hands everything on through a function in the VPC; function-mapped does so by mapping templates, for JSON; vpc-link straight to its load balancer. Default: function',
    ),
  stream: z
    .boolean()
    .optional()
    .describe('Of a backend via function: hand its answers on as they come, up to 200 MB. Default: false'),
  authorizer: authorizerName.optional(),
  scopes: scopes.optional(),
  authorization: authorization.optional(),
  parameters: mapping
    .optional()
    .describe(
      'Request parameters as AWS writes them: "overwrite:header.x" of an HTTP API, "integration.request.header.x" of a REST API with a VPC link',
    ),
  responses: z
    .record(z.string().regex(/^[2-5]\d\d$/, 'a status such as 404'), mapping)
    .optional()
    .describe(
      'Of an HTTP API: status of the answer → what becomes of it, e.g. { "overwrite:statuscode": "403" }',
    ),
  apiKey: z.boolean().optional().describe('Callers send an API key of a usage plan. Default: as the API'),
});

export const api = z.strictObject({
  name: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]*$/, 'a name of letters, digits and hyphens such as payments-api')
    .describe('Name in API Gateway'),
  description: z.string().max(1024).optional(),
  kind: z
    .enum(['rest', 'http', 'websocket'])
    .default('rest')
    .describe(
      'rest: a private REST API behind the endpoint. http: an HTTP API, websocket: a WebSocket API; both are always public',
    ),
  routeSelectionExpression: z
    .string()
    .default('$request.body.action')
    .describe('Of a WebSocket API: the member of a message whose value is the key of its route'),
  host: z.string().describe('Company name of the API, in dns.zone, e.g. pay.corp.example'),
  account: z.string().optional().describe('A key of accounts.apis. Default: the hub, or the only account'),
  basePath: z.string().default('').describe('One path segment; empty: the whole host'),
  stage: z
    .string()
    .min(1)
    .max(128)
    .regex(/^[A-Za-z0-9_-]+$/, 'a stage name of letters, digits, hyphens and underscores such as prod')
    .default('prod'),
  routes: z
    .record(z.string(), z.union([z.string().describe('A key of functions'), routeTarget]))
    .optional()
    .describe(
      '"GET /path" (of a WebSocket API $connect, $disconnect, $default or a key) → a key of functions, or an object that says more',
    ),
  openapi: z
    .string()
    .min(1)
    .optional()
    .describe('OpenAPI 3 file instead of routes; ${function:NAME} in it is the invocation URI of a function'),
  authorizer: authorizerName.optional().describe('Of every route that names no other; none: of no route'),
  scopes: scopes.optional().describe('Of every route that names no others: a token needs one of them'),
  authorization: authorization.optional(),
  payloadFormat: z
    .enum(['1.0', '2.0'])
    .default('2.0')
    .describe('Of an HTTP API: what its functions get and how their answers are read'),
  allowPrincipals,
  apiKey: z.boolean().default(false).describe('Callers send an API key of a usage plan'),
  apiKeySource: z
    .enum(['header', 'authorizer'])
    .default('header')
    .describe('Where the key comes from: x-api-key, or usageIdentifierKey of the authorizer’s answer'),
  allowVpcs,
  allowEndpoints: z.array(endpointId).default([]).describe('Further endpoints that may call'),
  throttle: z
    .strictObject({
      rateLimit: z.number().positive().describe('Calls per second'),
      burstLimit: z.number().int().positive().describe('Calls at once'),
    })
    .default({ rateLimit: 100, burstLimit: 200 }),
  tracing: z.boolean().default(true).describe('X-Ray'),
});

/** What a route leads to, in its long form. */
export type RouteTarget = z.infer<typeof routeTarget>;

/** The long form of what a route leads to. */
export function routeTargetOf<Target extends object>(
  target: string | Target,
): Target | { readonly function: string; readonly backend?: undefined; readonly via?: undefined } {
  return typeof target === 'string' ? { function: target } : target;
}
