import { X509Certificate } from 'node:crypto';
import { isUnknown, type Listener, type Model, type MutualTls } from '../../assembly/model';
import type { HeaderList, Symptom, Verdict } from '../hop';
import { pass, stop, unknown } from '../verdict';

/** Authorities between the client's certificate and one of the trust store (ALB guide, mutual TLS quotas; doc). */
const longestChain = 4;

/** Extended key usage of TLS clients (RFC 5280 §4.2.1.12). */
const clientAuth = '1.3.6.1.5.5.7.3.2';

/**
 * Whether a listener takes the client's certificate; `undefined`: it asks for none.
 * @param pem what the client presents, its own certificate first
 * @param at milliseconds since the epoch; `null`: not known
 */
export function judgeClient(
  model: Model,
  { mutualTls, where: { logicalId: name } }: Listener,
  pem: string | undefined,
  at: number | null,
): Verdict | undefined {
  if (!mutualTls) return undefined;
  const where = [mutualTls.where];
  const { mode } = mutualTls;
  if (isUnknown(mode)) return unknown('CLIENT_CERTIFICATE_NOT_KNOWN', mode.reason, [mode.where]);
  if (mode !== 'verify') {
    const because = `${name} passes ${pem === undefined ? 'on that there is no' : 'the'} client certificate`;
    return pass('CLIENT_CERTIFICATE_TAKEN', because, where);
  }
  // Inferred: the session is cut where the certificate is not taken; connection logs name the reason.
  const refuse = (code: Refusal, because: string): Verdict => stop(code, cut, because, where);
  if (pem === undefined)
    return refuse('CLIENT_CERTIFICATE_MISSING', `${name} wants a client certificate, and none is presented`);
  const [leaf, ...others] = readCertificates(pem);
  if (!leaf)
    return refuse('CLIENT_CERTIFICATE_NOT_TRUSTED', `what the client presents to ${name} can't be read`);
  const subject = distinguishedName(leaf.subject);
  const authorities = authoritiesOf(model, mutualTls);
  if (typeof authorities === 'string')
    return unknown('CLIENT_CERTIFICATE_NOT_KNOWN', `whether ${name} takes ${subject}: ${authorities}`, where);
  const { keyUsage } = leaf;
  if (keyUsage && !keyUsage.includes(clientAuth))
    return refuse('CLIENT_CERTIFICATE_NOT_TRUSTED', `${subject} is no certificate for clients`);
  if (!isTrusted(leaf, others, authorities, longestChain)) {
    const because = `${subject} is signed by ${distinguishedName(leaf.issuer)}, which the trust store of ${name} does not lead to`;
    return refuse('CLIENT_CERTIFICATE_NOT_TRUSTED', because);
  }
  const expiry = mutualTls.ignoreExpiry ? undefined : judgeTimes(leaf, subject, at, where);
  return expiry ?? pass('CLIENT_CERTIFICATE_TAKEN', `${name} takes the certificate of ${subject}`, where);
}

type Refusal = 'CLIENT_CERTIFICATE_MISSING' | 'CLIENT_CERTIFICATE_NOT_TRUSTED';

const cut: Symptom = { kind: 'reset' };

function judgeTimes(
  leaf: X509Certificate,
  subject: string,
  at: number | null,
  where: Verdict['where'],
): Verdict | undefined {
  if (at === null)
    return unknown(
      'CLIENT_CERTIFICATE_NOT_KNOWN',
      `whether ${subject} is valid when the call is made`,
      where,
    );
  if (Date.parse(leaf.validFrom) <= at && at <= Date.parse(leaf.validTo)) return undefined;
  const because = `${subject} is valid from ${leaf.validFrom} to ${leaf.validTo}`;
  return stop('CLIENT_CERTIFICATE_EXPIRED', cut, because, where);
}

function authoritiesOf(model: Model, { trustStoreArn }: MutualTls): X509Certificate[] | string {
  if (isUnknown(trustStoreArn)) return trustStoreArn.reason;
  const store = model.trustStores?.find(({ arn }) => arn === trustStoreArn);
  if (!store) return 'its trust store is not in the templates';
  return isUnknown(store.bundle) ? store.bundle.reason : readCertificates(store.bundle);
}

const parsed = new Map<string, X509Certificate[]>();

/** Bundles kept parsed; then the cache starts afresh. */
const keptBundles = 200;

/** The certificates of a PEM text that can be read, in its order. */
function readCertificates(pem: string): X509Certificate[] {
  let found = parsed.get(pem);
  if (!found) {
    const blocks = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? [];
    found = blocks.flatMap((block) => {
      try {
        return [new X509Certificate(block)];
      } catch {
        return [];
      }
    });
    if (parsed.size > keptBundles) parsed.clear();
    parsed.set(pem, found);
  }
  return found;
}

function isTrusted(
  one: X509Certificate,
  others: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
  left: number,
): boolean {
  const signs = (issuer: X509Certificate) =>
    issuer.ca && one.checkIssued(issuer) && one.verify(issuer.publicKey);
  if (authorities.some(signs)) return true;
  return left > 1 && others.some((other) => signs(other) && isTrusted(other, others, authorities, left - 1));
}

/** As RFC 2253 writes it: the most specific part first. */
function distinguishedName(lines: string): string {
  return lines.split('\n').reverse().join(',');
}

/** What targets learn of the client's certificate (ALB guide, HTTP headers and mutual TLS; doc). */
export function certificateHeaders({ mutualTls }: Listener, pem: string | undefined): HeaderList {
  if (!mutualTls || pem === undefined) return [];
  const [leaf] = readCertificates(pem);
  if (!leaf) return [];
  if (mutualTls.mode !== 'verify') return [['X-Amzn-Mtls-Clientcert', urlEncoded(pem)]];
  return [
    ['X-Amzn-Mtls-Clientcert-Serial-Number', leaf.serialNumber],
    ['X-Amzn-Mtls-Clientcert-Issuer', distinguishedName(leaf.issuer)],
    ['X-Amzn-Mtls-Clientcert-Subject', distinguishedName(leaf.subject)],
    ['X-Amzn-Mtls-Clientcert-Validity', `NotBefore=${iso(leaf.validFrom)};NotAfter=${iso(leaf.validTo)}`],
    ['X-Amzn-Mtls-Clientcert-Leaf', urlEncoded(leaf.toString())],
  ];
}

function iso(time: string): string {
  return new Date(Date.parse(time)).toISOString().replace('.000', '');
}

/** With `+=/` as safe characters. */
function urlEncoded(pem: string): string {
  return encodeURIComponent(pem).replace(/%2B/g, '+').replace(/%3D/g, '=').replace(/%2F/g, '/');
}
