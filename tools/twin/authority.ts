import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  createSecureContext,
  type SecureContext,
  type SecureContextOptions,
  type SecureVersion,
} from 'node:tls';
import { isUnknown, type Model } from '../assembly/model';
import { exportKey, issueCertificate, type Keys, newKeys } from './certificate';

const dayMs = 24 * 60 * 60 * 1000;
const lifetimeDays = 30;
const commonName = 'hybrid-api twin (this run only)';

/** Presented where the templates do not tell the certificate: no client takes it for its host. */
export const namesNotKnown: readonly string[] = ['certificate.not.known.invalid'];

export interface TlsVersions {
  readonly min: SecureVersion;
  readonly max: SecureVersion;
}

interface Leaf {
  readonly key: string;
  readonly cert: string;
}

/**
 * A certificate authority that lives as long as the twin: keys in memory only, its certificate in a private folder.
 * Leaves are minted ahead: a handshake picks one and does not wait.
 */
export class Authority {
  /** Absolute path of {@link pem}; gone after {@link remove}. */
  readonly file: string;
  readonly #folder: string;
  readonly #leaves = new Map<string, Leaf>();
  readonly #contexts = new Map<string, SecureContext>();

  private constructor(
    private readonly keys: Keys,
    /** PEM of the authority's own certificate. */
    readonly pem: string,
  ) {
    this.#folder = mkdtempSync(join(tmpdir(), 'hybrid-api-twin-'));
    this.file = join(this.#folder, 'ca.pem');
    writeFileSync(this.file, this.pem, { mode: 0o600 });
    chmodSync(this.#folder, 0o700);
  }

  static async create(): Promise<Authority> {
    const keys = await newKeys();
    return new Authority(keys, await issue({ commonName, names: [], keys }, keys, true));
  }

  /** Makes a key and a certificate with exactly these names, once for the same names. */
  async mint(names: readonly string[]): Promise<Leaf> {
    const known = this.#leaves.get(names.join());
    if (known) return known;
    const keys = await newKeys();
    const cert = await issue({ commonName: names[0] ?? 'unnamed', names, keys }, this.keys, false);
    const leaf = { key: await exportKey(keys), cert };
    this.#leaves.set(names.join(), leaf);
    return leaf;
  }

  /** Mints whatever the load balancers and private custom domains of a model may present. */
  async mintFor(model: Model): Promise<void> {
    const lists = model.certificates.flatMap(({ names }) => (isUnknown(names) ? [] : [names]));
    const domains = model.domains.map(({ name }) => [name]);
    for (const names of [namesNotKnown, ...lists, ...domains]) await this.mint(names);
  }

  /** @throws Error for names that were not minted */
  #leaf(names: readonly string[]): Leaf {
    const leaf = this.#leaves.get(names.join());
    if (!leaf) throw new Error(`no certificate was minted for ${names.join(', ')}`);
    return leaf;
  }

  /** The same as options, for a server that makes its own context. */
  options(names: readonly string[], versions: TlsVersions): SecureContextOptions {
    return { ...this.#leaf(names), ...versionOptions(versions) };
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
}

interface Subject {
  readonly commonName: string;
  readonly names: readonly string[];
  readonly keys: Keys;
}

function issue(subject: Subject, issuerKeys: Keys, isAuthority: boolean): Promise<string> {
  const now = Date.now();
  return issueCertificate({
    ...subject,
    issuer: { commonName, keys: issuerKeys },
    isAuthority,
    notBefore: new Date(now - dayMs),
    notAfter: new Date(now + lifetimeDays * dayMs),
  });
}

/** Versions below 1.2 need OpenSSL's lowest security level: it deems their signatures too weak. */
function versionOptions({ min, max }: TlsVersions): SecureContextOptions {
  const isOld = min === 'TLSv1' || min === 'TLSv1.1';
  return { minVersion: min, maxVersion: max, ...(isOld ? { ciphers: 'DEFAULT@SECLEVEL=0' } : {}) };
}
