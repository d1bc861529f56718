import { inflateRawSync } from 'node:zlib';
import { readToken } from '../../../tools/probe/secrets/read-token';

const now = Date.parse('2026-01-01T00:00:00Z');
const seconds = (count: number) => now / 1000 + count;
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = (payload: object) => `${part({ alg: 'RS256' })}.${part(payload)}.c2ln`;
const read = (printed: string, as?: 'jwt' | 'saml' | 'opaque') => readToken(printed, as, './get', now);
const assertion =
  '<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1">x</saml:Assertion>';

test('what is printed is the token, without the blanks around it', () => {
  expect(read(` ${jwt({ sub: 'ann' })}\n`)).toEqual({ value: jwt({ sub: 'ann' }), until: now + 300_000 });
});

test('it is kept until it ends, less a tenth or half a minute', () => {
  expect(read(jwt({ exp: seconds(100) })).until).toBe(now + 90_000);
  expect(read(jwt({ exp: seconds(3600) })).until).toBe(now + 3_570_000);
});

test('of JSON the access_token is taken, and the nearer of the two ends', () => {
  const printed = JSON.stringify({ access_token: jwt({ exp: seconds(3600) }), expires_in: 100 });
  expect(read(printed)).toEqual({ value: jwt({ exp: seconds(3600) }), until: now + 90_000 });
  expect(read('{"access_token":"abc","expires_in":"100"}', 'opaque').until).toBe(now + 90_000);
  expect(read('{"access_token":"abc","expires_in":null}', 'opaque').until).toBe(now + 300_000);
});

test('an assertion goes deflated and in base64, from XML or from base64 of it', () => {
  for (const printed of [assertion, Buffer.from(assertion).toString('base64')]) {
    const { value } = read(printed, 'saml');
    expect(inflateRawSync(Buffer.from(value, 'base64')).toString()).toBe(assertion);
  }
  const { value } = read(assertion, 'saml');
  expect(read(value, 'saml').value).toBe(value);
  expect(read(value.replace(/(.{20})/g, '$1\n'), 'saml').value).toBe(value);
});

test('an assertion ends at the first of its times', () => {
  const timed = assertion.replace('>x<', ' NotOnOrAfter="2026-01-01T00:01:40Z">x<');
  expect(read(timed, 'saml').until).toBe(now + 90_000);
  expect(read(read(timed, 'saml').value, 'saml').until).toBe(now + 90_000);
});

test.each([
  ['', 'jwt', 'printed nothing'],
  ['{"token":"a"}', 'jwt', 'without "access_token"'],
  ['{"access_token":', 'jwt', 'without "access_token"'],
  ['opaque-token', 'jwt', 'three parts'],
  ['a.%%%.c', 'jwt', 'its second part'],
  [jwt({ exp: seconds(-5) }), 'jwt', 'ended at 2025-12-31T23:59:55.000Z'],
  ['two\nlines', 'opaque', 'more than a token'],
  ['<samlp:Response><Assertion/></samlp:Response>', 'saml', 'printed <Response>'],
  ['not base64!', 'saml', 'neither XML nor base64'],
  ['bm90IFhNTA==', 'saml', 'neither XML nor base64'],
] as const)('%j as %s is refused, without a word of it', (printed, as, why) => {
  const failure = (() => {
    try {
      return read(printed, as);
    } catch (error) {
      return error;
    }
  })();
  expect(failure).toMatchObject({ kind: 'local', code: 'NO_TOKEN', message: expect.stringContaining(why) });
  expect((failure as Error).message).not.toContain('opaque-token');
});
