import { Refusal } from '../../../lambdas/authorizer/bearer';
import { createVerify } from '../../../lambdas/authorizer-jwt/verify';
import cases from '../../cases/authorizer-jwt.json';
import { keySet, settings, type TokenOptions, token } from './tokens';

interface Case extends TokenOptions {
  readonly name: string;
  /** The token as it is. */
  readonly text?: string;
  readonly tamper?: boolean;
  readonly identity?: object;
  readonly refused?: string;
}

const keys = { load: async () => keySet, now: Date.now };

function tampered(text: string): string {
  const [head, payload, signature] = text.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...claims, scope: 'orders:write' })).toString('base64url');
  return `${head}.${changed}.${signature}`;
}

describe('a JSON Web Token', () => {
  const verify = createVerify(settings, keys);

  test.each(cases as readonly Case[])('$name', async ({ text, tamper, identity, refused, ...options }) => {
    const made = text ?? token(options);
    const verified = verify(tamper ? tampered(made) : made);
    if (identity) {
      await expect(verified).resolves.toMatchObject(identity);
      return;
    }
    const error: unknown = await verified.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).reason).toBe(refused);
  });

  test('hands scalars on to the backend', async () => {
    const { context } = await verify(token({ claims: { scope: 'a b' } }));
    expect(context).toEqual({ sub: 'amy', scopes: 'a b' });
  });

  test('may have its scopes as a list in a claim of another name', async () => {
    const other = createVerify({ ...settings, scopeClaim: 'scp' }, keys);
    expect((await other(token({ claims: { scp: ['a', 'b', 7] } }))).scopes).toEqual(['a', 'b']);
  });

  test('is checked without any fetch where the key set came with the code', async () => {
    const load = jest.fn(async () => keySet);
    const offline = createVerify({ ...settings, jwks: keySet }, { load, now: Date.now });
    await expect(offline(token())).resolves.toMatchObject({ principalId: 'amy' });
    await expect(offline(token({ key: 'stranger' }))).rejects.toMatchObject({ reason: 'unknown key id' });
    expect(load).not.toHaveBeenCalled();
  });

  test('does not become a refusal because the issuer can’t be reached', async () => {
    const cut = createVerify(settings, {
      load: () => Promise.reject(new Error('no route')),
      now: Date.now,
    });
    const error: unknown = await cut(token()).catch((caught: unknown) => caught);
    expect(error).not.toBeInstanceOf(Refusal);
    expect(error).toEqual(new Error('no route'));
  });
});
