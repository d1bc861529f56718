import { isUnknown, type Listener, type LoadBalancer, type LoadBalancerNode } from '../../assembly/model';
import { header } from '../headers';
import type { HeaderList } from '../hop';
import { traceId } from '../lambda/identifiers';
import { certificateHeaders } from './client-certificate';

/** An HTTP request as an application load balancer reads it, after TLS. */
export interface HttpRequest {
  /** The Host header, with its port where the client sent one. */
  readonly host: string;
  readonly method: string;
  /** As on the wire, without the query. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array | string;
  /** Peer of the TCP connection. */
  readonly sourceAddress: string;
  /** Milliseconds since the epoch; `null`: not known. */
  readonly receivedAt: number | null;
  readonly requestId: string;
  /** PEM of what the client presented, its own certificate first. */
  readonly clientCertificate?: string;
}

/** One load balancer's node and listener, at which a request has arrived. */
export interface Hall {
  readonly loadBalancer: LoadBalancer;
  readonly node: LoadBalancerNode;
  readonly listener: Listener;
}

/** Between two neighbours only (RFC 9110 §7.6.1). */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Those that the load balancer writes itself. */
const own = new Set(['host', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto', 'x-amzn-trace-id']);

/** Header names that are kept where invalid ones are dropped: `[-A-Za-z0-9]+` (ALB guide, load balancer attributes; doc). */
const validName = /^[-A-Za-z0-9]+$/;

/** The host without its port, lower case: what rules are held against. Inferred for the port. */
export function bareHost(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** The headers that go on to a target (ALB guide, HTTP headers and Application Load Balancers; doc). */
export function forwardedHeaders({ loadBalancer, listener }: Hall, request: HttpRequest): HeaderList {
  const settings = loadBalancer.http;
  const list: [string, string][] = [
    ['Host', forwardedHost(listener, request, settings?.preserveHost ?? false)],
  ];
  for (const [name, value] of request.headers) {
    const key = name.toLowerCase();
    if (own.has(key) || hopByHop.has(key)) continue;
    // Inferred: nobody but the load balancer speaks for a certificate.
    if (listener.mutualTls && key.startsWith('x-amzn-mtls-')) continue;
    if (settings?.dropInvalidHeaderFields && !validName.test(name)) continue;
    list.push([name, value]);
  }
  const came = header(request.headers, 'x-forwarded-for');
  const mode = settings?.forwardedFor ?? 'append';
  if (mode === 'append') {
    list.push([
      'X-Forwarded-For',
      came === undefined ? request.sourceAddress : `${came}, ${request.sourceAddress}`,
    ]);
  } else if (mode === 'preserve' && came !== undefined) list.push(['X-Forwarded-For', came]);
  list.push(['X-Forwarded-Proto', listener.protocol === 'HTTPS' ? 'https' : 'http']);
  list.push(['X-Forwarded-Port', String(listener.port)]);
  list.push(['X-Amzn-Trace-Id', forwardedTrace(request)]);
  for (const [name, value] of certificateHeaders(listener, request.clientCertificate))
    list.push([name, value]);
  return list;
}

/**
 * Unless it is preserved, the host loses its port, and gets that of a listener that is not on 80 or 443
 * (ALB guide, host header preservation; doc).
 */
function forwardedHost(listener: Listener, { host }: HttpRequest, isPreserved: boolean): string {
  if (isPreserved) return host;
  const bare = host.replace(/:\d+$/, '');
  if (listener.port === 80 || listener.port === 443) return bare;
  return /:\d+$/.test(host) ? host : `${bare}:${listener.port}`;
}

/** A caller's trace id is kept and the load balancer's own added (ALB guide, request tracing; doc). */
function forwardedTrace(request: HttpRequest): string {
  const came = header(request.headers, 'x-amzn-trace-id');
  const fresh = traceId(request);
  return came === undefined ? fresh : `${fresh.replace(/^Root=/, 'Self=')};${came}`;
}

/** What is known of a setting, as text for a sentence. */
export function said(value: unknown): string {
  return isUnknown(value) ? `unknown (${value.reason})` : String(value);
}

/** Name and value of each part of a query, as on the wire: an application load balancer decodes neither. (inferred of its rules) */
export function queryPairs(query: string): HeaderList {
  return query
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
    });
}
