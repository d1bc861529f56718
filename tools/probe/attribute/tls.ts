import { covers } from '../../path/names';
import type { Observation } from '../observation';
import { isPublicAddress } from './addresses';
import { peer, type Rule } from './rule';

const failedAs = (seen: Observation, kind: string): boolean =>
  (seen.stage === 'tls' || (seen.stage === 'request' && kind === 'alert')) && seen.failure?.kind === kind;

const rejectedFor = (seen: Observation, code: RegExp): boolean =>
  failedAs(seen, 'certificate') && code.test(seen.failure?.code ?? '');

const names = (seen: Observation): readonly string[] => seen.certificate?.names ?? [];

/** Any of the names that AWS gives to an endpoint: aws-facts §1.2, §1.3. */
export function isExecuteApiName(name: string): boolean {
  return /(^|\.)execute-api\.[a-z0-9-]+\.(vpce\.)?amazonaws\.com(\.cn)?\.?$/i.test(name);
}

const alerted = (seen: Observation, pattern: RegExp): boolean =>
  failedAs(seen, 'alert') && pattern.test(seen.failure?.alert ?? '');

const shown = (seen: Observation): string => names(seen).join(', ') || seen.certificate?.subject || 'no name';

const offered = ({ offered: span }: Observation): string => (span === undefined ? '' : `: ${span}`);

/** The name that the certificate has to cover. */
const wanted = (seen: Observation): string => seen.verifiedFor ?? seen.host;

/** The certificate of another's endpoint: of API Gateway's, or of any service's. */
const isEndpointCertificate = (seen: Observation, pattern: (name: string) => boolean): boolean =>
  failedAs(seen, 'certificate') && names(seen).some(pattern) && !covers(names(seen), wanted(seen));

/** The end of the CNAMEs, which tells a load balancer from an endpoint. An alias record of Route 53 shows none. */
const leadsTo = (seen: Observation, pattern: RegExp): string | undefined =>
  seen.resolution.records?.find(({ type, data }) => type === 'CNAME' && pattern.test(data))?.data;

/** Names of load balancers: aws-facts §4.3, §6. */
const loadBalancerName = /\.elb\.([a-z0-9-]+\.)?amazonaws\.com(\.cn)?\.?$/i;
const regionalTarget = /^d-[a-z0-9]+\.execute-api\.[a-z0-9-]+\.amazonaws\.com(\.cn)?\.?$/i;
const endpointName = /\.vpce\.amazonaws\.com(\.cn)?\.?$/i;

/** A TCP connection, and no TLS session that a verifying client accepts. */
export const tlsRules: readonly Rule[] = [
  {
    when: (seen) =>
      isEndpointCertificate(seen, isExecuteApiName) && leadsTo(seen, loadBalancerName) !== undefined,
    outcome: 'stop',
    code: 'LISTENER_PASSES_TLS_THROUGH',
    because: (seen) =>
      `${wanted(seen)} leads to the load balancer ${leadsTo(seen, loadBalancerName)}, and ${peer(seen)} presents the endpoint’s certificate (${shown(seen)})`,
    confidence: 'high',
    candidates: ['CERTIFICATE_IS_ENDPOINTS'],
  },
  {
    // aws-facts §1.3: as a CNAME (not as an alias) the target of a regional domain falls into the endpoint's own zone.
    when: (seen) =>
      isEndpointCertificate(seen, isExecuteApiName) &&
      leadsTo(seen, regionalTarget) !== undefined &&
      !isPublicAddress(seen.address),
    outcome: 'stop',
    code: 'DNS_CAPTURED_BY_ENDPOINT',
    because: (seen) =>
      `${wanted(seen)} is a CNAME to ${leadsTo(seen, regionalTarget)}, which private DNS of an endpoint leads to ${seen.address}, and ${peer(seen)} presents the endpoint’s certificate`,
    confidence: 'high',
    candidates: ['CERTIFICATE_IS_ENDPOINTS'],
  },
  {
    // panlm, aws-facts §1.3: the endpoint offers its own certificate to a name that skips the load balancer.
    when: (seen) => isEndpointCertificate(seen, isExecuteApiName),
    outcome: 'stop',
    code: 'CERTIFICATE_IS_ENDPOINTS',
    because: (seen) => {
      const end = leadsTo(seen, endpointName);
      const way = end === undefined ? '' : `, as ${seen.host} leads straight to the endpoint ${end}`;
      return `${peer(seen)} presents the certificate of API Gateway (${shown(seen)}), not one for ${wanted(seen)}${way}`;
    },
    confidence: 'high',
    candidates: ['LISTENER_PASSES_TLS_THROUGH', 'DOMAIN_NOT_ASSOCIATED', 'PRIVATE_API_FROM_PUBLIC'],
  },
  {
    when: (seen) => isEndpointCertificate(seen, (name) => endpointName.test(name)),
    outcome: 'stop',
    code: 'ENDPOINT_NOT_EXECUTE_API',
    because: (seen) =>
      `${peer(seen)} presents the certificate of another service’s endpoint (${shown(seen)}), not one for ${wanted(seen)}`,
    confidence: 'high',
    candidates: ['LISTENER_PASSES_TLS_THROUGH'],
  },
  {
    when: (seen) => rejectedFor(seen, /^ERR_TLS_CERT_ALTNAME/),
    outcome: 'stop',
    code: 'CERTIFICATE_NAME_MISMATCH',
    because: (seen) => `the certificate covers ${shown(seen)}, not ${wanted(seen)}`,
    confidence: 'medium',
    candidates: ['DOMAIN_CERTIFICATE_MISMATCH', 'LISTENER_PASSES_TLS_THROUGH'],
  },
  {
    when: (seen) => rejectedFor(seen, /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/),
    outcome: 'stop',
    code: 'CERTIFICATE_EXPIRED',
    because: (seen) =>
      seen.failure?.code === 'CERT_HAS_EXPIRED'
        ? `the certificate for ${shown(seen)} expired ${-(seen.certificate?.daysLeft ?? 0)} day(s) ago`
        : `the certificate for ${shown(seen)} is not valid yet, by the clock here`,
    confidence: 'high',
  },
  {
    when: (seen) => failedAs(seen, 'certificate') && !covers(names(seen), wanted(seen)),
    outcome: 'stop',
    code: 'CERTIFICATE_NOT_TRUSTED',
    because: (seen) =>
      `${seen.certificate?.issuer ?? 'an authority'} is not trusted here (${seen.failure?.code}), and the certificate does not cover ${wanted(seen)} either`,
    confidence: 'high',
    candidates: ['CERTIFICATE_NAME_MISMATCH', 'LISTENER_PASSES_TLS_THROUGH'],
  },
  {
    when: (seen) => failedAs(seen, 'certificate'),
    outcome: 'stop',
    code: 'CERTIFICATE_NOT_TRUSTED',
    because: (seen) =>
      `${seen.certificate?.issuer ?? 'an authority'} is not trusted here (${seen.failure?.code})`,
    confidence: 'high',
  },
  {
    when: (seen) => alerted(seen, /protocol_version/) && isExecuteApiName(seen.host),
    outcome: 'stop',
    code: 'ENDPOINT_TLS_VERSION_NOT_ACCEPTED',
    because: (seen) => `${peer(seen)} accepts none of the TLS versions that were offered${offered(seen)}`,
    confidence: 'high',
    candidates: ['TLS_VERSION_NOT_ACCEPTED'],
  },
  {
    when: (seen) => alerted(seen, /protocol_version|inappropriate_fallback|insufficient_security/),
    outcome: 'stop',
    code: 'TLS_VERSION_NOT_ACCEPTED',
    because: (seen) =>
      `${peer(seen)} accepts none of the TLS versions that were offered${offered(seen)} (${seen.failure?.alert})`,
    confidence: 'high',
    candidates: ['ENDPOINT_TLS_VERSION_NOT_ACCEPTED'],
  },
  {
    when: (seen) =>
      alerted(seen, /certificate_required|bad_certificate|unknown_ca|certificate_unknown|access_denied/),
    outcome: 'stop',
    code: 'TLS_CLIENT_CERTIFICATE',
    because: (seen) =>
      `${peer(seen)} does not accept a client without a certificate (${seen.failure?.alert})`,
    confidence: 'medium',
    candidates: ['TLS_HANDSHAKE_REFUSED'],
  },
  {
    when: (seen) => failedAs(seen, 'alert'),
    outcome: 'stop',
    code: 'TLS_HANDSHAKE_REFUSED',
    because: (seen) => `${peer(seen)} ends the TLS handshake with the alert ${seen.failure?.alert}`,
    confidence: 'medium',
    candidates: ['LISTENER_HAS_NO_CERTIFICATE', 'TLS_VERSION_NOT_ACCEPTED', 'LISTENER_PROTOCOL_MISMATCH'],
  },
  {
    when: (seen) => failedAs(seen, 'not-tls'),
    outcome: 'stop',
    code: 'LISTENER_PROTOCOL_MISMATCH',
    because: (seen) => `${peer(seen)} does not speak TLS`,
    confidence: 'high',
  },
  {
    when: (seen) => failedAs(seen, 'timeout'),
    outcome: 'stop',
    code: 'TLS_TIMED_OUT',
    because: (seen) => `${peer(seen)} accepts the connection and does not answer the TLS handshake`,
    confidence: 'low',
    candidates: [
      'LISTENER_PASSES_TLS_THROUGH',
      'ENI_SG_RULES_MISMATCH',
      'CLIENT_IP_PRESERVED',
      'ENDPOINT_INTERFACE_SILENT',
      'NETWORK_INTERFACE_SILENT',
      'TARGET_PORT_RESTRICTION',
      'LISTENER_PROTOCOL_MISMATCH',
    ],
  },
  {
    when: (seen) => seen.stage === 'tls',
    outcome: 'stop',
    code: 'TLS_HANDSHAKE_CUT',
    because: (seen) =>
      `${peer(seen)} accepts the connection and cuts it in the TLS handshake (${seen.failure?.code})`,
    confidence: 'low',
    candidates: [
      'LISTENER_PROTOCOL_MISMATCH',
      'LISTENER_HAS_NO_CERTIFICATE',
      'LISTENER_PASSES_TLS_THROUGH',
      'TARGET_GROUP_HAS_NO_TARGETS',
      'PROXY_PROTOCOL_ON',
      'ENDPOINT_NOT_EXECUTE_API',
    ],
  },
];

/** The call is as expected, and its certificate will not hold as long as it has to. */
export const expiryRule: Rule = {
  when: (seen) => seen.expiring !== undefined,
  outcome: 'stop',
  code: 'CERTIFICATE_EXPIRES_SOON',
  because: (seen) => seen.expiring as string,
  confidence: 'high',
};
