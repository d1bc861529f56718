import type { GatewayRequest } from '../exchange';
import { header } from '../headers';
import { readQuery } from '../lambda/query';

/** A SigV4 signature as a request presents it, in its Authorization header or in its query. */
export interface PresentedSignature {
  readonly place: 'header' | 'query';
  readonly accessKeyId: string;
  /** `20260301` */
  readonly scopeDate: string;
  readonly region: string;
  readonly service: string;
  /** Lower case. */
  readonly signedHeaders: readonly string[];
  /** Hexadecimal. */
  readonly signature: string;
  /** `20260301T120000Z` */
  readonly date: string;
  /** Of a query: how long it holds, seconds. */
  readonly expiresSeconds?: number;
  readonly sessionToken?: string;
}

/** A key that somebody was given. Whoever keeps keys hands them in; none is part of a model. */
export interface IssuedKey {
  readonly accessKeyId: string;
  /** Of a role's session. @default a user's key, without one */
  readonly sessionToken?: string;
  /** Milliseconds since the epoch. @default it does not expire */
  readonly expiresAt?: number;
  /** Whose: a name or an ARN that the model knows. */
  readonly principal: string;
}

export type SignatureFault = 'incomplete' | 'unknown-key' | 'token-expired' | 'scope' | 'expired' | 'wrong';

/** What became of a signature. On paper a call may say who signs it: then it is valid. */
export type SignatureCheck =
  | { readonly kind: 'valid'; readonly principal: string; readonly accessKeyId?: string }
  | { readonly kind: 'refused'; readonly fault: SignatureFault; readonly message: string };

type Reading = PresentedSignature | (SignatureCheck & { readonly kind: 'refused' });

const algorithm = 'AWS4-HMAC-SHA256';

/**
 * Takes a signature out of a request. `undefined`: it has none; a bearer token is none (aws-facts §2.3, doc).
 * The messages of incomplete ones are AWS's (from memory).
 */
export function readSignature(request: GatewayRequest): Reading | undefined {
  const authorization = header(request.headers, 'authorization');
  if (authorization?.startsWith(algorithm)) return fromHeader(request, authorization.slice(algorithm.length));
  return /(^|&)X-Amz-Signature=/i.test(request.query) ? fromQuery(request) : undefined;
}

function fromHeader(request: GatewayRequest, text: string): Reading {
  const parts = new Map(
    text.split(',').map((part): [string, string] => {
      const mark = part.indexOf('=');
      return [part.slice(0, mark).trim(), part.slice(mark + 1).trim()];
    }),
  );
  const date = header(request.headers, 'x-amz-date');
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parts.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`);
  if (date === undefined) {
    missing.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  }
  if (missing.length > 0) return incomplete(missing.join(' '));
  return complete({
    place: 'header',
    credential: parts.get('Credential')!,
    signedHeaders: parts.get('SignedHeaders')!,
    signature: parts.get('Signature')!,
    date: date!,
    sessionToken: header(request.headers, 'x-amz-security-token'),
  });
}

function fromQuery(request: GatewayRequest): Reading {
  const query = new Map(readQuery(request.query).map(([name, value]) => [name.toLowerCase(), value]));
  const names = ['X-Amz-Credential', 'X-Amz-SignedHeaders', 'X-Amz-Date', 'X-Amz-Expires'];
  const missing = names.filter((name) => !query.get(name.toLowerCase()));
  if (missing.length > 0) {
    return incomplete(missing.map((name) => `AWS query-string parameters must include '${name}'.`).join(' '));
  }
  return complete({
    place: 'query',
    credential: query.get('x-amz-credential')!,
    signedHeaders: query.get('x-amz-signedheaders')!,
    signature: query.get('x-amz-signature')!,
    date: query.get('x-amz-date')!,
    expiresSeconds: Number(query.get('x-amz-expires')),
    sessionToken: query.get('x-amz-security-token'),
  });
}

interface Parts
  extends Pick<PresentedSignature, 'place' | 'signature' | 'date' | 'expiresSeconds' | 'sessionToken'> {
  readonly credential: string;
  readonly signedHeaders: string;
}

function complete({ credential, signedHeaders, ...rest }: Parts): Reading {
  const [accessKeyId, scopeDate, region, service, end, ...more] = credential.split('/');
  if (!accessKeyId || !scopeDate || !region || !service || end !== 'aws4_request' || more.length > 0) {
    return incomplete(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    );
  }
  if (!/^\d{8}T\d{6}Z$/.test(rest.date)) {
    return incomplete(`Date must be in ISO-8601 'basic format'. Got '${rest.date}'.`);
  }
  const names = signedHeaders.split(';').map((name) => name.toLowerCase());
  return { ...rest, accessKeyId, scopeDate, region, service, signedHeaders: names };
}

function incomplete(message: string): SignatureCheck & { readonly kind: 'refused' } {
  return refused('incomplete', message);
}

function refused(fault: SignatureFault, message: string): SignatureCheck & { readonly kind: 'refused' } {
  return { kind: 'refused', fault, message };
}

function quoted(text: string): string {
  return `'${text}'`;
}

/** A signature holds this long, and so far ahead, milliseconds (IAM user guide; from memory). */
const tolerance = 5 * 60 * 1000;

const notValid = 'The security token included in the request is invalid.';

export interface SignatureQuestion {
  readonly presented: PresentedSignature;
  /** The key of that id, where one was given out. */
  readonly key: IssuedKey | undefined;
  /** What the key's secret gives for the request as it arrived; hexadecimal. */
  readonly computed: string | undefined;
  /** The API's. */
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What API Gateway makes of a signature: statuses aws-facts §1.4 (doc), wording of the messages (from memory). */
export function checkSignature({ presented, key, computed, region, at }: SignatureQuestion): SignatureCheck {
  if (!key || key.sessionToken !== presented.sessionToken) return refused('unknown-key', notValid);
  if (key.expiresAt !== undefined && key.expiresAt <= at) {
    return refused('token-expired', 'The security token included in the request is expired');
  }
  if (presented.region !== region) {
    return refused('scope', `Credential should be scoped to a valid region, not '${presented.region}'. `);
  }
  if (presented.service !== 'execute-api') {
    return refused('scope', "Credential should be scoped to correct service: 'execute-api'. ");
  }
  if (!presented.date.startsWith(presented.scopeDate)) {
    const day = presented.date.slice(0, 8);
    return refused(
      'scope',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ${[presented.scopeDate, day].map(quoted).join(' != ')}, from ${quoted(presented.date)}.`,
    );
  }
  const late = checkTime(presented, at);
  if (late) return late;
  if (presented.signedHeaders.includes('host') && computed === presented.signature) {
    return { kind: 'valid', principal: key.principal, accessKeyId: key.accessKeyId };
  }
  return refused(
    'wrong',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
  );
}

function checkTime({ date, expiresSeconds }: PresentedSignature, at: number): SignatureCheck | undefined {
  const signed = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const now = basic(at);
  const until = signed + (expiresSeconds === undefined ? tolerance : expiresSeconds * 1000);
  if (!(at <= until)) {
    const earliest = expiresSeconds === undefined ? ` (${now} - 5 min.)` : '';
    const limit = expiresSeconds === undefined ? basic(at - tolerance) : now;
    return refused('expired', `Signature expired: ${date} is now earlier than ${limit}${earliest}`);
  }
  if (signed <= at + tolerance) return undefined;
  return refused(
    'expired',
    `Signature not yet current: ${date} is still later than ${basic(at + tolerance)} (${now} + 5 min.)`,
  );
}

/** `20260301T120000Z` */
function basic(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}
