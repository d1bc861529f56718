import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { issueCertificate } from '../../tools/twin/certificate';

/** A key and a certificate, PEM both. */
export interface Minted {
  readonly cert: string;
  readonly key: string;
}

export interface Validity {
  /** @default a day ago */
  readonly from?: Date;
  /** @default in thirty days */
  readonly to?: Date;
}

export interface Authority {
  /** PEM of the authority's own certificate. */
  readonly cert: string;
  /** A leaf for these DNS names. */
  mint(names: readonly string[], validity?: Validity): Minted;
}

const day = 86_400_000;

interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

const newKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** An authority of the test's own, made anew each time. */
export function mintAuthority(commonName = 'Test authority'): Authority {
  const keys = newKeys();
  const issue = (name: string, names: readonly string[], own: Keys, { from, to }: Validity = {}): string =>
    issueCertificate({
      names,
      commonName: name,
      publicKey: own.publicKey,
      issuer: { commonName, ...keys },
      isAuthority: own === keys,
      notBefore: from ?? new Date(Date.now() - day),
      notAfter: to ?? new Date(Date.now() + 30 * day),
    });
  return {
    cert: issue(commonName, [], keys),
    mint: (names, validity) => {
      const own = newKeys();
      const key = own.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
      return { key, cert: issue(names[0] ?? 'unnamed', names, own, validity) };
    },
  };
}

/** A leaf for these DNS names and the authority that signed it, for servers that need no second one. */
export function mintCertificate(names: readonly string[]): Minted & { readonly ca: string } {
  const authority = mintAuthority();
  return { ...authority.mint(names), ca: authority.cert };
}
