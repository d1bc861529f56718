import type { FailureKind, Observation } from '../observation';
import { type Code, peer, type Rule } from './rule';

const failed = (seen: Observation, ...kinds: readonly FailureKind[]): boolean =>
  seen.stage === 'request' && seen.failure !== undefined && kinds.includes(seen.failure.kind);

/** What cuts, behind a TLS listener, a session that the client has already got (aws-facts §4.1, §4.2). */
const farSide: readonly Code[] = [
  'TARGET_GROUP_HAS_NO_TARGETS',
  'ENI_SG_RULES_MISMATCH',
  'ELB_NOT_CROSSZONE',
  'CLIENT_IP_PRESERVED',
  'SG_HAS_NO_RULES',
  'SUBNET_ACL_RESTRICTION',
  'NO_ROUTE_TO_DESTINATION',
  'NETWORK_INTERFACE_SILENT',
  'NETWORK_NOBODY_AT_ADDRESS',
  'ENDPOINT_INTERFACE_SILENT',
  'TARGET_PORT_RESTRICTION',
  'ENDPOINT_PORT_CLOSED',
  'PROXY_PROTOCOL_ON',
  'TARGET_GROUP_NOT_TLS',
  'ELBV2_LISTENER_HAS_NO_TG',
  'ENDPOINT_NOT_EXECUTE_API',
  'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
  'TGW_NO_ROUTE',
  'TGW_ATTACHMENT_MISSING',
];

/** The request was sent, and no whole response came. */
export const requestRules: readonly Rule[] = [
  {
    when: (seen) => failed(seen, 'not-http', 'reset', 'closed') && !seen.secure,
    outcome: 'stop',
    code: 'LISTENER_PROTOCOL_MISMATCH',
    because: (seen) => `${peer(seen)} does not answer plain HTTP with HTTP (${seen.failure?.message})`,
    confidence: 'medium',
    candidates: ['ENDPOINT_EXPECTS_TLS', 'RESET_AFTER_TLS', ...farSide.slice(0, 4)],
    fix: 'Call by https, or check the protocol of the listener.',
  },
  {
    when: (seen) => failed(seen, 'not-http'),
    outcome: 'stop',
    code: 'RESPONSE_NOT_HTTP',
    because: (seen) => `${peer(seen)}: ${seen.failure?.message}`,
    confidence: 'medium',
    candidates: ['TARGET_GROUP_NOT_TLS', 'ENDPOINT_NOT_EXECUTE_API'],
  },
  {
    when: (seen) => failed(seen, 'reset', 'closed') && seen.presented?.isExpired === true,
    outcome: 'stop',
    code: 'CLIENT_CERTIFICATE_EXPIRED',
    because: (seen) => `${peer(seen)} cuts the session; ${seen.presented?.subject} is not valid now`,
    confidence: 'medium',
    candidates: ['CLIENT_CERTIFICATE_NOT_TRUSTED', 'RESET_AFTER_TLS', ...farSide],
  },
  {
    when: (seen) => failed(seen, 'reset', 'closed') && seen.presented !== undefined,
    outcome: 'stop',
    code: 'CLIENT_CERTIFICATE_NOT_TRUSTED',
    because: (seen) => `${peer(seen)} cuts the session after ${seen.presented?.subject} was presented`,
    confidence: 'low',
    candidates: ['CLIENT_CERTIFICATE_EXPIRED', 'RESET_AFTER_TLS', ...farSide],
  },
  {
    when: (seen) => failed(seen, 'reset', 'closed') && (seen.siblings?.answered ?? 0) > 0,
    outcome: 'stop',
    code: 'ELB_NOT_CROSSZONE',
    because: (seen) =>
      `${peer(seen)} accepts TLS and cuts the connection, while other addresses of ${seen.host} answer: this zone has no target that works`,
    confidence: 'medium',
    candidates: ['RESET_AFTER_TLS', 'NETWORK_INTERFACE_SILENT', 'ENDPOINT_INTERFACE_SILENT', ...farSide],
  },
  {
    when: (seen) => failed(seen, 'reset', 'closed'),
    outcome: 'stop',
    code: 'RESET_AFTER_TLS',
    because: (seen) =>
      `${peer(seen)} accepts TLS and cuts the connection before a response (${seen.failure?.code})`,
    confidence: 'medium',
    candidates: [...farSide, 'CLIENT_CERTIFICATE_MISSING'],
  },
  {
    when: (seen) => failed(seen, 'timeout') && seen.response === undefined,
    outcome: 'stop',
    code: 'RESPONSE_TIMED_OUT',
    because: (seen) => `${peer(seen)} takes the request and does not answer: ${seen.failure?.message}`,
    confidence: 'low',
    candidates: [...farSide, 'INTEGRATION_TIMED_OUT'],
  },
  {
    when: (seen) => seen.stage === 'request',
    outcome: 'stop',
    code: 'RESPONSE_ENDED_EARLY',
    because: (seen) =>
      `the response${seen.response ? ` (HTTP ${seen.response.status}, ${seen.response.bytes} bytes)` : ''} is not whole: ${seen.failure?.message}`,
    confidence: 'medium',
    candidates: ['CLIENT_IP_PRESERVED'],
  },
];
