import { KitError } from '../../../tools/kit-error';
import { flags } from '../../../tools/probe/flags';
import { completionScript } from '../../../tools/probe/single-file/completion';
import { helpText } from '../../../tools/probe/single-file/help-text';
import { readLine } from '../../../tools/probe/single-file/read-line';

function refused(...line: string[]): string[] {
  try {
    readLine(line);
  } catch (error) {
    return (error as KitError).problems.map(({ what, where, fix }) => `${where}: ${what}; ${fix}`);
  }
  return [];
}

test('words and options are told apart, whatever their order', () => {
  const url = 'https://pvt-api.corp.example/';
  expect(
    readLine(['POST', url, '-d', '{}', '-H', 'A: b', '-H', 'C: d', '--count', '3', '--no-color']),
  ).toEqual({
    kind: 'probe',
    words: ['POST', url],
    args: { data: '{}', header: ['A: b', 'C: d'], count: 3, color: false },
  });
});

test('help, version and completion are no calls', () => {
  expect(readLine(['-h', 'https://a.example/'])).toEqual({ kind: 'help' });
  expect(readLine(['--version'])).toEqual({ kind: 'version' });
  expect(readLine(['completion', 'zsh'])).toEqual({ kind: 'completion', shell: 'zsh' });
});

test('every option that does not exist is named, and a near one guessed', () => {
  expect(refused('--tlsmax', '1.2', '--nonsense', '-z')).toEqual([
    'command line: there is no option --tlsmax; did you mean --tls-max? See --help',
    'command line: there is no option --nonsense; see --help',
    'command line: there is no option -z; see --help',
  ]);
});

test('a value that can’t be is named with those that can', () => {
  expect(refused('--tls-max', '13', '--count', 'many', 'https://a.example/')).toEqual([
    expect.stringMatching(/^--tls-max: "13" is none of its values; .*1\.3/),
    '--count: "many" is not a number; give e.g. 5',
  ]);
  expect(refused('--resolver')).toEqual([
    expect.stringContaining("'-r, --resolver <value>' argument missing"),
  ]);
  expect(refused('complation', 'bash')).toEqual([
    'command line: "complation" is neither a URL nor a command; did you mean completion?',
  ]);
  expect(refused('--watch', '-1')).toEqual([
    "command line: Option '--watch' argument is ambiguous; see --help",
  ]);
});

test('the help leads with examples, and has every option under its heading, on lines that fit', () => {
  const lines = helpText().split('\n');
  expect(lines[2]).toBe('Examples:');
  for (const [name, { group }] of Object.entries(flags)) {
    const at = lines.findIndex((line) => new RegExp(`^  (-\\w,|   ) --${name}( |$)`).test(line));
    const heading = lines.slice(0, at).findLast((line) => /^\S/.test(line));
    expect({ name, heading }).toEqual({ name, heading: group });
  }
  const options = lines.slice(lines.indexOf('The call:'));
  expect(Math.max(...options.map((line) => line.length))).toBeLessThanOrEqual(110);
});

test('another shell than bash and zsh has no completion', () => {
  expect(() => completionScript('fish')).toThrow(KitError);
  expect(() => completionScript('zhs')).toThrow(/did you mean "zsh"/);
});
