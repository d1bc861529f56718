import { exportKey, issueCertificate, type Keys, newKeys } from '../../tools/twin/certificate';

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
  mint(names: readonly string[], validity?: Validity): Promise<Minted>;
}

const day = 86_400_000;

/** An authority of the test's own, made anew each time. */
export async function mintAuthority(commonName = 'Test authority'): Promise<Authority> {
  const keys = await newKeys();
  const issue = (name: string, names: readonly string[], own: Keys, { from, to }: Validity = {}) =>
    issueCertificate({
      names,
      commonName: name,
      keys: own,
      issuer: { commonName, keys },
      isAuthority: own === keys,
      notBefore: from ?? new Date(Date.now() - day),
      notAfter: to ?? new Date(Date.now() + 30 * day),
    });
  return {
    cert: await issue(commonName, [], keys),
    mint: async (names, validity) => {
      const own = await newKeys();
      return { key: await exportKey(own), cert: await issue(names[0] ?? 'unnamed', names, own, validity) };
    },
  };
}

/** A leaf for these DNS names and the authority that signed it, for servers that need no second one. */
export async function mintCertificate(names: readonly string[]): Promise<Minted & { readonly ca: string }> {
  const authority = await mintAuthority();
  return { ...(await authority.mint(names)), ca: authority.cert };
}
