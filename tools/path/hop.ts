import type { Where } from '../assembly/model';

/** The eight hops, in travel order. The same names are used for files, log lines, verdicts and docs. */
export const hopNames = [
  'dns',
  'network',
  'load-balancer',
  'endpoint',
  'gateway',
  'policy',
  'authorizer',
  'integration',
] as const;

export type HopName = (typeof hopNames)[number];

/** What is known of a whole call. What can't be known is `unknown`, never `pass`. */
export type Outcome = 'pass' | 'stop' | 'unknown';

/** A hop that the call does not meet says so. */
export type HopOutcome = Outcome | 'not-applicable';

/** What the caller sees when a hop says no. */
export type Symptom =
  | { readonly kind: 'nxdomain' }
  | { readonly kind: 'no-data' }
  | { readonly kind: 'servfail' }
  /** Silence: packets are dropped. */
  | { readonly kind: 'timeout' }
  /** TCP RST in answer to SYN. */
  | { readonly kind: 'refused' }
  /** The connection is accepted and then reset before a response. */
  | { readonly kind: 'reset' }
  /** The TLS handshake fails: by the server's alert, or because the client rejects the certificate. */
  | {
      readonly kind: 'tls';
      readonly alert:
        | 'protocol_version'
        | 'handshake_failure'
        | 'certificate_name'
        | 'certificate_untrusted'
        | 'certificate_expired';
    }
  | { readonly kind: 'response'; readonly response: HttpResponse }
  /** On an open WebSocket: a frame that tells of an error. */
  | { readonly kind: 'message'; readonly text: string }
  /** The open WebSocket is ended, with this code (RFC 6455 §7.4). */
  | { readonly kind: 'closed'; readonly code: number; readonly reason: string }
  /** On an open WebSocket: the message that ought to come does not. */
  | { readonly kind: 'no-message' };

/** Names keep the case they were written in; several values are several pairs. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

export interface HttpResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array | string;
}

/** A call as a client states it. */
export interface Call {
  /** Vantage name: `on-prem`, `app`, `internet`, … */
  readonly from: string;
  readonly method: string;
  /** Absolute https: (or http:, or wss:) URL; path and query as sent on the wire. */
  readonly url: string;
  /** Without `Host`, `Content-Length` and `Connection` unless the caller sets them. @default [] */
  readonly headers?: HeaderList;
  /** @default no body */
  readonly body?: Uint8Array | string;
  /** Of a wss: URL: text messages to send once the connection stands, in order. @default none */
  readonly send?: readonly string[];
  /** Dial this address (and port of the URL) and skip DNS. @default resolve the host */
  readonly address?: string;
  /** Highest TLS version the client offers. @default '1.3' */
  readonly maxTls?: '1.0' | '1.1' | '1.2' | '1.3';
  /** Name in the ClientHello; `null` sends none. @default the URL's host, unless it is an address */
  readonly sni?: string | null;
  /** Who signs it (SigV4), rightly: a caller's name in hybrid.yaml, or the ARN of a role, session or user. @default unsigned */
  readonly identity?: string;
  /** Name of the API key whose value it carries. @default the headers say */
  readonly apiKey?: string;
  /** What the client presents where it is asked: PEM, its own certificate first. @default none */
  readonly clientCertificate?: string;
  /** When it is made, in milliseconds since the epoch. @default not known: what a policy says of times is unknown */
  readonly at?: number;
  /** Whether the client checks the certificate. @default true */
  readonly verify?: boolean;
}

/** What one hop says of one call. Never thrown. */
export interface Verdict {
  readonly hop: HopName;
  readonly outcome: HopOutcome;
  /** A key of the reason registry (tools/path/reasons). */
  readonly code: string;
  /** One sentence: what was decided and by which values. */
  readonly because: string;
  /** The settings that decided it. */
  readonly where: readonly Where[];
  /** What to change. Absent on a pass. */
  readonly fix?: string;
  /** The address this verdict is about, where paths fan out. */
  readonly address?: string;
  /** What the caller sees. Present exactly on a stop. */
  readonly symptom?: Symptom;
}

/** One entry of the reason registry. */
export interface Reason {
  readonly hop: HopName;
  /** What the code means, one sentence for docs/errors.md. */
  readonly means: string;
  /** The general fix; a verdict may be more precise. */
  readonly fix: string;
}
