import { SignedXml } from 'xml-crypto';
import { Refusal } from '../authorizer/bearer';
import { childrenNamed, childrenOf, type Element, elementsOf, isNamed, only } from './xml';

export const assertionNamespace = 'urn:oasis:names:tc:SAML:2.0:assertion';
const signatureNamespace = 'http://www.w3.org/2000/09/xmldsig#';

const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** RSA with SHA-2 only: no SHA-1, and no HMAC, which would take a public key for a secret. */
const signatureAlgorithms = [
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
];
const digestAlgorithms = [
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
];

/**
 * The assertion as it was signed: the bytes that the signature covers, and nothing around them.
 * The document is the assertion, it has one signature, and that covers the whole of it.
 * @param root of `xml`
 * @throws Refusal
 */
export function signedAssertion(xml: string, root: Element, certificates: readonly string[]): string {
  if (!isNamed(root, assertionNamespace, 'Assertion')) throw new Refusal('not an assertion');
  const signature = only(childrenNamed(root, signatureNamespace, 'Signature'), 'signature');
  checkNames(root);
  checkSignature(signature, root.getAttribute('ID') ?? '');
  for (const certificate of certificates) {
    const signed = verified(xml, signature, certificate);
    if (signed !== undefined) return signed;
  }
  throw new Refusal('signature does not fit');
}

/** What signature wrapping needs: a second assertion, a second signature, or an id that is there twice. */
function checkNames(root: Element): void {
  const ids = new Set<string>();
  const counts = { Assertion: 0, Signature: 0 };
  for (const element of elementsOf(root)) {
    if (element.localName === 'Assertion' || element.localName === 'EncryptedAssertion')
      counts.Assertion += 1;
    if (element.localName === 'Signature') counts.Signature += 1;
    for (const { localName, value } of Array.from(element.attributes)) {
      if (localName?.toLowerCase() !== 'id') continue;
      if (ids.has(value)) throw new Refusal('an id twice');
      ids.add(value);
    }
  }
  if (counts.Assertion !== 1) throw new Refusal('more than one assertion');
  if (counts.Signature !== 1) throw new Refusal('more than one signature');
}

/** The signature has the one form that is accepted (SAML core §5.4). */
function checkSignature(signature: Element, id: string): void {
  const names = childrenOf(signature).map((child) => nameOf(child));
  const form = names.join(' ');
  if (form !== 'SignedInfo SignatureValue' && form !== 'SignedInfo SignatureValue KeyInfo') {
    throw new Refusal('signature of another form');
  }
  const [info] = childrenOf(signature);
  const [canonicalization, method, reference, ...more] = childrenOf(info!);
  if (!canonicalization || !method || !reference || more.length > 0) {
    throw new Refusal('not one reference');
  }
  const expected = [
    [canonicalization, 'CanonicalizationMethod', [exclusive]],
    [method, 'SignatureMethod', signatureAlgorithms],
  ] as const;
  for (const [element, name, algorithms] of expected) {
    if (nameOf(element) !== name) throw new Refusal('signature of another form');
    if (!(algorithms as readonly string[]).includes(element.getAttribute('Algorithm') ?? ''))
      throw new Refusal('algorithm not accepted');
  }
  if (nameOf(reference) !== 'Reference') throw new Refusal('signature of another form');
  checkReference(reference, id);
}

function checkReference(reference: Element, id: string): void {
  if (!/^[A-Za-z_][\w.-]*$/.test(id) || reference.getAttribute('URI') !== `#${id}`) {
    throw new Refusal('reference is not the assertion');
  }
  const [transforms, digest, value, ...more] = childrenOf(reference);
  if (!transforms || !digest || !value || more.length > 0) throw new Refusal('signature of another form');
  const names = [transforms, digest, value].map((child) => nameOf(child)).join(' ');
  if (names !== 'Transforms DigestMethod DigestValue') throw new Refusal('signature of another form');
  const applied = childrenOf(transforms).map((child) => child.getAttribute('Algorithm'));
  if (applied.join(' ') !== `${enveloped} ${exclusive}`) throw new Refusal('transform not accepted');
  if (!digestAlgorithms.includes(digest.getAttribute('Algorithm') ?? '')) {
    throw new Refusal('algorithm not accepted');
  }
}

function nameOf(element: Element): string | null {
  return element.namespaceURI === signatureNamespace ? element.localName : null;
}

/** The canonical XML of the one reference; `undefined`: not signed with this certificate's key. */
function verified(xml: string, signature: Element, certificate: string): string | undefined {
  const signed = new SignedXml({ publicCert: certificate, getCertFromKeyInfo: () => null });
  keep(signed.SignatureAlgorithms, signatureAlgorithms);
  keep(signed.HashAlgorithms, digestAlgorithms);
  keep(signed.CanonicalizationAlgorithms, [enveloped, exclusive]);
  try {
    signed.loadSignature(signature as unknown as Parameters<SignedXml['loadSignature']>[0]);
    if (!signed.checkSignature(xml)) return undefined;
  } catch {
    return undefined;
  }
  const references = signed.getSignedReferences();
  return references.length === 1 ? references[0] : undefined;
}

/** The library's own choice is wider. */
function keep(algorithms: Record<string, unknown>, accepted: readonly string[]): void {
  for (const name of Object.keys(algorithms)) if (!accepted.includes(name)) delete algorithms[name];
}
