import { keepSecret, withoutSecrets } from '../../tools/probe/secrets/known';

test('a secret that stands in what is written instead of it', () => {
  keepSecret('secret');
  expect(withoutSecrets('x-key: secret!')).toBe('x-key: (secret)!');
  expect(withoutSecrets('secret and secr...')).toBe('(secret) and (secret)...');
});
