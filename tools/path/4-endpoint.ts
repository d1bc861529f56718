import {
  type Endpoint,
  type EndpointInterface,
  isUnknown,
  type Model,
  type NetworkInterface,
} from '../assembly/model';
import { isSilent } from './2-network';
import { executeApiZone } from './dns/public-names';
import type { Verdict } from './hop';
import { indexOf, isExecuteApi } from './model-index';
import { covers, normalizeName } from './names';
import type { State } from './state';
import { negotiate, type TlsVersion } from './tls-policies';
import { pass, stop, unknown } from './verdict';

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

/** Port, TLS version and certificate of an execute-api endpoint. The endpoint's policy is judged with the others. */
export function enter(
  model: Model,
  state: State,
  endpoint: Endpoint,
  own: EndpointInterface,
  session: EndpointSession,
): { readonly verdict: Verdict; readonly certificateNames: readonly string[] } {
  const certificateNames = certificateOf(model, session.sni);
  const verdict =
    judgeInterface(model, state, endpoint, own, session.port) ??
    judgeTls(endpoint, own, session, certificateNames);
  return { verdict, certificateNames };
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
  endpoint: Endpoint,
  own: NetworkInterface,
  session: EndpointSession,
  certificateNames: readonly string[],
): Verdict {
  const details = { address: own.address };
  const version = negotiate(acceptedVersions, session.maxTls);
  if (!version) {
    const because = `the client offers TLS up to ${session.maxTls}; private APIs take 1.2 and up`;
    const symptom = { kind: 'tls', alert: 'protocol_version' } as const;
    return stop('ENDPOINT_TLS_VERSION_NOT_ACCEPTED', symptom, because, [endpoint.where], details);
  }
  if (session.direct && session.verify && !covers(certificateNames, session.host)) {
    const because = `${session.host} leads straight to ${endpoint.id}, whose certificate is for ${certificateNames.join(', ')}`;
    const symptom = { kind: 'tls', alert: 'certificate_name' } as const;
    return stop('CERTIFICATE_IS_ENDPOINTS', symptom, because, [endpoint.where], details);
  }
  const because = `${own.address} of ${endpoint.id} accepts TLS ${version}`;
  return pass('ENDPOINT_ACCEPTS', because, [endpoint.where], details);
}

/** A private custom domain's certificate by SNI; else the endpoint's own. aws-facts §1.3 e, §13.2 */
function certificateOf(model: Model, sni: string | null): readonly string[] {
  const name = sni === null ? '' : normalizeName(sni);
  const domain = model.domains.find((own) => own.endpointType === 'PRIVATE' && own.name === name);
  const arn = domain?.certificateArn;
  const names = typeof arn === 'string' ? indexOf(model).certificates.get(arn)?.names : undefined;
  if (domain) return names === undefined || isUnknown(names) ? [domain.name] : names;
  const zone = executeApiZone(model);
  return [`*.${zone}`, zone, `*.${zone.replace('.amazonaws.', '.vpce.amazonaws.')}`];
}
