/** TLS versions that a security policy of a load balancer negotiates. */
export type TlsVersion = '1.0' | '1.1' | '1.2' | '1.3';

export const tlsVersions: readonly TlsVersion[] = ['1.0', '1.1', '1.2', '1.3'];

const from10to12: readonly TlsVersion[] = ['1.0', '1.1', '1.2'];
const from11to12: readonly TlsVersion[] = ['1.1', '1.2'];
const only12: readonly TlsVersion[] = ['1.2'];

/** The policies that don't spell their versions: aws-facts §4.1 (doc), Elastic Load Balancing policy tables. */
const namedPolicies: Readonly<Record<string, readonly TlsVersion[]>> = {
  'ELBSecurityPolicy-2016-08': from10to12,
  'ELBSecurityPolicy-2015-05': from10to12,
  'ELBSecurityPolicy-FS-2018-06': from10to12,
  'ELBSecurityPolicy-TLS-1-0-2015-04': from10to12,
  'ELBSecurityPolicy-TLS-1-1-2017-01': from11to12,
  'ELBSecurityPolicy-FS-1-1-2019-08': from11to12,
  'ELBSecurityPolicy-TLS-1-2-2017-01': only12,
  'ELBSecurityPolicy-TLS-1-2-Ext-2018-06': only12,
  'ELBSecurityPolicy-FS-1-2-2019-08': only12,
  'ELBSecurityPolicy-FS-1-2-Res-2019-08': only12,
  'ELBSecurityPolicy-FS-1-2-Res-2020-10': only12,
};

/**
 * Versions of an `ELBSecurityPolicy-…` name; `undefined` for one that isn't known. Names of the TLS 1.3 family
 * carry their floor: `TLS13-1-2-Res-2021-06` is 1.2 and 1.3.
 */
export function versionsOf(policy: string): readonly TlsVersion[] | undefined {
  const floor = /^ELBSecurityPolicy-TLS13-1-([0-3])-/.exec(policy)?.[1];
  return floor === undefined ? namedPolicies[policy] : tlsVersions.slice(Number(floor));
}

/** The highest version that both sides speak. */
export function negotiate(accepted: readonly TlsVersion[], offeredUpTo: TlsVersion): TlsVersion | undefined {
  const highest = tlsVersions.indexOf(offeredUpTo);
  return accepted.findLast((version) => tlsVersions.indexOf(version) <= highest);
}
