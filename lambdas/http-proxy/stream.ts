import type { Writable } from 'node:stream';
import type { StreamHead } from './core/exchange';

/** What Lambda's runtime gives a handler that streams. */
export type ResponseStream = Writable & { setContentType(type: string): void };

interface Runtime {
  streamifyResponse<Handler>(handler: Handler): Handler;
  readonly HttpResponseStream: { from(stream: ResponseStream, metadata: StreamHead): ResponseStream };
}

/** A global of Lambda's Node.js runtime; nothing to import. */
const runtime = () => (globalThis as unknown as { readonly awslambda: Runtime }).awslambda;

export function streamifyResponse<Handler>(handler: Handler): Handler {
  return runtime().streamifyResponse(handler);
}

/** The stream with its metadata written: status and headers, then the body. */
export function writeHead(stream: ResponseStream, head: StreamHead): ResponseStream {
  return runtime().HttpResponseStream.from(stream, head);
}
