import type { Settings } from '../authorizer/settings';

/** How tokens of one OpenID Connect issuer are checked. */
export interface JwtSettings extends Settings {
  /** Exactly as in `iss`. */
  readonly issuer: string;
  /** One of them is in `aud`. */
  readonly audience: readonly string[];
  /** Key set that came with the code: nothing is fetched. */
  readonly jwks?: { readonly keys: readonly object[] };
  /** @default what the issuer's configuration says */
  readonly jwksUri?: string;
  /** PEM of the authority that signed the issuer's certificate. @default those of Node.js */
  readonly ca?: string;
  readonly algorithms: readonly string[];
  readonly scopeClaim: string;
  readonly clockSkewSeconds: number;
}
