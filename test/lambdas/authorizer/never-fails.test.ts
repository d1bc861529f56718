import fc from 'fast-check';
import { Refusal } from '../../../lambdas/authorizer/bearer';
import { createVerify as createJwtVerify } from '../../../lambdas/authorizer-jwt/verify';
import { createVerify as createSamlVerify } from '../../../lambdas/authorizer-saml/verify';
import { keySet, settings, token } from '../authorizer-jwt/tokens';
import { assertion, encode, mintSigner, type Signer, settingsFor, sign } from '../authorizer-saml/assertions';

/** Whatever a caller sends is accepted or refused: an error of another kind would be 500, and its words in a log. */

const jwt = createJwtVerify(settings, { load: async () => keySet, now: Date.now });

async function endOfJwt(text: string): Promise<'accepted' | 'refused'> {
  try {
    await jwt(text);
    return 'accepted';
  } catch (error) {
    if (error instanceof Refusal) return 'refused';
    throw error;
  }
}

const part = fc.oneof(
  fc.json().map((json) => Buffer.from(json).toString('base64url')),
  fc.base64String(),
  fc.string(),
);

test('three parts of anything', async () => {
  await fc.assert(
    fc.asyncProperty(part, part, part, async (head, payload, signature) => {
      expect(await endOfJwt(`${head}.${payload}.${signature}`)).toBe('refused');
    }),
    { numRuns: 500 },
  );
});

test('a header of any members before a signed payload', async () => {
  const members = fc.dictionary(fc.constantFrom('alg', 'kid', 'typ', 'crit', 'jwk'), fc.jsonValue());
  await fc.assert(
    fc.asyncProperty(members, async (header) => {
      const [, payload, signature] = token().split('.') as [string, string, string];
      const head = Buffer.from(JSON.stringify({ alg: 'ES256', kid: 'ec', ...header })).toString('base64url');
      expect(await endOfJwt(`${head}.${payload}.${signature}`)).toBe('refused');
    }),
    { numRuns: 300 },
  );
});

test('claims of any type, signed by the issuer', async () => {
  const claim = fc.constantFrom('iss', 'aud', 'sub', 'exp', 'nbf', 'iat', 'scope', 'jti');
  await fc.assert(
    fc.asyncProperty(fc.dictionary(claim, fc.jsonValue()), async (claims) => {
      expect(['accepted', 'refused']).toContain(await endOfJwt(token({ claims })));
    }),
    { numRuns: 300 },
  );
});

describe('an assertion', () => {
  let signer: Signer;
  let verify: ReturnType<typeof createSamlVerify>;
  let xml: string;

  beforeAll(async () => {
    signer = await mintSigner();
    verify = createSamlVerify(settingsFor(signer), Date.now);
    xml = sign(assertion(), signer);
  });

  function endOf(text: string): string {
    try {
      return `accepted as ${verify(text).principalId}`;
    } catch (error) {
      if (error instanceof Refusal) return 'refused';
      throw error;
    }
  }

  test('of anything', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.base64String(), fc.string().map(encode)), (text) => {
        expect(endOf(text)).toBe('refused');
      }),
      { numRuns: 1000 },
    );
  });

  test('with its tags shuffled, left out or there twice is refused, or says the same', () => {
    const tags = () => xml.match(/<[^>]+>[^<]*/g) as string[];
    const edit = fc.record({
      from: fc.nat(),
      to: fc.nat(),
      kind: fc.constantFrom('drop', 'copy', 'move', 'swap'),
    });
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const list = tags();
        for (const { from, to, kind } of edits) {
          const [i, j] = [from % list.length, to % list.length];
          const [one, other] = [list[i] as string, list[j] as string];
          if (kind === 'drop') list.splice(i, 1);
          else if (kind === 'copy') list.splice(j, 0, one);
          else if (kind === 'move') list.splice(j, 0, ...list.splice(i, 1));
          else [list[i], list[j]] = [other, one];
        }
        expect(['refused', 'accepted as amy']).toContain(endOf(encode(list.join(''))));
      }),
      { numRuns: 1000 },
    );
  });

  test('with whole elements of a forged one put anywhere is refused, or says the same', () => {
    const elements = (text: string) => [
      text,
      ...(text.match(/<saml:(Subject|NameID|Conditions|AttributeStatement|Issuer)[ >].*?<\/saml:\1>/gs) ??
        []),
    ];
    const mallory = assertion({ nameId: 'mallory', scopes: ['orders:write'] });
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (which, where) => {
        const forged = elements(mallory);
        const places = [...xml.matchAll(/>/g)].map((match) => (match.index as number) + 1);
        const place = places[where % places.length] as number;
        const changed = xml.slice(0, place) + forged[which % forged.length] + xml.slice(place);
        expect(['refused', 'accepted as amy']).toContain(endOf(encode(changed)));
      }),
      { numRuns: 60 },
    );
  });
});
