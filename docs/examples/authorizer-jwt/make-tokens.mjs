// Makes the key set and the tokens of this example: `node docs/examples/authorizer-jwt/make-tokens.mjs`.
// The private keys exist only while it runs: nobody can make another token for the key set that it leaves behind.
// They are no secrets: they open nothing but this example.

import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, 'tokens');
const issuer = 'https://login.corp.example';
const year = 365 * 24 * 3600;
const now = Math.floor(Date.now() / 1000);

const keys = {
  'example-es256': { alg: 'ES256', ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) },
  'example-rs256': { alg: 'RS256', ...generateKeyPairSync('rsa', { modulusLength: 2048 }) },
};
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');

function token(claims, { kid = 'example-es256', privateKey = keys[kid].privateKey, alg = keys[kid].alg } = {}) {
  const payload = { iss: issuer, aud: 'orders-api', iat: now, exp: now + 50 * year, ...claims };
  const text = `${encode({ alg, kid, typ: 'JWT' })}.${encode(payload)}`;
  if (alg === 'none') return `${text}.AA`;
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}

const tokens = {
  reader: token({ sub: 'amy', scope: 'orders:read' }),
  writer: token({ sub: 'bob', scope: 'orders:read orders:write' }, { kid: 'example-rs256' }),
  expired: token({ sub: 'amy', scope: 'orders:read', iat: now - 2 * year, exp: now - year }),
  'other-audience': token({ sub: 'amy', scope: 'orders:read', aud: 'payments-api' }),
  'other-issuer': token({ sub: 'amy', scope: 'orders:read', iss: 'https://login.other.example' }),
  'other-key': token({ sub: 'amy', scope: 'orders:read' }, { privateKey: stranger.privateKey }),
  unsigned: token({ sub: 'amy', scope: 'orders:read' }, { alg: 'none' }),
};

mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(tokens)) writeFileSync(join(folder, `${name}.jwt`), `${text}\n`);
const jwks = Object.entries(keys).map(([kid, { alg, publicKey }]) => ({
  ...publicKey.export({ format: 'jwk' }),
  kid,
  alg,
  use: 'sig',
}));
writeFileSync(join(folder, 'jwks.json'), `${JSON.stringify({ keys: jwks }, null, 2)}\n`);
