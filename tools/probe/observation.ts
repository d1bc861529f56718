import type { HeaderList } from '../path/hop';

/** What a caller can tell apart; the eight hops are concluded from it (attribute/). */
export type Stage = 'resolve' | 'connect' | 'tls' | 'request' | 'response';

export type FailureKind =
  /** Resolve: the name does not exist; exists without an address; one of the two (the system can't tell). */
  | 'nxdomain'
  | 'no-data'
  | 'not-found'
  /** Resolve: the server answers nothing, its port is closed, it fails or declines. */
  | 'resolver-silent'
  | 'resolver-refused'
  | 'servfail'
  | 'resolver-declines'
  /** Nothing came in time. */
  | 'timeout'
  /** RST in answer to SYN. */
  | 'refused'
  /** ICMP: host or network unreachable. */
  | 'no-route'
  /** RST, or FIN, on an open connection. */
  | 'reset'
  | 'closed'
  /** TLS: a fatal alert came; the peer speaks no TLS; the certificate does not hold. */
  | 'alert'
  | 'not-tls'
  | 'certificate'
  /** Request: bytes that are no HTTP; a response that ends early. */
  | 'not-http'
  | 'partial'
  /** The SOCKS proxy is not there, speaks no SOCKS, or declines. */
  | 'proxy'
  /** This machine could not try: no descriptor, no permission, no source address. */
  | 'local'
  /** Ctrl-C. */
  | 'interrupted';

export interface Failure {
  readonly kind: FailureKind;
  /** Of Node, OpenSSL or the HTTP parser: `ECONNREFUSED`, `CERT_HAS_EXPIRED`, … */
  readonly code: string;
  readonly message: string;
  /** TLS alert as in RFC 8446 §6: `protocol_version`, `handshake_failure`, … */
  readonly alert?: string;
}

/** One certificate of a chain. */
export interface ChainCertificate {
  /** `CN=…, O=…` */
  readonly subject: string;
  readonly issuer: string;
  /** DNS names and addresses it covers. */
  readonly names: readonly string[];
  /** ISO 8601. */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Whole days until it expires; negative afterwards. */
  readonly daysLeft: number;
  /** Hexadecimal. */
  readonly serial: string;
  /** SHA-256, hexadecimal with colons. */
  readonly fingerprint: string;
  /** `EC prime256v1`, `RSA 2048`, … */
  readonly key: string;
}

/** A finished handshake, whether the certificate holds or not. */
export interface CertificateFacts {
  /** `CN=…, O=…` */
  readonly subject: string;
  /** DNS names and addresses it covers. */
  readonly names: readonly string[];
  readonly issuer: string;
  /** Whole days until it expires; negative afterwards. */
  readonly daysLeft: number;
  /** `TLSv1.3` */
  readonly protocol: string;
  readonly cipher: string;
  /** The server name that was sent (SNI); `null`: none. */
  readonly serverName?: string | null;
  /** The name that the certificate has to cover. */
  readonly verifiedFor?: string;
  /** Why it does not hold, as Node.js and OpenSSL say it: `CERT_HAS_EXPIRED`, …; `null`: it holds. */
  readonly rejected?: string | null;
  /** `ECDH X25519`, … */
  readonly keyExchange?: string;
  /** Protocol chosen by ALPN: `h2`, `http/1.1`. */
  readonly alpn?: string;
  /** From the server's own to its authority, which may come from this machine's store. */
  readonly chain?: readonly ChainCertificate[];
}

/** What was spoken. An answer of HTTP/1.0 counts as 1.1, which it was asked by. */
export type HttpVersion = '1.1' | '2';

export interface ResponseFacts {
  readonly status: number;
  readonly headers: HeaderList;
  /** The first 64 KB, as UTF-8. */
  readonly body: string;
  /** Bytes that came, kept or not. */
  readonly bytes: number;
  /** Whether it ended as announced. */
  readonly complete: boolean;
}

/** Why a redirect was not followed. */
export interface Unfollowed {
  /** Back to where it was; over the limit; to a place that is not gone to. */
  readonly kind: 'loop' | 'too-many' | 'refused';
  readonly message: string;
}

/** Of a WebSocket that stood. */
export interface WebSocketFacts {
  /** What came, in order. */
  readonly messages: readonly string[];
  /** How many were sent. */
  readonly sent: number;
  /** The server ended it. */
  readonly closed?: { readonly code: number; readonly reason: string };
}

export type AddressType = 'A' | 'AAAA';

/** One record of the way from a name to its addresses. */
export interface AnswerRecord {
  readonly name: string;
  readonly type: AddressType | 'CNAME';
  /** Seconds that it may be kept. */
  readonly ttl: number;
  /** An address, or the name that the CNAME leads to. */
  readonly data: string;
}

/** One question to a DNS server. */
export interface QuestionFacts {
  readonly type: AddressType;
  /** `tcp` also where the answer was too long for a datagram. */
  readonly transport: 'udp' | 'tcp';
  /** Milliseconds. */
  readonly ms: number;
  readonly ended: 'answered' | FailureKind;
}

/** How the address was found. */
export interface ResolutionFacts {
  /** `given`: by the caller or a literal in the URL; `proxy`: remote name resolution. */
  readonly by: 'given' | 'system' | 'resolver' | 'proxy';
  /** As the caller wrote it. */
  readonly server?: string;
  /** The name that was asked for, where it is not the URL's host. */
  readonly name?: string;
  /** What the server was asked; of the system's resolver it is not known. */
  readonly questions?: readonly QuestionFacts[];
  /** CNAMEs in the order in which they lead on, then every address. */
  readonly records?: readonly AnswerRecord[];
  /** Addresses of the other family, which were not called. */
  readonly notDialled?: readonly string[];
}

/** All that was seen of one call to one address: what `attribute` judges. */
export interface Observation {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  /** Path and query as sent. */
  readonly path: string;
  readonly resolution: ResolutionFacts;
  /** `null`: none was found, or the proxy did not say. */
  readonly address: string | null;
  /** Where it failed; `response` when the exchange is whole. */
  readonly stage: Stage;
  readonly failure?: Failure;
  readonly certificate?: CertificateFacts;
  readonly response?: ResponseFacts;
  /** What was spoken, once a request was sent. */
  readonly httpVersion?: HttpVersion;
  /** Why a redirect was not followed to its end. */
  readonly unfollowed?: Unfollowed;
  /** The call asked for a WebSocket. */
  readonly asksForSocket?: boolean;
  /** Present where it stood. */
  readonly webSocket?: WebSocketFacts;
  /** The client certificate that the probe has ready. */
  readonly presented?: { readonly subject: string; readonly isExpired: boolean };
  /** The name that the certificate has to cover, where it is not the host. */
  readonly verifiedFor?: string;
  /** TLS versions that were offered, where the caller chose them: `1.2 to 1.3`. */
  readonly offered?: string;
  /** A certificate of the chain that expires before the caller's threshold: which, and when. */
  readonly expiring?: string;
  /** Where the call starts, as the caller names it. */
  readonly vantage?: string;
  /** Other addresses of the same name: how many answered the call, and how many did not. */
  readonly siblings?: { readonly answered: number; readonly failed: number };
  /** In which way a response differs from what was expected. */
  readonly mismatch?: string;
}

/** Value of a response header, whatever its case; the first of several. */
export function headerOf(response: ResponseFacts, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return response.headers.find(([key]) => key.toLowerCase() === wanted)?.[1];
}
