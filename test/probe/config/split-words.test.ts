import { splitWords } from '../../../tools/probe/config/split-words';

test.each([
  ['get-token', ['get-token']],
  ['  get-token  --audience orders ', ['get-token', '--audience', 'orders']],
  [`a 'b c' "d 'e'" f\\ g`, ['a', 'b c', "d 'e'", 'f g']],
  [`a="b c"d'' ''`, ['a=b cd', '']],
  [`"a \\"b\\" \\\\ \\$c \\n"`, ['a "b" \\ $c \\n']],
  [`a 'x | y; $z' "p > q"`, ['a', 'x | y; $z', 'p > q']],
  ['["a b", "$c"]', ['a b', '$c']],
  ['price 5$', ['price', '5$']],
])('%j is its words', (line, words) => {
  expect(splitWords(line)).toEqual({ words });
});

test.each([
  ['', 'it is empty'],
  ['a "b', 'a quote is not closed'],
  ["a 'b", 'a quote is not closed'],
  ['a | b', '"|"'],
  ['a > b', '">"'],
  ['a $HOME', '"$H"'],
  ['a "$(id)"', '"$("'],
  ['a `id`', '"`"'],
  ['a; b', '";"'],
  ['["a", 1]', 'JSON list'],
  ['[a', 'JSON list'],
])('%j is refused', (line, why) => {
  expect(splitWords(line)).toEqual({ why: expect.stringContaining(why) });
});
