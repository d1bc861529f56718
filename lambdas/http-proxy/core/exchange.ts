/** Names with their values, in order; several values are several pairs. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** What is sent to the backend. */
export interface Outgoing {
  readonly method: string;
  /** Path and query; begins with one slash. */
  readonly path: string;
  readonly headers: Pairs;
  readonly body: Uint8Array | string;
}

/** What the backend answered. */
export interface Incoming {
  readonly status: number;
  readonly headers: Pairs;
  readonly body: Uint8Array;
}

/** Why there is no answer of the backend: codes of docs/errors.md. */
export type FailureReason =
  | 'PROXY_BACKEND_NOT_RESOLVED'
  | 'PROXY_BACKEND_SILENT'
  | 'PROXY_BACKEND_REFUSED'
  | 'PROXY_BACKEND_RESET'
  | 'PROXY_BACKEND_TLS'
  | 'PROXY_BACKEND_SLOW'
  | 'PROXY_BACKEND_MALFORMED'
  | 'PROXY_RESPONSE_TOO_LARGE'
  | 'PROXY_CALL_REFUSED';

export interface Failure {
  readonly reason: FailureReason;
  /** For the log, never for the caller. */
  readonly detail: string;
}

/** What the function gives back to Lambda. */
export type Result =
  | { readonly returned: unknown }
  | { readonly thrown: string }
  /** Metadata first, then the bytes as they come. */
  | { readonly streamed: StreamHead; readonly body: Uint8Array };

/** What comes before a streamed body: aws-facts §10 (doc). */
export interface StreamHead {
  readonly statusCode: number;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
}

/** One way to read an event and to write a result. Pure. */
export interface Form<Event> {
  readonly plan: (event: Event, settings: Settings) => Outgoing | Failure;
  readonly answer: (event: Event, incoming: Incoming) => Result;
  readonly fail: (failure: Failure) => Result;
}

export interface Settings {
  readonly form: 'passthrough' | 'streamed' | 'mapped';
  readonly protocol: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  readonly connectMs: number;
  readonly responseMs: number;
}

const forms = ['passthrough', 'streamed', 'mapped'] as const;

export const settingNames = {
  form: 'HTTP_PROXY_FORM',
  backend: 'HTTP_PROXY_BACKEND',
  connectMs: 'HTTP_PROXY_CONNECT_MS',
  responseMs: 'HTTP_PROXY_RESPONSE_MS',
} as const;

/** Reads the environment. @throws Error for a backend that is no `http://host:port`: the function then never starts */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const backend = environment[settingNames.backend] ?? '';
  const [, protocol, host, port] = /^(https?):\/\/([^/:@?#\s]+):(\d{1,5})$/.exec(backend) ?? [];
  if (!protocol || !host) throw new Error(`${settingNames.backend} is "${backend}", not http://host:port`);
  return {
    form: forms.find((form) => form === environment[settingNames.form]) ?? 'passthrough',
    protocol: protocol as Settings['protocol'],
    host,
    port: Number(port),
    connectMs: Number(environment[settingNames.connectMs] ?? 3000),
    responseMs: Number(environment[settingNames.responseMs] ?? 25_000),
  };
}

/** Of a request: those of a REST API's ANY. */
const methods = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

export function isForwarded(method: string): boolean {
  return methods.has(method);
}
