import { type Certificate, isUnknown, type Listener, type Model, type Where } from '../../assembly/model';
import type { Symptom, Verdict } from '../hop';
import { covers } from '../names';
import { negotiate, type TlsVersion, versionsOf } from '../tls-policies';
import { pass, remark, stop, unknown } from '../verdict';
import { chooseCertificate } from './certificates';
import { judgeClient } from './client-certificate';

/** How a client opens TLS. */
export interface ClientHello {
  readonly sni: string | null;
  readonly maxTls: TlsVersion;
  /** The name that the client holds the certificate against. */
  readonly host: string;
  readonly verify: boolean;
  /** PEM, the client's own certificate first. @default it has none */
  readonly clientCertificate?: string;
  /** When, in milliseconds since the epoch. @default not known */
  readonly at?: number | null;
}

/** Whether the load balancer ends the client's TLS session itself. */
export function endsTls(listener: Listener): boolean {
  return listener.protocol === 'TLS' || listener.protocol === 'HTTPS';
}

/** The TLS handshake with a listener that ends TLS: version, then certificate. */
export function handshake(
  model: Model,
  listener: Listener,
  hello: ClientHello,
): { readonly verdict: Verdict; readonly certificate?: Certificate; readonly version?: TlsVersion } {
  const name = listener.where.logicalId;
  if (listener.protocol === 'HTTP') {
    const because = `${name} speaks plain HTTP on port ${listener.port}`;
    const symptom: Symptom = { kind: 'tls', alert: 'handshake_failure' };
    return { verdict: stop('LISTENER_PROTOCOL_MISMATCH', symptom, because, [listener.where]) };
  }
  if (!endsTls(listener)) {
    const because = `${name} passes TLS through to the target`;
    return { verdict: pass('LISTENER_PASSES_TLS_THROUGH', because, [listener.where]) };
  }
  const policy = listener.sslPolicy;
  const accepted = isUnknown(policy) ? undefined : versionsOf(policy);
  const version = accepted && negotiate(accepted, hello.maxTls);
  const policyWhere: Where = { ...listener.where, property: 'Properties.SslPolicy' };
  if (accepted && !version) {
    const because = `${name} has policy ${String(policy)} (TLS ${accepted.join(', ')}), the client offers up to ${hello.maxTls}`;
    const symptom: Symptom = { kind: 'tls', alert: 'protocol_version' };
    return { verdict: stop('TLS_VERSION_NOT_ACCEPTED', symptom, because, [policyWhere]) };
  }
  const { certificate, verdict } = present(model, listener, hello);
  if (verdict) return { verdict, certificate, version };
  // Every policy speaks 1.2 or 1.3, so a client of 1.3 gets through whatever it is.
  if (!accepted && hello.maxTls !== '1.3') {
    const because = `the versions of ${name}'s policy are not known: ${isUnknown(policy) ? policy.reason : policy}`;
    return { verdict: unknown('TLS_POLICY_NOT_KNOWN', because, [policyWhere]), certificate };
  }
  const client = judgeClient(model, listener, hello.clientCertificate, hello.at ?? null);
  if (client && client.outcome !== 'pass') return { verdict: client, certificate, version };
  if (accepted && (accepted[0] === '1.0' || accepted[0] === '1.1')) {
    const because = `${name} accepts TLS ${accepted[0]} by policy ${String(policy)}`;
    return { verdict: remark('TLS_POLICY_OLD', because, [policyWhere]), certificate, version };
  }
  const took = client ? `; ${client.because}` : '';
  const because = `${name} presents ${certificateText(certificate)}${version ? ` on TLS ${version}` : ''}${took}`;
  return { verdict: pass('LISTENER_FORWARDS', because, [listener.where]), certificate, version };
}

function certificateText(certificate: Certificate | undefined): string {
  if (!certificate) return 'a certificate';
  return isUnknown(certificate.names) ? certificate.arn : `a certificate for ${certificate.names.join(', ')}`;
}

/** The certificate, and a verdict where the client or nobody can be content with it. */
function present(
  model: Model,
  listener: Listener,
  hello: ClientHello,
): { certificate?: Certificate; verdict?: Verdict } {
  const name = listener.where.logicalId;
  const where: Where = { ...listener.where, property: 'Properties.Certificates' };
  if (listener.certificateArns.length === 0) {
    const symptom: Symptom = { kind: 'tls', alert: 'handshake_failure' };
    return { verdict: stop('LISTENER_HAS_NO_CERTIFICATE', symptom, `${name} has no certificate`, [where]) };
  }
  const { certificate, bySni, uncertain } = chooseCertificate(model, listener, hello.sni);
  if (!hello.verify) return { certificate };
  const names = certificate?.names;
  const isCovered = names !== undefined && !isUnknown(names) && covers(names, hello.host);
  if (uncertain && !(isCovered && bySni)) {
    const because = `whether ${name} has a certificate for ${hello.host} is not known: ${uncertain.reason}`;
    return { certificate, verdict: unknown('CERTIFICATE_NOT_KNOWN', because, [uncertain.where]) };
  }
  if (isCovered) return { certificate };
  const how = bySni ? `by SNI ${hello.sni}` : `as its default (SNI ${hello.sni ?? 'not sent'})`;
  const because = `${name} presents ${certificateText(certificate)} ${how}, which does not cover ${hello.host}`;
  const symptom: Symptom = { kind: 'tls', alert: 'certificate_name' };
  const fix = `Add a certificate for ${hello.host} to ${name}`;
  const places = certificate ? [where, certificate.where] : [where];
  return { certificate, verdict: stop('CERTIFICATE_NAME_MISMATCH', symptom, because, places, { fix }) };
}
