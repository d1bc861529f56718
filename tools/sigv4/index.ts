import { createHash } from 'node:crypto';
import type { SignatureV4 } from '@smithy/signature-v4';
import type { HeaderList } from '../path/hop';

/** An HTTP request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  /** Percent-encoded, without the query. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  readonly headers: HeaderList;
  readonly body: Uint8Array | string;
}

export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export interface Scope {
  readonly region: string;
  /** @default 'execute-api' */
  readonly service?: string;
}

/** Loaded when the first request is signed: most runs sign none. */
function signer(credentials: Credentials, { region, service = 'execute-api' }: Scope): SignatureV4 {
  const { SignatureV4: Signer } = require('@smithy/signature-v4') as typeof import('@smithy/signature-v4');
  const { Sha256 } = require('@aws-crypto/sha256-js') as typeof import('@aws-crypto/sha256-js');
  return new Signer({ credentials, region, service, sha256: Sha256, applyChecksum: false });
}

/**
 * The headers that sign a request, to be added to its own; `Host` must be among them.
 * @param at milliseconds since the epoch
 */
export async function signRequest(
  request: WireRequest,
  credentials: Credentials,
  scope: Scope,
  at: number,
): Promise<HeaderList> {
  const given = bag(request.headers);
  const signed = await signer(credentials, scope).sign(smithyRequest(request, given), {
    signingDate: new Date(at),
  });
  return Object.entries(signed.headers).filter(([name]) => !(name in given));
}

/** What of a presented signature says which request was signed. */
export interface Presented {
  readonly place: 'header' | 'query';
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  /** `20260301T120000Z` */
  readonly date: string;
}

/**
 * The signature that a secret gives for a request as it arrived: what a presented one is compared with.
 * `undefined`: a header that was signed did not arrive, or the body is another than the one that was signed.
 */
export async function signatureOf(
  request: WireRequest,
  presented: Presented,
  credentials: Credentials,
): Promise<string | undefined> {
  const names = new Set(presented.signedHeaders);
  const all = bag(request.headers);
  const headers = Object.fromEntries(Object.entries(all).filter(([name]) => names.has(name)));
  if (Object.keys(headers).length !== names.size) return undefined;
  const hash = all['x-amz-content-sha256'];
  if (hash !== undefined && hash !== createHash('sha256').update(request.body).digest('hex'))
    return undefined;
  const { service, region, date } = presented;
  const signingDate = new Date(
    date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'),
  );
  const { query } = request;
  if (presented.place === 'header') {
    // The token is signed as any header; as part of the credentials it would be added.
    const { sessionToken: _, ...key } = credentials;
    const signed = await signer(key, { region, service }).sign(smithyRequest(request, headers), {
      signingDate,
      signableHeaders: names,
    });
    return /Signature=([0-9a-f]+)/.exec(signed.headers.authorization ?? '')?.[1];
  }
  const unsigned = query
    .split('&')
    .filter(
      (pair) =>
        !/^X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Security-Token)=/i.test(pair),
    );
  const expires = Number(/(?:^|&)X-Amz-Expires=(\d+)/i.exec(query)?.[1]);
  if (!(expires >= 1 && expires <= longest)) return undefined;
  const signed = await signer(credentials, { region, service }).presign(
    smithyRequest({ ...request, query: unsigned.join('&') }, headers),
    {
      signingDate,
      expiresIn: expires,
      signableHeaders: names,
      unhoistableHeaders: names,
    },
  );
  const signature = signed.query?.['X-Amz-Signature'];
  return typeof signature === 'string' ? signature : undefined;
}

/** A signed URL holds a week at most, seconds (IAM user guide; from memory). */
const longest = 604_800;

function smithyRequest({ method, path, query, body }: WireRequest, headers: Record<string, string>) {
  return {
    method,
    protocol: 'https:',
    hostname: headers.host ?? '',
    path,
    query: queryBag(query),
    headers,
    body,
  };
}

/** Values of one name are joined by a comma, as they are signed. */
function bag(headers: HeaderList): Record<string, string> {
  const joined: Record<string, string> = Object.create(null);
  for (const [name, value] of headers) {
    const key = name.toLowerCase();
    joined[key] = key in joined ? `${joined[key]},${value}` : value;
  }
  return joined;
}

function queryBag(query: string): Record<string, string | string[]> {
  const values: Record<string, string[]> = Object.create(null);
  for (const pair of query === '' ? [] : query.split('&')) {
    const mark = pair.indexOf('=');
    const [name, value] = mark < 0 ? [pair, ''] : [pair.slice(0, mark), pair.slice(mark + 1)];
    const key = decode(name);
    values[key] ??= [];
    values[key].push(decode(value));
  }
  return values;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
