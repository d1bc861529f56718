import { inflateRawSync } from 'node:zlib';
import { Refusal } from '../authorizer/bearer';

/**
 * The XML of a bearer token: base64 or base64url, deflated or not (SAML bindings §3.4.4.1), as UTF-8.
 * @throws Refusal
 */
export function decodeAssertion(token: string, maxBytes: number): string {
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(token)) throw new Refusal('not base64');
  // Larger than this it is too large in any form: nothing is decoded.
  if (token.length > (maxBytes * 4) / 3 + 4) throw new Refusal('too large');
  const bytes = Buffer.from(token, 'base64');
  const xml = bytes[0] === 0x3c ? bytes : inflate(bytes, maxBytes);
  if (xml.length > maxBytes) throw new Refusal('too large');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(xml);
  } catch {
    throw new Refusal('not UTF-8');
  }
}

/** Stops at the limit, however small the token was. */
function inflate(bytes: Buffer, maxBytes: number): Buffer {
  try {
    return inflateRawSync(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    const tooLarge = (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Refusal(tooLarge ? 'too large' : 'not an assertion');
  }
}
