import { Refusal } from '../authorizer/bearer';
import type { SamlSettings } from './settings';
import { assertionNamespace } from './signature';
import { childrenNamed, childrenOf, type Element, only, textOf } from './xml';

/** What a valid assertion says. */
export interface Claims {
  readonly id: string;
  readonly nameId: string;
  readonly scopes: readonly string[];
  /** When it ends, milliseconds, without clock skew. */
  readonly until: number;
  /** The identity provider wants it used once. */
  readonly once: boolean;
}

const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';

const named = (element: Element, name: string) => childrenNamed(element, assertionNamespace, name);

/**
 * Checks what the assertion says of itself (SAML core §2, profiles §4.1.4.3) and reads it.
 * @param root of the XML that the signature covers
 * @param now milliseconds
 * @throws Refusal
 */
export function readClaims(root: Element, settings: SamlSettings, now: number): Claims {
  if (root.getAttribute('Version') !== '2.0') throw new Refusal('other version');
  const issuer = textOf(only(named(root, 'Issuer'), 'issuer'));
  if (issuer !== settings.issuer) throw new Refusal('other issuer');
  const skew = settings.clockSkewSeconds * 1000;
  const conditions = only(named(root, 'Conditions'), 'conditions');
  const subject = only(named(root, 'Subject'), 'subject');
  const until = Math.min(
    checkWindow(conditions, now, skew) ?? Number.POSITIVE_INFINITY,
    checkConfirmation(subject, settings, now, skew),
  );
  const once = checkConditions(conditions, settings.audience);
  const nameId = textOf(only(named(subject, 'NameID'), 'name id'));
  if (nameId === '') throw new Refusal('no name id');
  return {
    id: root.getAttribute('ID') ?? '',
    nameId,
    scopes: readScopes(root, settings.scopeAttribute),
    until,
    once,
  };
}

/** Audience, and no condition that is not understood (SAML core §2.5.1.1). Whether it may be used once only. */
function checkConditions(conditions: Element, audience: string): boolean {
  const restrictions = named(conditions, 'AudienceRestriction');
  if (restrictions.length === 0) throw new Refusal('no audience');
  for (const restriction of restrictions)
    if (!named(restriction, 'Audience').some((one) => textOf(one) === audience))
      throw new Refusal('other audience');
  const once = named(conditions, 'OneTimeUse').length > 0;
  const known = restrictions.length + named(conditions, 'OneTimeUse').length;
  if (known + named(conditions, 'ProxyRestriction').length !== childrenOf(conditions).length) {
    throw new Refusal('condition that is not understood');
  }
  return once;
}

/** @returns the end, milliseconds; `undefined`: it has none */
function checkWindow(element: Element, now: number, skew: number): number | undefined {
  const from = timeOf(element, 'NotBefore');
  const until = timeOf(element, 'NotOnOrAfter');
  if (from !== undefined && now + skew < from) throw new Refusal('not valid yet');
  if (until !== undefined && now - skew >= until) throw new Refusal('expired');
  return until;
}

/** One bearer confirmation that holds is enough; it has to end. @returns the end, milliseconds */
function checkConfirmation(subject: Element, { recipient }: SamlSettings, now: number, skew: number): number {
  const all = named(subject, 'SubjectConfirmation').filter((one) => one.getAttribute('Method') === bearer);
  let refusal = new Refusal('no bearer confirmation');
  for (const confirmation of all) {
    try {
      const data = only(named(confirmation, 'SubjectConfirmationData'), 'confirmation data');
      const until = checkWindow(data, now, skew);
      if (until === undefined) throw new Refusal('confirmation without end');
      if (recipient !== undefined && data.getAttribute('Recipient') !== recipient) {
        throw new Refusal('other recipient');
      }
      return until;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

/** A time in UTC (SAML core §1.3.3). */
function timeOf(element: Element, name: string): number | undefined {
  if (!element.hasAttribute(name)) return undefined;
  const text = element.getAttribute(name) ?? '';
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new Refusal('not a time in UTC');
  return time;
}

/** Values of the attribute, each a scope or several with blanks between them. */
function readScopes(root: Element, name: string): string[] {
  return named(root, 'AttributeStatement')
    .flatMap((statement) => named(statement, 'Attribute'))
    .filter((attribute) => attribute.getAttribute('Name') === name)
    .flatMap((attribute) => named(attribute, 'AttributeValue'))
    .flatMap((value) => textOf(value).split(/\s+/))
    .filter(Boolean);
}
