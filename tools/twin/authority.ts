import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  type SecureVersion,
} from 'node:tls';
import { issueCertificate } from './certificate';

const dayMs = 24 * 60 * 60 * 1000;
const lifetimeDays = 30;
const commonName = 'hybrid-api twin (this run only)';

export interface TlsVersions {
  readonly min: SecureVersion;
  readonly max: SecureVersion;
}

/** A certificate authority that lives as long as the twin: keys in memory only, its certificate in a private folder. */
export class Authority {
  /** PEM of the authority's own certificate. */
  readonly pem: string;
  /** Absolute path of {@link pem}; gone after {@link remove}. */
  readonly file: string;
  readonly #folder: string;
  readonly #keys = newKeys();
  readonly #leaves = new Map<string, { readonly key: string; readonly cert: string }>();
  readonly #contexts = new Map<string, SecureContext>();

  constructor() {
    this.pem = this.#issue(commonName, [], this.#keys.publicKey, true);
    this.#folder = mkdtempSync(join(tmpdir(), 'hybrid-api-twin-'));
    this.file = join(this.#folder, 'ca.pem');
    writeFileSync(this.file, this.pem, { mode: 0o600 });
    chmodSync(this.#folder, 0o700);
  }

  /** A key and a certificate with exactly these names; the same pair for the same names. */
  leaf(names: readonly string[]): { readonly key: string; readonly cert: string } {
    const known = this.#leaves.get(names.join());
    if (known) return known;
    const keys = newKeys();
    const leaf = {
      key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      cert: this.#issue(names[0] ?? 'unnamed', names, keys.publicKey, false),
    };
    this.#leaves.set(names.join(), leaf);
    return leaf;
  }

  /** The same as options, for a server that makes its own context. */
  options(names: readonly string[], versions: TlsVersions): SecureContextOptions {
    return { ...this.leaf(names), ...versionOptions(versions) };
  }

  /** What a server presents for these names, within these versions. */
  context(names: readonly string[], versions: TlsVersions): SecureContext {
    const id = `${versions.min}-${versions.max} ${names.join()}`;
    let found = this.#contexts.get(id);
    if (!found) {
      found = createSecureContext(this.options(names, versions));
      this.#contexts.set(id, found);
    }
    return found;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #issue(name: string, names: readonly string[], publicKey: KeyObject, isAuthority: boolean): string {
    const now = Date.now();
    return issueCertificate({
      commonName: name,
      names,
      publicKey,
      issuer: { commonName, ...this.#keys },
      isAuthority,
      notBefore: new Date(now - dayMs),
      notAfter: new Date(now + lifetimeDays * dayMs),
    });
  }
}

/** Versions below 1.2 need OpenSSL's lowest security level: it deems their signatures too weak. */
function versionOptions({ min, max }: TlsVersions): SecureContextOptions {
  const isOld = min === 'TLSv1' || min === 'TLSv1.1';
  return { minVersion: min, maxVersion: max, ...(isOld ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}) };
}

function newKeys() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' });
}
