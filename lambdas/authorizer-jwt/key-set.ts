import type { Jwk, Jwks, JwkWithKid } from 'aws-jwt-verify/jwk';
import { Refusal } from '../authorizer/bearer';

export interface KeySetOptions {
  /** Fetches the issuer's keys. */
  readonly load: () => Promise<Jwks>;
  /** Milliseconds. */
  readonly now: () => number;
  /** Keys that came with the code: nothing is ever fetched. */
  readonly given?: Jwks;
}

/** A key that its issuer withdrew is trusted for an hour at most, ms. */
const maxAge = 3_600_000;
/** Between two fetches, whatever key ids callers make up, ms. */
const minInterval = 10_000;

/**
 * The issuer's keys: fetched once, again when a token names an unknown key (rotation) or the set has grown old, and
 * never more often than every ten seconds. An old set goes on to serve while the issuer can't be reached.
 */
export class KeySet {
  #jwks: Jwks | undefined;
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #triedAt = Number.NEGATIVE_INFINITY;
  #fetching: Promise<Jwks> | undefined;

  constructor(readonly options: KeySetOptions) {
    this.#jwks = options.given;
  }

  /** @throws Refusal for a key that the issuer does not have; any other error: its keys can't be had */
  async key(kid: string): Promise<JwkWithKid> {
    const { given, now } = this.options;
    const isOld = now() - this.#fetchedAt > maxAge;
    const known = this.#find(kid);
    if (given || (known && !isOld)) return known ?? refuse();
    if (now() - this.#triedAt >= minInterval || this.#fetching) {
      try {
        await this.#fetch();
      } catch (error) {
        if (!this.#jwks) throw error;
      }
    } else if (!this.#jwks) throw new Error('the keys of the issuer could not be fetched a moment ago');
    return this.#find(kid) ?? refuse();
  }

  #find(kid: string): JwkWithKid | undefined {
    return this.#jwks?.keys.find((key: Jwk): key is JwkWithKid => key.kid === kid);
  }

  #fetch(): Promise<Jwks> {
    this.#triedAt = this.options.now();
    this.#fetching ??= this.options
      .load()
      .then((jwks) => {
        this.#fetchedAt = this.options.now();
        this.#jwks = jwks;
        return jwks;
      })
      .finally(() => {
        this.#fetching = undefined;
      });
    return this.#fetching;
  }
}

function refuse(): never {
  throw new Refusal('unknown key id');
}
