import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { StageFailure } from '../stages/failure';
import type { Ending } from './kept';
import type { TokenCommand } from './source';

/** A token of which nobody says when it ends is asked for again after this (ms). */
const unsaid = 300_000;

/**
 * The token in what a program printed: its text, or `access_token` of a JSON object with `expires_in` seconds
 * (RFC 6749 §5.1). A SAML assertion goes deflated and in base64, as the kit's authorizer takes it.
 * @param now milliseconds since 1970
 * @throws StageFailure `local`, NO_TOKEN; without anything of the token
 */
export function readToken(
  printed: string,
  as: TokenCommand['as'],
  program: string,
  now: number,
): Ending<string> {
  const fail = (why: string): never => {
    throw new StageFailure('local', 'NO_TOKEN', `${program} ${why}`);
  };
  const text = printed.trim();
  if (text === '') return fail('printed nothing');
  const answer = text.startsWith('{') ? readAnswer(text) : { token: text };
  if (!answer) return fail('printed JSON without "access_token"');
  const { value, end } = forms[as ?? 'jwt'](answer.token, fail);
  if (!/^[\x21-\x7e]+$/.test(value))
    return fail('printed more than a token: blanks, several lines or other letters');
  const ends = [end, answer.seconds === undefined ? undefined : now + answer.seconds * 1000].filter(
    (one) => one !== undefined,
  );
  if (ends.length === 0) return { value, until: now + unsaid };
  const until = Math.min(...ends);
  if (until <= now) return fail(`printed a token that ended at ${new Date(until).toISOString()}`);
  // Some of it is kept back for the clocks and for the call itself.
  return { value, until: until - Math.min(30_000, (until - now) / 10) };
}

function readAnswer(text: string): { readonly token: string; readonly seconds?: number } | undefined {
  try {
    const { access_token: token, expires_in: seconds } = JSON.parse(text) as Record<string, unknown>;
    if (typeof token !== 'string' || token === '') return undefined;
    return {
      token: token.trim(),
      ...(Number.isFinite(Number(seconds ?? undefined)) ? { seconds: Number(seconds) } : {}),
    };
  } catch {
    return undefined;
  }
}

interface Formed {
  readonly value: string;
  /** When it says that it ends. */
  readonly end?: number;
}

const forms: Record<
  NonNullable<TokenCommand['as']>,
  (token: string, fail: (why: string) => never) => Formed
> = {
  opaque: (value) => ({ value }),
  jwt: (value, fail) => {
    const [, payload = '', ...rest] = value.split('.');
    if (rest.length !== 1)
      return fail('printed no JSON Web Token, which has three parts; say as: opaque if it is none');
    try {
      const { exp } = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as { exp?: unknown };
      return typeof exp === 'number' ? { value, end: exp * 1000 } : { value };
    } catch {
      return fail('printed no JSON Web Token: its second part is no JSON');
    }
  },
  saml: (value, fail) => {
    const xml = readXml(value);
    if (xml === undefined) return fail('printed neither XML nor base64 of it');
    const root = /^(?:<\?[^>]*\?>\s*)?<(?:[\w.-]+:)?([\w.-]+)/.exec(xml)?.[1];
    if (root !== 'Assertion') return fail(`printed <${root}>: the authorizer takes the <Assertion> alone`);
    const ends = [...xml.matchAll(/\bNotOnOrAfter="([^"]+)"/g)].map(([, at]) => Date.parse(at as string));
    const known = ends.filter((at) => !Number.isNaN(at));
    // A private API takes 8,000 bytes of headers: deflated (SAML bindings §3.4.4.1).
    const deflated = deflateRawSync(xml).toString('base64');
    return { value: deflated, ...(known.length > 0 ? { end: Math.min(...known) } : {}) };
  },
};

const maxXml = 1_000_000;

/** XML as it is, in base64, or deflated in base64; undefined for anything else. */
function readXml(text: string): string | undefined {
  if (text.startsWith('<')) return text;
  if (!/^[\w+/\s-]+={0,2}$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  try {
    const xml = bytes[0] === 0x3c ? bytes : inflateRawSync(bytes, { maxOutputLength: maxXml });
    return xml[0] === 0x3c ? xml.toString('utf8') : undefined;
  } catch {
    return undefined;
  }
}
