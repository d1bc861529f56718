import type { Settings } from '../authorizer/settings';

/** How assertions of one identity provider are checked. */
export interface SamlSettings extends Settings {
  /** Entity id of the identity provider. */
  readonly issuer: string;
  /** Entity id of this service. */
  readonly audience: string;
  /** PEM; the certificates themselves are trusted, whatever their dates and issuers. */
  readonly certificates: readonly string[];
  /** What SubjectConfirmationData has to name. @default anything */
  readonly recipient?: string;
  readonly scopeAttribute: string;
  readonly clockSkewSeconds: number;
  /** Of the assertion, decoded. */
  readonly maxBytes: number;
  readonly replay: 'instance' | 'off';
  /** How long API Gateway keeps an answer: an assertion is good for as long after its first use. */
  readonly ttlSeconds: number;
}
