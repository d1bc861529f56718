import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { SignedXml } from 'xml-crypto';
import type { SamlSettings } from '../../../lambdas/authorizer-saml/settings';

export const idp = 'https://idp.corp.example/saml';
export const audience = 'https://orders.corp.example/';
export const recipient = 'https://orders.corp.example/acs';

export interface Signer {
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
}

/** A signing key with its own certificate, made anew each time. */
export async function mintSigner(): Promise<Signer> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { name: 'CN=idp.corp.example', keys, signingAlgorithm: algorithm },
    webcrypto as unknown as Crypto,
  );
  const pkcs8 = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    certificate: certificate.toString('pem'),
    privateKey: `-----BEGIN PRIVATE KEY-----\n${pkcs8.match(/.{1,64}/g)?.join('\n')}\n-----END PRIVATE KEY-----\n`,
  };
}

type CryptoKeyPair = webcrypto.CryptoKeyPair;
type Crypto = Parameters<typeof x509.X509CertificateGenerator.createSelfSigned>[1];

export interface AssertionOptions {
  readonly id?: string;
  readonly issuer?: string;
  readonly nameId?: string;
  readonly audience?: string | null;
  readonly recipient?: string;
  readonly scopes?: readonly string[];
  /** Seconds from now. */
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  /** Of the confirmation, seconds from now; `null`: it has none. */
  readonly confirmedUntil?: number | null;
  readonly confirmation?: string;
  readonly version?: string;
  /** XML within Conditions. */
  readonly condition?: string;
}

const at = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString();

let made = 0;

/** Amy's assertion for five minutes, unsigned. */
export function assertion(options: AssertionOptions = {}): string {
  const { id = `_a${++made}`, issuer = idp, nameId = 'amy', version = '2.0' } = options;
  const restriction =
    options.audience === null
      ? ''
      : `<saml:AudienceRestriction><saml:Audience>${options.audience ?? audience}</saml:Audience></saml:AudienceRestriction>`;
  const until = options.confirmedUntil === undefined ? 300 : options.confirmedUntil;
  const end = until === null ? '' : ` NotOnOrAfter="${at(until)}"`;
  const method = options.confirmation ?? 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
  const values = (options.scopes ?? ['orders:read'])
    .map((scope) => `<saml:AttributeValue>${scope}</saml:AttributeValue>`)
    .join('');
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="${id}" Version="${version}" IssueInstant="${at(0)}">` +
    `<saml:Issuer>${issuer}</saml:Issuer>` +
    `<saml:Subject><saml:NameID>${nameId}</saml:NameID><saml:SubjectConfirmation Method="${method}">` +
    `<saml:SubjectConfirmationData${end} Recipient="${options.recipient ?? recipient}"/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${at(options.notBefore ?? -5)}" NotOnOrAfter="${at(options.notOnOrAfter ?? 300)}">${restriction}${options.condition ?? ''}</saml:Conditions>` +
    `<saml:AttributeStatement><saml:Attribute Name="scope">${values}</saml:Attribute></saml:AttributeStatement>` +
    '</saml:Assertion>'
  );
}

const sha256 = 'http://www.w3.org/2001/04/xmlenc#sha256';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

export interface SignOptions {
  readonly algorithm?: string;
  readonly digest?: string;
  readonly canonicalization?: string;
  readonly transforms?: readonly string[];
  /** XPath of what is signed. */
  readonly covers?: string;
  readonly isEmptyUri?: boolean;
}

/** The assertion with a signature after its issuer, as identity providers place it. */
export function sign(xml: string, signer: Signer, options: SignOptions = {}): string {
  const signature = new SignedXml({
    privateKey: signer.privateKey,
    publicCert: signer.certificate,
    signatureAlgorithm: options.algorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: options.canonicalization ?? exclusive,
  });
  if (options.algorithm?.includes('hmac')) signature.enableHMAC();
  signature.addReference({
    xpath: options.covers ?? "/*[local-name(.)='Assertion']",
    transforms: options.transforms ?? [enveloped, exclusive],
    digestAlgorithm: options.digest ?? sha256,
    isEmptyUri: options.isEmptyUri,
  });
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' },
  });
  return signature.getSignedXml();
}

export const encode = (xml: string) => Buffer.from(xml).toString('base64');

export function settingsFor(signer: Signer, change: Partial<SamlSettings> = {}): SamlSettings {
  return {
    name: 'bank',
    routes: [],
    issuer: idp,
    audience,
    certificates: [signer.certificate],
    recipient,
    scopeAttribute: 'scope',
    clockSkewSeconds: 60,
    maxBytes: 65_536,
    replay: 'instance',
    ttlSeconds: 300,
    ...change,
  };
}
