import { connect as connectTcp, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, createSecureContext } from 'node:tls';

/** Connections that a load balancer opens to endpoint interfaces, over loopback. */
export class Upstreams {
  /** TLS sessions by address: the next one resumes. */
  readonly #sessions = new Map<string, Buffer>();
  /** Target certificates are not validated: aws-facts §4.1 (doc). */
  readonly #context = createSecureContext({ minVersion: 'TLSv1.2', ca: [] });

  /** @param address the interface's, for session resumption; @param encrypts whether the target group does */
  open(port: number, address: string, encrypts: boolean): Socket {
    const options = { port, host: '127.0.0.1', noDelay: true, allowHalfOpen: true };
    if (!encrypts) return connectTcp(options);
    // No `servername`: a load balancer sends no SNI to its targets, aws-facts §4.1 (secondary).
    const secured: ConnectionOptions & typeof options = {
      ...options,
      secureContext: this.#context,
      rejectUnauthorized: false,
      session: this.#sessions.get(address),
    };
    const upstream = connectTls(secured);
    upstream.setNoDelay(true);
    upstream.on('session', (session: Buffer) => this.#sessions.set(address, session));
    return upstream;
  }
}
