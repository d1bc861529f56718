import type { FailureKind, Observation } from '../observation';
import type { Rule } from './rule';

const failed =
  (...kinds: readonly FailureKind[]) =>
  (seen: Observation): boolean =>
    seen.stage === 'resolve' && seen.failure !== undefined && kinds.includes(seen.failure.kind);

const asked = (seen: Observation): string => seen.resolution.server ?? 'the system resolver';

/** The name does not lead to an address. */
export const resolveRules: readonly Rule[] = [
  {
    when: (seen) => failed('nxdomain')(seen) && seen.vantage === 'internet',
    outcome: 'stop',
    code: 'DNS_ZONE_IS_PRIVATE',
    because: (seen) => `public DNS says that ${seen.host} does not exist (NXDOMAIN)`,
    confidence: 'medium',
    candidates: ['DNS_RECORD_NOT_FOUND'],
  },
  {
    when: failed('nxdomain'),
    outcome: 'stop',
    code: 'DNS_RECORD_NOT_FOUND',
    because: (seen) => `${asked(seen)} says that ${seen.host} does not exist (NXDOMAIN)`,
    confidence: 'medium',
    candidates: ['DNS_ZONE_NOT_ASSOCIATED', 'DNS_ZONE_IS_PRIVATE', 'DNS_VPC_HOSTNAMES_OFF'],
  },
  {
    when: failed('no-data'),
    outcome: 'stop',
    code: 'DNS_NO_DATA',
    because: (seen) => `${asked(seen)} knows ${seen.host}, but no IPv4 address of it`,
    confidence: 'high',
  },
  {
    when: failed('not-found'),
    outcome: 'stop',
    code: 'DNS_RECORD_NOT_FOUND',
    because: (seen) => `${asked(seen)} finds no IPv4 address for ${seen.host}`,
    confidence: 'medium',
    candidates: ['DNS_NO_DATA', 'DNS_ZONE_NOT_ASSOCIATED', 'DNS_ZONE_IS_PRIVATE', 'DNS_VPC_HOSTNAMES_OFF'],
  },
  {
    when: failed('resolver-silent'),
    outcome: 'stop',
    code: 'DNS_RESOLVER_UNREACHABLE',
    because: (seen) => `${asked(seen)} does not answer the question for ${seen.host}`,
    confidence: 'medium',
    candidates: [
      'ENI_SG_RULES_MISMATCH',
      'NO_ROUTE_TO_DESTINATION',
      'SUBNET_ACL_RESTRICTION',
      'DNS_VPC_SUPPORT_OFF',
    ],
  },
  {
    when: failed('resolver-refused'),
    outcome: 'stop',
    code: 'DNS_RESOLVER_UNREACHABLE',
    because: (seen) => `no DNS server listens at ${asked(seen)} (port closed)`,
    confidence: 'high',
    fix: 'Give the address of a DNS server with --resolver, or mend the one that is configured.',
  },
  {
    when: failed('servfail'),
    outcome: 'stop',
    code: 'DNS_RESOLVER_UNREACHABLE',
    because: (seen) => `${asked(seen)} could not find out about ${seen.host} (SERVFAIL)`,
    confidence: 'medium',
    candidates: [
      'DNS_FORWARD_LOOP',
      'DNS_FORWARD_TARGET_UNREACHABLE',
      'DNS_VPC_SUPPORT_OFF',
      'DNS_CNAME_LOOP',
      'ENI_SG_RULES_MISMATCH',
      'NO_ROUTE_TO_DESTINATION',
      'TGW_NO_ROUTE',
      'TGW_ATTACHMENT_MISSING',
      'SUBNET_ACL_RESTRICTION',
    ],
  },
  {
    when: (seen) => seen.stage === 'resolve',
    outcome: 'stop',
    code: 'DNS_RESOLVER_DECLINES',
    because: (seen) => `${asked(seen)} does not answer for ${seen.host}: ${seen.failure?.message}`,
    confidence: 'high',
  },
];
