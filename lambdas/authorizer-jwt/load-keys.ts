import type { Jwks } from 'aws-jwt-verify/jwk';
import { fetchJson } from './fetch-json';
import type { JwtSettings } from './settings';

type FetchJson = (url: string, ca?: string) => Promise<unknown>;

/**
 * The key set of the issuer; where it is, its configuration says (OpenID Connect Discovery §4).
 * @throws Error where it can't be had: the caller is not to blame
 */
export async function loadKeys(settings: JwtSettings, fetch: FetchJson = fetchJson): Promise<Jwks> {
  const { issuer, ca } = settings;
  const jwksUri = settings.jwksUri ?? (await discover(issuer, (url) => fetch(url, ca)));
  const jwks = (await fetch(jwksUri, ca)) as Jwks | null;
  if (!Array.isArray(jwks?.keys)) throw new Error(`${jwksUri} is no key set`);
  return jwks;
}

async function discover(issuer: string, fetch: (url: string) => Promise<unknown>): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const found = (await fetch(url)) as { readonly issuer?: unknown; readonly jwks_uri?: unknown } | null;
  if (found?.issuer !== issuer) throw new Error(`${url} is of another issuer`);
  if (typeof found.jwks_uri !== 'string' || !found.jwks_uri.startsWith('https://')) {
    throw new Error(`${url} names no key set`);
  }
  return found.jwks_uri;
}
