import { Refusal } from '../../../lambdas/authorizer/bearer';
import { createVerify } from '../../../lambdas/authorizer-saml/verify';
import { assertion, encode, mintSigner, type Signer, settingsFor, sign } from './assertions';

/**
 * Attacks on a bank's assertions. The wrappings follow Somorovsky et al., "On Breaking SAML" (2012), XSW1 to XSW8:
 * there the signed original is hidden somewhere, and a forged assertion stands where the service reads.
 */

let signer: Signer;
let mallory: Signer;

beforeAll(async () => {
  [signer, mallory] = await Promise.all([mintSigner(), mintSigner()]);
});

function outcomeOf(xml: string): string {
  try {
    return `accepted as ${createVerify(settingsFor(signer), Date.now)(encode(xml)).principalId}`;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

const namespace = 'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"';
const samlp = 'xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol"';

/** Amy's signed assertion. */
const original = () => sign(assertion({ id: '_original' }), signer);
const signatureOf = (xml: string) => /<ds:Signature .*<\/ds:Signature>/s.exec(xml)?.[0] as string;
const withoutSignature = (xml: string) => xml.replace(signatureOf(xml), '');
/** Mallory's, unsigned. */
const forged = (id = '_forged') => assertion({ id, nameId: 'mallory' });
const afterIssuer = (xml: string, inserted: string) =>
  xml.replace('</saml:Issuer>', `</saml:Issuer>${inserted}`);
const atEnd = (xml: string, inserted: string) =>
  xml.replace(/<\/saml:Assertion>$/, `${inserted}</saml:Assertion>`);

const attacks: readonly (readonly [name: string, xml: () => string, reason: string])[] = [
  [
    'XSW1: a forged response around the signed one',
    () => `<samlp:Response ${samlp} ID="_r">${forged()}${original()}</samlp:Response>`,
    'not an assertion',
  ],
  [
    'XSW2: the same, the signature beside the original',
    () =>
      `<samlp:Response ${samlp} ID="_r">${signatureOf(original())}${withoutSignature(original())}${forged()}</samlp:Response>`,
    'not an assertion',
  ],
  ['XSW3: a forged assertion before the original', () => `${forged()}${original()}`, 'not XML'],
  ['XSW4: a forged assertion around the original', () => atEnd(forged(), original()), 'no signature'],
  [
    'XSW4 with the signature taken out to the forged one',
    () => {
      const xml = original();
      return atEnd(afterIssuer(forged(), signatureOf(xml)), withoutSignature(xml));
    },
    'more than one assertion',
  ],
  [
    'XSW5: the original’s signature in a forged assertion, the original copied behind',
    () => {
      const xml = original();
      return `${afterIssuer(forged(), signatureOf(xml))}${withoutSignature(xml)}`;
    },
    'not XML',
  ],
  [
    'XSW6: the original within the signature that the forged one carries',
    () => {
      const xml = original();
      const signature = signatureOf(xml).replace(
        '</ds:Signature>',
        `${withoutSignature(xml)}</ds:Signature>`,
      );
      return afterIssuer(forged(), signature);
    },
    'more than one assertion',
  ],
  [
    'XSW7: the original in an extension of the forged one',
    () => atEnd(forged(), `<x:Extensions xmlns:x="urn:x">${original()}</x:Extensions>`),
    'no signature',
  ],
  [
    'XSW8: the original in an Object of its own signature, which the forged one carries',
    () => {
      const xml = original();
      const object = `<ds:Object>${withoutSignature(xml)}</ds:Object></ds:Signature>`;
      return afterIssuer(forged(), signatureOf(xml).replace('</ds:Signature>', object));
    },
    'more than one assertion',
  ],
  [
    'XSW8 with the original renamed within the Object',
    () => {
      const xml = original();
      const hidden = withoutSignature(xml).replaceAll('saml:Assertion', 'saml:Advice');
      const object = `<ds:Object>${hidden}</ds:Object></ds:Signature>`;
      return afterIssuer(forged(), signatureOf(xml).replace('</ds:Signature>', object));
    },
    'signature of another form',
  ],
  [
    'the id of the original on the forged one',
    () => {
      const xml = original();
      const hidden = withoutSignature(xml).replaceAll('saml:Assertion', 'saml:Advice');
      return atEnd(afterIssuer(forged('_original'), signatureOf(xml)), hidden);
    },
    'an id twice',
  ],
  [
    'the id of the original in another spelling of the attribute',
    () => {
      const xml = original();
      const hidden = `<x:Hidden xmlns:x="urn:x" Id="_original"/>`;
      return atEnd(afterIssuer(forged('_original'), signatureOf(xml)), hidden);
    },
    'an id twice',
  ],
  [
    'a forged name in a signed assertion',
    () => original().replace('>amy<', '>mallory<'),
    'signature does not fit',
  ],
  [
    'a scope added to a signed assertion',
    () => original().replace('>orders:read<', '>orders:write<'),
    'signature does not fit',
  ],
  ['no signature', () => forged(), 'no signature'],
  [
    'an empty signature',
    () => afterIssuer(forged(), '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'),
    'signature of another form',
  ],
  [
    'a signature without references',
    () => original().replace(/<ds:Reference .*<\/ds:Reference>/s, ''),
    'not one reference',
  ],
  [
    'a second reference',
    () => original().replace(/(<ds:Reference .*<\/ds:Reference>)/s, '$1$1'),
    'not one reference',
  ],
  [
    'a reference to a part',
    () => sign(assertion({ id: '_whole' }), signer, { covers: "//*[local-name(.)='Subject']" }),
    'reference is not the assertion',
  ],
  ['signed by another key', () => sign(assertion(), mallory), 'signature does not fit'],
  [
    'signed by another key, whose certificate it brings along',
    () => {
      const xml = sign(assertion({ nameId: 'mallory' }), mallory);
      expect(xml).toContain('X509Certificate');
      return xml;
    },
    'signature does not fit',
  ],
  [
    'HMAC with the certificate as the secret',
    () =>
      sign(
        assertion({ nameId: 'mallory' }),
        { ...signer, privateKey: signer.certificate },
        {
          algorithm: 'http://www.w3.org/2000/09/xmldsig#hmac-sha1',
        },
      ),
    'algorithm not accepted',
  ],
  [
    'the algorithm swapped after signing',
    () => original().replace('#rsa-sha256', '#rsa-sha512'),
    'signature does not fit',
  ],
  [
    'a stylesheet among the transforms',
    () =>
      original().replace(
        '</ds:Transforms>',
        '<ds:Transform Algorithm="http://www.w3.org/TR/1999/REC-xslt-19991116"/></ds:Transforms>',
      ),
    'transform not accepted',
  ],
  [
    'an XPath filter for a transform',
    () =>
      original().replace(
        'http://www.w3.org/2000/09/xmldsig#enveloped-signature',
        'http://www.w3.org/TR/1999/REC-xpath-19991116',
      ),
    'transform not accepted',
  ],
  [
    'an id that ends an XPath expression',
    () => original().replaceAll('_original', "_x' or '1'='1"),
    'reference is not the assertion',
  ],
  [
    'a comment that cuts the name: amy is read of amy.evil',
    () => sign(assertion({ nameId: 'amy.evil' }), signer).replace('amy.evil', 'amy<!---->.evil'),
    'XML with more than elements',
  ],
  [
    'CDATA in the name',
    () => original().replace('>amy<', '><![CDATA[amy]]><'),
    'XML with more than elements',
  ],
  [
    'a processing instruction',
    () => original().replace('>amy<', '>amy<?x?><'),
    'XML with more than elements',
  ],
  [
    'XXE: a file for an entity',
    () => `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${original().replace('>amy<', '>&x;<')}`,
    'XML with more than elements',
  ],
  [
    'XXE: a DTD of another host',
    () => `<!DOCTYPE a SYSTEM "http://evil.example/a.dtd">${original()}`,
    'XML with more than elements',
  ],
  [
    'billion laughs',
    () =>
      `<!DOCTYPE a [<!ENTITY a "ha">${[...'bcdefghij'].map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('')}]><a>&j;</a>`,
    'XML with more than elements',
  ],
  ['an end tag of another name', () => original().replace('</saml:Subject>', '</saml:Subjects>'), 'not XML'],
  ['an attribute twice', () => original().replace(' Version=', ' Version="2.0" Version='), 'not XML'],
  ['a control character', () => original().replace('>amy<', '>amy\0<'), 'not XML'],
  ['text behind the root', () => `${original()}amy`, 'not XML'],
  ['an entity that nobody declared', () => original().replace('>amy<', '>&amy;<'), 'not XML'],
  [
    'a DTD behind an XML declaration of another encoding',
    () => `<?xml version="1.0" encoding="UTF-7"?>${original()}`,
    'XML with more than elements',
  ],
  [
    'an encrypted assertion beside the signed one',
    () => atEnd(original(), `<saml:EncryptedAssertion ${namespace}/>`),
    'more than one assertion',
  ],
  [
    'another namespace that says Assertion',
    () =>
      original().replace('urn:oasis:names:tc:SAML:2.0:assertion', 'urn:oasis:names:tc:SAML:1.0:assertion'),
    'not an assertion',
  ],
];

test.each(attacks)('%s', (_name, xml, reason) => {
  expect(outcomeOf(xml())).toBe(reason);
});

test('the assertion that the attacks are made of is good', () => {
  expect(outcomeOf(original())).toBe('accepted as amy');
});

test('no character of a signed assertion may be another', () => {
  const xml = original();
  const signature = xml.indexOf('<ds:Signature');
  const end = xml.indexOf('</ds:Signature>');
  for (let place = 0; place < xml.length; place += 7) {
    if (place >= signature && place <= end) continue;
    const other = ['x', ' ', '<', '\0'][place % 4] as string;
    const changed = xml.slice(0, place) + other + xml.slice(place + 1);
    if (changed !== xml) expect([place, other, outcomeOf(changed)]).not.toContain('accepted as amy');
  }
});

test('a base64 line within the signature value is no other signature', () => {
  const xml = original().replace(/(<ds:SignatureValue>.{40})/, '$1\n');
  expect(outcomeOf(xml)).toBe('accepted as amy');
});
