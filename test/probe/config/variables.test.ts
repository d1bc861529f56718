import { isSecretName, substitute } from '../../../tools/probe/config/variables';

const environment = { HOST: 'pay.corp.example', EMPTY: '' };
const put = (text: string) => substitute(text, environment).text;

test('a variable is put in, and its value is not looked at again', () => {
  expect(put('https://${HOST}/a')).toBe('https://pay.corp.example/a');
  expect(substitute('${A}', { A: '${HOST}' }).text).toBe('${HOST}');
});

test('a default stands in for what is unset or empty', () => {
  expect(put('${NOPE:-x}${EMPTY:-y}${HOST:-z}${NOPE:-}')).toBe('xypay.corp.example');
});

test('an empty variable without a default is empty, not an error', () => {
  expect(substitute('a${EMPTY}b', environment)).toMatchObject({ text: 'ab', unset: [] });
});

test('two dollars before a brace stand for one, and a dollar alone for itself', () => {
  expect(put('$${HOST} $5 $$ a$b')).toBe('${HOST} $5 $$ a$b');
});

test('every variable without a value is named, and so is what is none', () => {
  expect(substitute('${A}${B}', {}).unset).toEqual(['A', 'B']);
  expect(substitute('${1x} and ${', {}).malformed).toEqual(['${1x} and ${', '${']);
});

test.each(['TOKEN', 'BILLING_API_KEY', 'db_password', 'AWS_SECRET_ACCESS_KEY', 'GITHUB_TOKEN_2'])(
  '%s is a secret by its name',
  (name) => expect(isSecretName(name)).toBe(true),
);

test.each(['TOKEN_FILE', 'SECRET_NAME', 'SITE', 'AWS_ACCESS_KEY_ID', 'TOKEN_URL'])('%s is none', (name) =>
  expect(isSecretName(name)).toBe(false),
);
