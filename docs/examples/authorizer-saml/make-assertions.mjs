// Makes the certificate and the assertions of this example: `node docs/examples/authorizer-saml/make-assertions.mjs`.
// The identity provider's private key exists only while it runs: nobody can sign another assertion for the
// certificate that it leaves behind. They are no secrets: they open nothing but this example.

import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import x509 from '@peculiar/x509';
import { SignedXml } from 'xml-crypto';

const folder = join(import.meta.dirname, 'assertions');
const issuer = 'https://idp.corp.example/saml';
const audience = 'https://orders.corp.example/';
const year = 365 * 24 * 3600 * 1000;
const time = (years) => new Date(Date.now() + years * year).toISOString();

async function mintSigner() {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    hash: 'SHA-256',
    publicExponent: new Uint8Array([1, 0, 1]),
    modulusLength: 2048,
  };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned(
    { name: 'CN=idp.corp.example', keys, signingAlgorithm: algorithm, notAfter: new Date(time(50)) },
    webcrypto,
  );
  const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return {
    certificate: `${certificate.toString('pem')}\n`,
    privateKey: `-----BEGIN PRIVATE KEY-----\n${key.match(/.{1,64}/g).join('\n')}\n-----END PRIVATE KEY-----\n`,
  };
}

function assertion({ id, name = 'amy', scopes = ['orders:read'], to = audience, years = 50 }) {
  const values = scopes.map((scope) => `<saml:AttributeValue>${scope}</saml:AttributeValue>`).join('');
  return (
    `<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_${id}" Version="2.0" IssueInstant="${time(-2)}">` +
    `<saml:Issuer>${issuer}</saml:Issuer><saml:Subject><saml:NameID>${name}</saml:NameID>` +
    '<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">' +
    `<saml:SubjectConfirmationData NotOnOrAfter="${time(years)}"/></saml:SubjectConfirmation></saml:Subject>` +
    `<saml:Conditions NotBefore="${time(-2)}" NotOnOrAfter="${time(years)}">` +
    `<saml:AudienceRestriction><saml:Audience>${to}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
    `<saml:AttributeStatement><saml:Attribute Name="scope">${values}</saml:Attribute></saml:AttributeStatement>` +
    '</saml:Assertion>'
  );
}

function sign(xml, { privateKey }) {
  const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
  const signature = new SignedXml({
    privateKey,
    signatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    canonicalizationAlgorithm: exclusive,
  });
  signature.addReference({
    xpath: "/*[local-name(.)='Assertion']",
    transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', exclusive],
    digestAlgorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
  });
  signature.computeSignature(xml, {
    prefix: 'ds',
    location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' },
  });
  return signature.getSignedXml();
}

const [provider, stranger] = await Promise.all([mintSigner(), mintSigner()]);
const reader = sign(assertion({ id: 'reader' }), provider);
const assertions = {
  reader,
  writer: sign(assertion({ id: 'writer', name: 'bob', scopes: ['orders:read', 'orders:write'] }), provider),
  expired: sign(assertion({ id: 'expired', years: -1 }), provider),
  'other-audience': sign(assertion({ id: 'other', to: 'https://payments.corp.example/' }), provider),
  'other-key': sign(assertion({ id: 'stranger' }), stranger),
  unsigned: assertion({ id: 'unsigned' }),
  changed: reader.replace('>amy<', '>root<'),
  // The signed assertion hidden within a forged one, which has its signature.
  wrapped: assertion({ id: 'forged', name: 'root' }).replace('</saml:Assertion>', `${reader}</saml:Assertion>`),
};

mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, 'idp.pem'), provider.certificate);
for (const [name, xml] of Object.entries(assertions)) {
  // Deflated, as a private API takes 8,000 bytes of headers.
  writeFileSync(join(folder, `${name}.saml`), `${deflateRawSync(xml).toString('base64')}\n`);
}
