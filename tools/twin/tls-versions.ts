import type { SecureVersion } from 'node:tls';
import { type TlsVersion, tlsVersions } from '../path/tls-policies';
import type { TlsVersions } from './authority';

const names: Readonly<Record<TlsVersion, SecureVersion>> = {
  '1.0': 'TLSv1',
  '1.1': 'TLSv1.1',
  '1.2': 'TLSv1.2',
  '1.3': 'TLSv1.3',
};

/**
 * The span of versions that a hop negotiates, found by asking it about a client of each version.
 * @param offer what the hop says to a client that offers up to this version
 */
export function spanOf(offer: (maxTls: TlsVersion) => { readonly version?: TlsVersion }): TlsVersions {
  const { version: max } = offer('1.3');
  // Where the policy is not known, what every current one accepts.
  if (max === undefined) return { min: 'TLSv1.2', max: 'TLSv1.3' };
  const min = tlsVersions.find((version) => offer(version).version !== undefined) ?? max;
  return { min: names[min], max: names[max] };
}
