import { createHash, createHmac } from 'node:crypto';

/** What Lambda gives a function in its environment. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** An HTTPS request to be signed. */
export interface Unsigned {
  readonly method: string;
  readonly host: string;
  /** As on the wire, percent-encoded; without a query. */
  readonly path: string;
  readonly body: string;
  readonly region: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const hmac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/**
 * The headers that sign a call of execute-api (Signature Version 4). By hand, because the function is small and the
 * signing package is not; test/lambdas holds it against that package.
 */
export function signedHeaders(request: Unsigned, credentials: Credentials): Record<string, string> {
  const { method, host, path, body, region, at } = request;
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const time = new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    host,
    'x-amz-date': time,
    ...(sessionToken === undefined ? {} : { 'x-amz-security-token': sessionToken }),
  };
  const names = Object.keys(headers).sort();
  // Encoded once more than on the wire, as every service but S3 wants it.
  const canonicalPath = path.split('/').map(encodeURIComponent).join('/');
  const canonical = [
    method,
    canonicalPath,
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha256(body),
  ].join('\n');
  const scope = `${day}/${region}/execute-api/aws4_request`;
  const key = ['execute-api', 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), region));
  const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString(
    'hex',
  );
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
  };
}
