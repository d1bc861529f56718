import type { FailureKind, Observation } from '../observation';
import type { Rule } from './rule';

const failed =
  (...kinds: readonly FailureKind[]) =>
  (seen: Observation): boolean =>
    seen.stage === 'resolve' && seen.failure !== undefined && kinds.includes(seen.failure.kind);

const asked = ({ resolution }: Observation): string =>
  resolution.server ?? (resolution.by === 'given' ? '--resolve' : 'the system resolver');

/** The name that was asked for, and where its CNAMEs lead. */
const name = (seen: Observation): string => {
  const { resolution } = seen;
  const own = resolution.name ?? seen.host;
  const end = resolution.records?.filter(({ type }) => type === 'CNAME').at(-1);
  return end ? `${end.data}, to which ${own} leads,` : own;
};

const families = ({ resolution: { questions, by } }: Observation): string => {
  const types = new Set(questions?.map(({ type }) => type));
  if (types.size === 1) return types.has('A') ? 'IPv4 ' : 'IPv6 ';
  return by === 'given' ? 'fitting ' : '';
};

/** Asked by UDP, which a server answers with "ask again over TCP". */
const wentOverToTcp = ({ resolution: { questions = [], server = '' } }: Observation): boolean =>
  !server.startsWith('tcp:') &&
  questions.some(({ transport, ended }) => transport === 'tcp' && ended !== 'answered');

/** The name does not lead to an address. */
export const resolveRules: readonly Rule[] = [
  {
    when: (seen) => failed('nxdomain')(seen) && seen.vantage === 'internet',
    outcome: 'stop',
    code: 'DNS_ZONE_IS_PRIVATE',
    because: (seen) => `public DNS says that ${name(seen)} does not exist (NXDOMAIN)`,
    confidence: 'medium',
    candidates: ['DNS_RECORD_NOT_FOUND'],
  },
  {
    when: failed('nxdomain'),
    outcome: 'stop',
    code: 'DNS_RECORD_NOT_FOUND',
    because: (seen) => `${asked(seen)} says that ${name(seen)} does not exist (NXDOMAIN)`,
    confidence: 'medium',
    candidates: ['DNS_ZONE_NOT_ASSOCIATED', 'DNS_ZONE_IS_PRIVATE', 'DNS_VPC_HOSTNAMES_OFF'],
  },
  {
    when: failed('no-data'),
    outcome: 'stop',
    code: 'DNS_NO_DATA',
    because: (seen) => `${asked(seen)} knows ${name(seen)}, but no ${families(seen)}address of it`,
    confidence: 'high',
  },
  {
    when: failed('not-found'),
    outcome: 'stop',
    code: 'DNS_RECORD_NOT_FOUND',
    because: (seen) => `${asked(seen)} finds no address for ${name(seen)}`,
    confidence: 'medium',
    candidates: ['DNS_NO_DATA', 'DNS_ZONE_NOT_ASSOCIATED', 'DNS_ZONE_IS_PRIVATE', 'DNS_VPC_HOSTNAMES_OFF'],
  },
  {
    when: (seen) => failed('resolver-silent', 'resolver-refused')(seen) && wentOverToTcp(seen),
    outcome: 'stop',
    code: 'DNS_RESOLVER_UNREACHABLE',
    because: (seen) =>
      `the answer of ${asked(seen)} for ${name(seen)} is too long for UDP, and over TCP the server does not answer`,
    confidence: 'high',
    candidates: ['ENI_SG_RULES_MISMATCH', 'SUBNET_ACL_RESTRICTION'],
    fix: 'Let TCP 53 pass to the DNS server as well as UDP 53.',
  },
  {
    when: failed('resolver-silent'),
    outcome: 'stop',
    code: 'DNS_RESOLVER_UNREACHABLE',
    because: (seen) => `${asked(seen)} does not answer the question for ${name(seen)}`,
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
    because: (seen) => `${asked(seen)} could not find out about ${name(seen)} (SERVFAIL)`,
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
    because: (seen) => `${asked(seen)} does not answer for ${name(seen)}: ${seen.failure?.message}`,
    confidence: 'high',
  },
];
