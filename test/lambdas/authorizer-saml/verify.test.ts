import { deflateRawSync } from 'node:zlib';
import { Refusal } from '../../../lambdas/authorizer/bearer';
import type { SamlSettings } from '../../../lambdas/authorizer-saml/settings';
import { createVerify } from '../../../lambdas/authorizer-saml/verify';
import cases from '../../cases/authorizer-saml.json';
import {
  type AssertionOptions,
  assertion,
  encode,
  mintSigner,
  type Signer,
  type SignOptions,
  settingsFor,
  sign,
} from './assertions';

interface Case {
  readonly name: string;
  readonly assertion?: AssertionOptions;
  readonly sign?: SignOptions;
  readonly accepted?: boolean;
  readonly refused?: string;
}

let signer: Signer;

beforeAll(async () => {
  signer = await mintSigner();
});

/** `amy`, or why not. */
function outcomeOf(token: string, change: Partial<SamlSettings> = {}): string {
  try {
    return createVerify(settingsFor(signer, change), Date.now)(token).principalId;
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
}

describe('an assertion', () => {
  test.each(cases as readonly Case[])('$name', ({ refused, ...options }) => {
    const token = encode(sign(assertion(options.assertion), signer, options.sign));
    expect(outcomeOf(token)).toBe(refused ?? 'amy');
  });

  test('says who and with which scopes, as scalars for the backend', () => {
    const xml = sign(assertion({ scopes: ['orders:read', 'a b'] }), signer);
    expect(createVerify(settingsFor(signer), Date.now)(encode(xml))).toEqual({
      principalId: 'amy',
      scopes: ['orders:read', 'a', 'b'],
      context: { nameId: 'amy', scopes: 'orders:read a b' },
    });
  });

  test('may be signed with either certificate while one is replaced', async () => {
    const next = await mintSigner();
    const change = { certificates: [signer.certificate, next.certificate] };
    expect(outcomeOf(encode(sign(assertion(), next)), change)).toBe('amy');
    expect(outcomeOf(encode(sign(assertion(), signer)), change)).toBe('amy');
  });

  test('for one use is good where nothing is kept', () => {
    const xml = sign(assertion({ condition: '<saml:OneTimeUse/>' }), signer);
    expect(outcomeOf(encode(xml), { ttlSeconds: 0 })).toBe('amy');
    expect(outcomeOf(encode(xml), { ttlSeconds: 0, replay: 'off' })).toBe('for one use only');
  });

  test('may begin with an XML declaration', () => {
    const xml = sign(assertion(), signer);
    expect(outcomeOf(encode(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`))).toBe('amy');
  });
});

describe('its encoding', () => {
  test('is base64, base64url, or deflated', () => {
    const xml = Buffer.from(sign(assertion(), signer));
    for (const token of [
      xml.toString('base64'),
      xml.toString('base64url'),
      deflateRawSync(xml).toString('base64'),
      deflateRawSync(xml).toString('base64url'),
    ])
      expect(outcomeOf(token)).toBe('amy');
  });

  test.each([
    ['text that is not base64', () => 'a%b', 'not base64'],
    ['nothing that inflates', () => Buffer.from('hello').toString('base64'), 'not an assertion'],
    ['half an element', () => encode('<saml:Assertion'), 'not XML'],
    ['two roots', () => encode('<a/><b/>'), 'not XML'],
    ['another document', () => encode('<a/>'), 'not an assertion'],
    ['UTF-16', () => Buffer.from('<\0a\0/\0>\0').toString('base64'), 'not XML'],
    [
      'bytes that are not UTF-8',
      () => Buffer.from([0x3c, 0x61, 0xff, 0x2f, 0x3e]).toString('base64'),
      'not UTF-8',
    ],
    ['more than the limit', () => encode(`<a>${'x'.repeat(70_000)}</a>`), 'too large'],
    ['a deflated megabyte', () => deflateRawSync(Buffer.alloc(1 << 20, 'x')).toString('base64'), 'too large'],
    [
      'elements nested too deep',
      () => encode(`${'<a b="/>">'.repeat(40)}${'</a>'.repeat(40)}`),
      'XML is too deep',
    ],
    ['five thousand levels', () => encode(`${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`), 'XML is too deep'],
  ])('%s is refused', (_name, token, reason) => {
    expect(outcomeOf(token())).toBe(reason);
  });
});

describe('a second use', () => {
  function uses(change: Partial<SamlSettings>) {
    const clock = { now: Date.now() };
    const verify = createVerify(settingsFor(signer, change), () => clock.now);
    const token = encode(sign(assertion({ notOnOrAfter: 600, confirmedUntil: 600 }), signer));
    const use = (secondsLater: number) => {
      clock.now += secondsLater * 1000;
      try {
        return verify(token).principalId;
      } catch (error) {
        return (error as Refusal).reason;
      }
    };
    return use;
  }

  test('is refused at once where nothing is kept', () => {
    const use = uses({ ttlSeconds: 0 });
    expect([use(0), use(0), use(1)]).toEqual(['amy', 'used before', 'used before']);
  });

  test('is good as long as API Gateway would have kept the answer to the first, and then no more', () => {
    const use = uses({ ttlSeconds: 300 });
    expect([use(0), use(299), use(1), use(1)]).toEqual(['amy', 'amy', 'used before', 'used before']);
  });

  test('is good until the assertion ends where replay is off', () => {
    const use = uses({ ttlSeconds: 0, replay: 'off' });
    expect([use(0), use(400), use(300)]).toEqual(['amy', 'amy', 'expired']);
  });
});
