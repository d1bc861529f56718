import { z } from 'zod';
import { jsonPathForm } from './json-path-form';

export const pathMatch = z.strictObject({
  jsonPath: z
    .string()
    .regex(jsonPathForm, 'a JSON path such as $.items[0].id; filters are not run')
    .describe('The body is JSON and has something at this path, e.g. $.items[*].id'),
  equals: z.unknown().optional().describe('One of the values there. Default: any'),
});

/** What a body or a message must be; the probe’s report has it too. */
export const bodyMatch = z.union([
  z.string().describe('The body contains this'),
  z.strictObject({ equals: z.string().describe('The whole body') }),
  z.strictObject({ matches: z.string().describe('Regular expression') }),
  z.strictObject({ json: z.unknown().describe('The body is JSON and contains these members') }),
  pathMatch,
]);

/** A header's value that stays in its file: neither templates nor reports have it. */
const headerFile = z.strictObject({
  file: z.string().min(1).describe('File beside hybrid.yaml with the value, read when the call is made'),
  prefix: z.string().default('').describe('Before the value, e.g. "Bearer "'),
});

export const expectation = z.strictObject({
  name: z.string().optional().describe('Sentence for the report. Default: the call'),
  from: z.string().default('on-prem').describe('on-prem, app, internet'),
  call: z.string().describe('"GET https://host/path", or "GET wss://host/path" for a WebSocket'),
  headers: z
    .record(z.string(), z.union([z.string(), headerFile]))
    .default({})
    .describe('Name → value, or the file of a token'),
  identity: z
    .string()
    .optional()
    .describe('Who signs the call (SigV4): a key of callers, or the ARN of a role in the templates'),
  apiKey: z.string().optional().describe('Name of the API key that is sent'),
  body: z.string().optional(),
  send: z
    .union([z.string(), z.array(z.string()).min(1)])
    .optional()
    .describe('On a wss:// call: text messages to send, in order'),
  clientCertificate: z
    .strictObject({
      cert: z.string().min(1).describe('PEM file: the certificate, then those between it and its authority'),
      key: z.string().min(1).describe('PEM file of its private key, read when the call is made'),
    })
    .optional()
    .describe('What the client presents where it is asked, files beside hybrid.yaml'),
  address: z.string().optional().describe('Dial this address instead of resolving the host'),
  expect: z
    .union([
      z.strictObject({ status: z.number().int().min(100).max(599), body: bodyMatch.optional() }),
      z.strictObject({
        message: bodyMatch.describe('On a wss:// call: a message that the client receives once it stands'),
      }),
      z.literal('unreachable'),
    ])
    .describe('{ status: 200 } with an optional body, { message: … } on a WebSocket, or unreachable'),
});
