import {
  JwtBaseError,
  JwtExpiredError,
  JwtInvalidAudienceError,
  JwtInvalidIssuerError,
  JwtInvalidSignatureAlgorithmError,
  JwtInvalidSignatureError,
  JwtNotBeforeError,
} from 'aws-jwt-verify/error';
import type { Jwks } from 'aws-jwt-verify/jwk';
import { JwtVerifier } from 'aws-jwt-verify/jwt-verifier';
import { Refusal } from '../authorizer/bearer';
import type { Identity } from '../authorizer/policy';
import { KeySet, type KeySetOptions } from './key-set';
import type { JwtSettings } from './settings';

type Header = { readonly alg?: string; readonly kid?: string; readonly crit?: unknown };
export type Verify = (token: string) => Promise<Identity>;

/** A check of tokens by their signature, issuer, audience and times; `sub` and scopes are what is handed on. */
export function createVerify(settings: JwtSettings, keys: Pick<KeySetOptions, 'load' | 'now'>): Verify {
  const { issuer, audience, algorithms, clockSkewSeconds } = settings;
  const keySet = new KeySet({ ...keys, given: settings.jwks as Jwks | undefined });
  const verifier = JwtVerifier.create(
    { issuer, audience: [...audience], graceSeconds: clockSkewSeconds, jwksUri: issuer },
    {
      jwksCache: {
        getJwk: (_uri, { header }) => keySet.key(header.kid as string),
        getCachedJwk: notUsed,
        addJwks: notUsed,
        getJwks: notUsed,
      },
    },
  );
  return async (token) => {
    const { alg, kid, crit } = headerOf(token);
    // Before any key is sought: a token does not choose how it is checked.
    if (alg === undefined || !algorithms.includes(alg)) throw new Refusal('algorithm not accepted');
    // Extensions that have to be understood (RFC 7515 §4.1.11): none is.
    if (crit !== undefined) throw new Refusal('critical header');
    if (!kid) throw new Refusal('no key id');
    const payload = await verifier.verify(token).catch(explain);
    if (payload.exp === undefined) throw new Refusal('no expiry');
    if (payload.iat !== undefined && payload.iat - clockSkewSeconds > keys.now() / 1000) {
      throw new Refusal('issued in the future');
    }
    if (!payload.sub) throw new Refusal('no subject');
    const scopes = scopesIn(payload[settings.scopeClaim]);
    return { principalId: payload.sub, scopes, context: { sub: payload.sub, scopes: scopes.join(' ') } };
  };
}

function notUsed(): never {
  throw new Error('keys come from the key set');
}

function headerOf(token: string): Header {
  try {
    const header = JSON.parse(Buffer.from(token.split('.', 1)[0]!, 'base64url').toString('utf8'));
    return typeof header === 'object' && header !== null ? header : {};
  } catch {
    throw new Refusal('not a token');
  }
}

const reasons: readonly (readonly [abstract new (...values: never[]) => Error, string])[] = [
  [JwtExpiredError, 'expired'],
  [JwtNotBeforeError, 'not valid yet'],
  [JwtInvalidIssuerError, 'other issuer'],
  [JwtInvalidAudienceError, 'other audience'],
  [JwtInvalidSignatureError, 'signature does not fit'],
  [JwtInvalidSignatureAlgorithmError, 'algorithm is not that of the key'],
  [JwtBaseError, 'malformed'],
  [RangeError, 'malformed'], // of a time that no calendar has
];

/** The library's errors in words of ours: its own hold parts of the token. */
function explain(error: unknown): never {
  const reason = reasons.find(([kind]) => error instanceof kind);
  throw reason ? new Refusal(reason[1]) : error;
}

/** `"a b"` or `["a", "b"]`. */
function scopesIn(claim: unknown): string[] {
  if (typeof claim === 'string') return claim.split(' ').filter(Boolean);
  return Array.isArray(claim) ? claim.filter((one) => typeof one === 'string') : [];
}
