import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { JwtSettings } from '../../../lambdas/authorizer-jwt/settings';

export const issuer = 'https://login.corp.example';

interface Pair {
  readonly alg: string;
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

/** Keys of this run. The stranger's is not in the key set. */
export const keys: Readonly<Record<'ec' | 'rsa' | 'stranger', Pair>> = {
  ec: { alg: 'ES256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
  rsa: { alg: 'RS256', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) },
  stranger: { alg: 'ES256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
};

export type KeyName = keyof typeof keys;

export function jwk(name: KeyName, kid: string = name) {
  const { publicKey, alg } = keys[name];
  return { ...publicKey.export({ format: 'jwk' }), kid, alg, use: 'sig' } as { kid: string; kty: string };
}

export const keySet = { keys: [jwk('ec'), jwk('rsa')] };

export interface TokenOptions {
  readonly key?: KeyName | 'none' | 'hmac';
  /** `null` leaves a member out. */
  readonly header?: Readonly<Record<string, unknown>>;
  /** `exp`, `nbf` and `iat` in seconds from now; `null` leaves a claim out. */
  readonly claims?: Readonly<Record<string, unknown>>;
}

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
const given = (part: object) =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== null));

/** A token of amy's for an hour. */
export function token({ key = 'ec', header = {}, claims = {} }: TokenOptions = {}): string {
  const now = Math.floor(Date.now() / 1000);
  const times = Object.fromEntries(
    Object.entries({ exp: 3600, iat: 0, ...claims }).map(([name, value]) => [
      name,
      ['exp', 'nbf', 'iat'].includes(name) && typeof value === 'number' ? now + value : value,
    ]),
  );
  const payload = { iss: issuer, aud: 'orders', sub: 'amy', scope: 'orders:read', ...times };
  const alg = key === 'none' || key === 'hmac' ? key : keys[key].alg;
  const head = encode(given({ alg, kid: key, typ: 'JWT', ...header }));
  const text = `${head}.${encode(given(payload))}`;
  return `${text}.${signatureOf(text, key)}`;
}

function signatureOf(text: string, key: NonNullable<TokenOptions['key']>): string {
  if (key === 'none') return 'AA';
  if (key === 'hmac') {
    const secret = keys.rsa.publicKey.export({ type: 'spki', format: 'pem' });
    return createHmac('sha256', secret).update(text).digest('base64url');
  }
  return sign('sha256', Buffer.from(text), {
    key: keys[key].privateKey,
    dsaEncoding: 'ieee-p1363',
  }).toString('base64url');
}

export const settings: JwtSettings = {
  name: 'staff',
  routes: [
    { method: 'GET', path: '/orders', scopes: ['orders:read'] },
    { method: 'POST', path: '/orders', scopes: ['orders:write'] },
  ],
  issuer,
  audience: ['orders', 'lines'],
  algorithms: ['RS256', 'ES256'],
  scopeClaim: 'scope',
  clockSkewSeconds: 60,
};
