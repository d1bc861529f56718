import { keepSecret, withoutSecrets } from '../../../tools/probe/secrets/known';

test('a kept value is blotted out of every text, without the word before it', () => {
  keepSecret('Bearer hush-hush');
  expect(
    withoutSecrets({
      because: 'got {"auth":"Bearer hush-hush"}',
      messages: ['hush-hush', 'hush'],
      status: 200,
    }),
  ).toEqual({ because: 'got {"auth":"Bearer (secret)"}', messages: ['(secret)', 'hush'], status: 200 });
});

test('so is its beginning where a text was shortened after it', () => {
  keepSecret('abcdefghij');
  expect(withoutSecrets('the body differs: {"t":"abcdef...')).toBe('the body differs: {"t":"(secret)...');
  expect(withoutSecrets('abcdef, and abcdefghijk')).toBe('abcdef, and (secret)k');
});

test('values too short to be told from words stay', () => {
  keepSecret('ok');
  expect(withoutSecrets('ok')).toBe('ok');
});

test('of very many the last are kept', () => {
  for (let index = 0; index < 250; index++) keepSecret(`secret-number-${index}!`);
  expect(withoutSecrets('secret-number-249! secret-number-0!')).toBe('(secret) secret-number-0!');
});
