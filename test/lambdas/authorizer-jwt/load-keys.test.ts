import { loadKeys } from '../../../lambdas/authorizer-jwt/load-keys';
import { issuer, keySet, settings } from './tokens';

const configuration = `${issuer}/.well-known/openid-configuration`;

/** An issuer that has these documents. */
const having =
  (documents: Readonly<Record<string, unknown>>) =>
  async (url: string): Promise<unknown> => {
    if (url in documents) return documents[url];
    throw new Error(`${url}: HTTP 404`);
  };

test('the issuer’s configuration says where the keys are', async () => {
  const fetch = having({
    [configuration]: { issuer, jwks_uri: `${issuer}/keys` },
    [`${issuer}/keys`]: keySet,
  });
  await expect(loadKeys(settings, fetch)).resolves.toEqual(keySet);
});

test('a given place is asked directly, with the given authority', async () => {
  const fetch = jest.fn(async () => keySet);
  await loadKeys({ ...settings, jwksUri: 'https://keys.corp.example/', ca: 'PEM' }, fetch);
  expect(fetch.mock.calls).toEqual([['https://keys.corp.example/', 'PEM']]);
});

test.each([
  ['of another issuer', { issuer: 'https://evil.example', jwks_uri: `${issuer}/keys` }, 'of another issuer'],
  ['without a place', { issuer }, 'names no key set'],
  [
    'with a place that is not https',
    { issuer, jwks_uri: 'http://login.corp.example/keys' },
    'names no key set',
  ],
  ['that is null', null, 'of another issuer'],
])('a configuration %s is not followed', async (_name, document, message) => {
  await expect(loadKeys(settings, having({ [configuration]: document }))).rejects.toThrow(message);
});

test.each([
  ['null', null],
  ['a list', []],
  ['keys that are none', { keys: {} }],
])('%s is no key set', async (_name, document) => {
  const fetch = having({ 'https://keys.corp.example/': document });
  const own = { ...settings, jwksUri: 'https://keys.corp.example/' };
  await expect(loadKeys(own, fetch)).rejects.toThrow('is no key set');
});
