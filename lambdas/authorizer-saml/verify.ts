import { Refusal } from '../authorizer/bearer';
import type { Identity } from '../authorizer/policy';
import { readClaims } from './claims';
import { decodeAssertion } from './decode';
import { Uses } from './replay';
import type { SamlSettings } from './settings';
import { signedAssertion } from './signature';
import { parseXml } from './xml';

/**
 * A check of SAML 2.0 assertions as bearer tokens. What is handed on is read from the XML that the signature covers,
 * parsed anew, and from nothing else.
 * @param now milliseconds
 */
export function createVerify(settings: SamlSettings, now: () => number): (token: string) => Identity {
  const uses = new Uses(settings.ttlSeconds * 1000);
  const remembers = settings.replay !== 'off';
  return (token) => {
    const xml = decodeAssertion(token, settings.maxBytes);
    const signed = signedAssertion(xml, parseXml(xml), settings.certificates);
    const { id, nameId, scopes, until, once } = readClaims(parseXml(signed), settings, now());
    if (once && (!remembers || settings.ttlSeconds > 0)) throw new Refusal('for one use only');
    if (remembers) uses.note(id, until + settings.clockSkewSeconds * 1000, now());
    return { principalId: nameId, scopes, context: { nameId, scopes: scopes.join(' ') } };
  };
}
