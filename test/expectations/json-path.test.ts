import { jsonPathForm } from '../../stacks/config-schema/json-path-form';
import { matchBody } from '../../tools/expectations/meets';

const body = JSON.stringify({ a: { b: 'v' }, items: [{ id: 1 }, { id: 2 }], none: null, 'x=y': [] });

test.each<[string, unknown]>([
  ['$.a.b', 'v'],
  ['$.a.b', undefined],
  ['$.items[*].id', 2],
  ['$..id', 1],
  ['$.items[-1:].id', 2],
  ['$.a', { b: 'v' }],
  ['$.none', null],
  ['$["x=y"]', []],
])('at %s is %j', (jsonPath, equals) => {
  expect(matchBody({ jsonPath, ...(equals === undefined ? {} : { equals }) }, body)).toEqual({
    met: 'yes',
    because: '',
  });
});

test.each<[string, string, unknown, string]>([
  [body, '$.a.c', undefined, 'the body has nothing at $.a.c'],
  [body, '$.a.b', 'w', '$.a.b is "v", expected "w"'],
  [body, '$.items[*].id', '1', '$.items[*].id is 1, 2, expected "1"'],
  [body, '$.a', {}, '$.a is {"b":"v"}, expected {}'],
  ['nothing', '$.a', 1, 'the body is not JSON: nothing'],
  ['null', '$.a', 1, 'the body has nothing at $.a: null'],
  [body, '$.items[?(@.id==1)]', undefined, 'prevented'],
])('of %s at %s is not %j', (text, jsonPath, equals, because) => {
  const judged = matchBody({ jsonPath, ...(equals === undefined ? {} : { equals }) }, text);
  expect(judged.met).toBe('no');
  expect(judged.because).toContain(because);
});

test('the root may be a value alone', () => {
  expect(matchBody({ jsonPath: '$', equals: null }, 'null').met).toBe('yes');
  expect(matchBody({ jsonPath: '$', equals: 5 }, '5').met).toBe('yes');
});

test.each(['$', '$.a', '$..a', '$.a-b.*', '$[0]', "$['a b'][*]", '$.a[1:]', '$..[0]', '$["a","b"]'])(
  '%s is a path',
  (path) => {
    expect(path).toMatch(jsonPathForm);
  },
);

test.each([
  '',
  'a.b',
  '$.',
  '$.a[',
  '$.a[?(@.b)]',
  '$[(@.length-1)]',
  '$.a^',
  '$.a~',
  '$.a@string()',
  '$ .a',
])('"%s" is none', (path) => {
  expect(path).not.toMatch(jsonPathForm);
});
