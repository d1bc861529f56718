import {
  type Endpoint,
  type EndpointInterface,
  isUnknown,
  type Model,
  type NetworkInterface,
} from '../assembly/model';
import { isSilent, type LegEnd, locate } from './2-network';
import { type Presented, privateCertificate, publicCertificate } from './endpoint/certificates';
import { nativeDomainsOf } from './endpoint/native-domains';
import type { Verdict } from './hop';
import { isExecuteApi } from './model-index';
import { covers, normalizeName } from './names';
import type { State } from './state';
import { negotiate, type TlsVersion } from './tls-policies';
import { notApplicable, pass, stop, unknown } from './verdict';

/** A TLS session that reaches an endpoint's interface. */
export interface EndpointSession {
  readonly port: number;
  readonly sni: string | null;
  /** The name that a client holds the certificate against. */
  readonly host: string;
  readonly maxTls: TlsVersion;
  readonly verify: boolean;
  /** The client's own session, not one that a load balancer opened: those check no certificate. aws-facts §4.1 */
  readonly direct: boolean;
}

/** Versions of the endpoint: aws-facts §1.1 (doc). */
const acceptedVersions: readonly TlsVersion[] = ['1.2', '1.3'];

/** What hop 4 says, and the names on the certificate that it presents. */
export interface Entered {
  readonly verdict: Verdict;
  readonly certificateNames: readonly string[];
}

/** Hop 4 at an address, whoever is there. */
export function enterAt(
  model: Model,
  state: State,
  { address, port }: LegEnd,
  session: Omit<EndpointSession, 'port'>,
): Entered {
  const destination = locate(model, address);
  const none = (verdict: Verdict): Entered => ({ verdict, certificateNames: [] });
  if (destination.kind === 'endpoint') {
    return enter(model, state, destination.endpoint, destination.interface, { ...session, port });
  }
  if (destination.kind === 'public-front' && session.direct) {
    return enterPublicFront(model, address, { ...session, port });
  }
  if (destination.kind === 'nobody') {
    return none(unknown('NOT_REACHED', `nobody is known at ${address}`, [], { hop: 'endpoint' }));
  }
  const because = `what serves port ${port} at ${address} is not modelled`;
  return none(unknown('ENDPOINT_NOT_KNOWN', because, [], { address }));
}

/** Port, TLS version and certificate of an execute-api endpoint. The endpoint's policy is judged with the others. */
export function enter(
  model: Model,
  state: State,
  endpoint: Endpoint,
  own: EndpointInterface,
  session: EndpointSession,
): Entered {
  const presented = privateCertificate(model, endpoint, session.sni);
  const verdict =
    judgeInterface(model, state, endpoint, own, session.port) ??
    judgeTls(model, endpoint, own, session, presented);
  return { verdict, certificateNames: presented.names };
}

/** The same for API Gateway's front on the internet, which is no endpoint of a VPC. */
export function enterPublicFront(
  model: Model,
  address: string,
  session: Omit<EndpointSession, 'direct'>,
): Entered {
  const certificateNames = publicCertificate(model, session.sni);
  return { verdict: judgePublic(address, session, certificateNames), certificateNames };
}

function judgePublic(
  address: string,
  { port, maxTls, verify, host }: Omit<EndpointSession, 'direct'>,
  certificateNames: readonly string[],
): Verdict {
  const details = { address };
  const front = `API Gateway's public front`;
  // Inferred: API Gateway has no unencrypted listeners (aws-facts §1.1), and what else arrives is dropped.
  if (port !== 443) {
    const because = `${front} serves port 443 only; the connection is to port ${port}`;
    return stop('ENDPOINT_PORT_CLOSED', { kind: 'timeout' }, because, [], details);
  }
  if (!negotiate(acceptedVersions, maxTls)) {
    const because = `the client offers TLS up to ${maxTls}; ${front} takes 1.2 and up`;
    const symptom = { kind: 'tls', alert: 'protocol_version' } as const;
    return stop('ENDPOINT_TLS_VERSION_NOT_ACCEPTED', symptom, because, [], details);
  }
  if (verify && !covers(certificateNames, host)) {
    const because = `${host} leads to ${front}, whose certificate is for ${certificateNames.join(', ')}`;
    const symptom = { kind: 'tls', alert: 'certificate_name' } as const;
    return stop('CERTIFICATE_IS_ENDPOINTS', symptom, because, [], details);
  }
  return notApplicable('ENDPOINT_NOT_IN_PATH', `${address} is ${front}`, details);
}

function judgeInterface(
  model: Model,
  state: State,
  endpoint: Endpoint,
  own: NetworkInterface,
  port: number,
): Verdict | undefined {
  const details = { address: own.address };
  if (isSilent(model, state, own)) {
    const because = `the interface ${own.address} of ${endpoint.id} is out of service`;
    return stop('ENDPOINT_INTERFACE_SILENT', { kind: 'timeout' }, because, [endpoint.where], details);
  }
  // Inferred: the service behind PrivateLink takes 443 only and drops what else arrives.
  if (port !== 443) {
    const because = `${endpoint.id} serves port 443 only; the connection is to port ${port}`;
    return stop('ENDPOINT_PORT_CLOSED', { kind: 'timeout' }, because, [endpoint.where], details);
  }
  const where = [{ ...endpoint.where, property: 'Properties.ServiceName' }];
  if (isUnknown(endpoint.service)) {
    const because = `the service of ${endpoint.id} is not known: ${endpoint.service.reason}`;
    return unknown('ENDPOINT_NOT_KNOWN', because, where, details);
  }
  if (!isExecuteApi(endpoint)) {
    const because = `${endpoint.id} is an endpoint for ${endpoint.service}`;
    return stop('ENDPOINT_NOT_EXECUTE_API', { kind: 'reset' }, because, where, details);
  }
  return undefined;
}

function judgeTls(
  model: Model,
  endpoint: Endpoint,
  own: NetworkInterface,
  session: EndpointSession,
  presented: Presented,
): Verdict {
  const details = { address: own.address };
  const version = negotiate(acceptedVersions, session.maxTls);
  if (!version) {
    const because = `the client offers TLS up to ${session.maxTls}; private APIs take 1.2 and up`;
    const symptom = { kind: 'tls', alert: 'protocol_version' } as const;
    return stop('ENDPOINT_TLS_VERSION_NOT_ACCEPTED', symptom, because, [endpoint.where], details);
  }
  const refused = session.direct && session.verify && judgeCertificate(model, endpoint, session, presented);
  if (refused) return { ...refused, ...details };
  const { domain } = presented;
  const shown = domain ? ` and presents the certificate of ${domain.name}` : '';
  const because = `${own.address} of ${endpoint.id} accepts TLS ${version}${shown}`;
  return pass('ENDPOINT_ACCEPTS', because, [endpoint.where, ...(domain ? [domain.where] : [])], details);
}

/** Why a client that checks the certificate is not content, or can't be known to be. */
function judgeCertificate(
  model: Model,
  endpoint: Endpoint,
  { host, sni }: EndpointSession,
  { names, domain, doubt }: Presented,
): Verdict | undefined {
  if (doubt) {
    const because = `which certificate ${endpoint.id} presents to ${host} is not known: ${doubt.reason}`;
    return unknown('ENDPOINT_CERTIFICATE_NOT_KNOWN', because, [doubt.where]);
  }
  if (covers(names, host)) return undefined;
  const symptom = { kind: 'tls', alert: 'certificate_name' } as const;
  const listed = names.join(', ');
  if (domain) {
    const because = `${endpoint.id} presents the certificate of private custom domain ${domain.name}, which is for ${listed}, to a client of ${host}`;
    const where = [{ ...domain.where, property: 'Properties.CertificateArn' }];
    return stop('DOMAIN_CERTIFICATE_MISMATCH', symptom, because, where);
  }
  const [native] = nativeDomainsOf(model, normalizeName(sni ?? host));
  const lacks = native ? `, and private custom domain ${native.name} is not associated with it` : '';
  const because = `${host} leads straight to ${endpoint.id}, whose certificate is for ${listed}${lacks}`;
  const where = [endpoint.where, ...(native ? [native.where] : [])];
  const fix = native && `Create a DomainNameAccessAssociation of ${native.name} and ${endpoint.id}`;
  return stop('CERTIFICATE_IS_ENDPOINTS', symptom, because, where, fix === undefined ? {} : { fix });
}
