import type { FailureKind, Observation } from '../observation';
import { isPublicAddress } from './addresses';
import { type Code, peer, type Rule } from './rule';

const failed = (seen: Observation, ...kinds: readonly FailureKind[]): boolean =>
  seen.stage === 'connect' && seen.failure !== undefined && kinds.includes(seen.failure.kind);

/** What drops packets without a word on the first leg. */
const silent: readonly Code[] = [
  'ENI_SG_RULES_MISMATCH',
  'NO_ROUTE_TO_DESTINATION',
  'SUBNET_ACL_RESTRICTION',
  'SG_HAS_NO_RULES',
  'NETWORK_NOBODY_AT_ADDRESS',
  'NETWORK_PRIVATE_ADDRESS',
  'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
  'TGW_NO_ROUTE',
  'TGW_ATTACHMENT_MISSING',
  'NETWORK_INTERFACE_SILENT',
  'ENDPOINT_INTERFACE_SILENT',
  'ENDPOINT_PORT_CLOSED',
  'CLIENT_IP_PRESERVED',
];

const behindTcpListener: readonly Code[] = [
  'TARGET_GROUP_HAS_NO_TARGETS',
  'ELB_NOT_CROSSZONE',
  'ELBV2_LISTENER_HAS_NO_TG',
];

/** No TCP connection. */
export const connectRules: readonly Rule[] = [
  {
    // Many proxies say "host unreachable" for a name that they can't resolve (RFC 1928 has no code for it).
    when: (seen) => failed(seen, 'no-route') && seen.resolution.by === 'proxy',
    outcome: 'stop',
    code: 'DNS_RECORD_NOT_FOUND',
    because: (seen) => `the proxy can't resolve or reach ${seen.host} (${seen.failure?.code})`,
    confidence: 'low',
    candidates: ['DNS_ZONE_NOT_ASSOCIATED', 'DNS_ZONE_IS_PRIVATE', 'DNS_NO_DATA', 'NO_ROUTE_TO_DESTINATION'],
  },
  {
    when: (seen) => failed(seen, 'timeout', 'no-route') && (seen.siblings?.answered ?? 0) > 0,
    outcome: 'stop',
    code: 'NETWORK_INTERFACE_SILENT',
    because: (seen) =>
      `${peer(seen)} is silent while ${seen.siblings?.answered} other address(es) of ${seen.host} answer`,
    confidence: 'medium',
    candidates: ['ENDPOINT_INTERFACE_SILENT', ...silent.slice(0, 5)],
    fix: 'Look at this zone alone: its subnet’s route table and network ACL, and whether the zone is in service.',
  },
  {
    when: (seen) => failed(seen, 'timeout', 'no-route') && isPublicAddress(seen.address),
    outcome: 'stop',
    code: 'NETWORK_NO_INTERNET_ACCESS',
    because: (seen) => `${seen.host} leads to ${seen.address}, a public address, and it does not answer`,
    confidence: 'medium',
    candidates: [
      'DNS_ENDPOINT_PRIVATE_DNS_OFF',
      'DNS_ZONE_NOT_ASSOCIATED',
      'DNS_ZONE_IS_PRIVATE',
      'ENI_SG_RULES_MISMATCH',
    ],
    fix: 'A private API is on private addresses: mend DNS so that the name leads to the load balancer or endpoint.',
  },
  {
    when: (seen) => failed(seen, 'timeout', 'no-route') && seen.vantage === 'internet',
    outcome: 'stop',
    code: 'NETWORK_PRIVATE_ADDRESS',
    because: (seen) => `${peer(seen)} is private, and the internet does not route it`,
    confidence: 'high',
  },
  {
    when: (seen) => failed(seen, 'timeout'),
    outcome: 'stop',
    code: 'CONNECT_TIMED_OUT',
    because: (seen) => `${peer(seen)} does not answer: ${seen.failure?.message}`,
    confidence: 'low',
    candidates: silent,
  },
  {
    when: (seen) => failed(seen, 'no-route'),
    outcome: 'stop',
    code: 'NO_ROUTE_TO_DESTINATION',
    because: (seen) =>
      `a router on the way, or this host, has no route to ${peer(seen)} (${seen.failure?.code})`,
    confidence: 'high',
    candidates: ['NETWORK_PRIVATE_ADDRESS', 'NETWORK_NOBODY_AT_ADDRESS'],
  },
  {
    when: (seen) => seen.stage === 'connect',
    outcome: 'stop',
    code: 'LISTENER_NOT_FOUND',
    because: (seen) =>
      `${peer(seen)} refuses the connection: a host is there, and nothing listens on the port`,
    confidence: 'medium',
    candidates: behindTcpListener,
  },
];
