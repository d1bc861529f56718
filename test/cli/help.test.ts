import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { examples } from '../../tools/probe/flags';
import { packageRoot } from '../../tools/root';
import { verbs } from '../../tools/verbs';
import { guessOptions } from '../../tools/verbs/guess-option';
import { leadWithExamples } from '../../tools/verbs/help';
import { splitLetters } from '../../tools/verbs/letters';

const run = (words: readonly string[], env: NodeJS.ProcessEnv = {}) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(packageRoot, 'tools', 'launch.cjs'), ...words],
    { cwd: packageRoot, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1', ...env } },
  );
  return { status, stdout, stderr };
};
const names = verbs.map(({ command }) => String(command).split(' ')[0] as string);

test.each(['', ...names])('the help of "%s" is told once, and leads with examples', (verb) => {
  const { status, stdout, stderr } = run([verb, '--help'].filter(Boolean));
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout.match(/^Examples:/gm)).toHaveLength(1);
  expect(stdout.indexOf('Examples:')).toBeLessThan(stdout.search(/^(Options|Commands|Positionals):/m));
});

test('examples go before the first list of options, each command alone on its line', () => {
  const help = 'kit foo\n\nDoes it: well\n\nGroup:\n  -a\n\nExit codes: 0';
  expect(leadWithExamples(help, [['kit foo 1', 'does it once']])).toBe(
    'kit foo\n\nDoes it: well\n\nExamples:\n  kit foo 1\n      does it once\n\nGroup:\n  -a\n\nExit codes: 0',
  );
  expect(leadWithExamples('kit foo', [])).toBe('kit foo');
});

test('an example stands alone on its line, and those of other verbs are left out', () => {
  const { stdout } = run(['probe', '--help']);
  for (const [command, meaning] of examples)
    expect(stdout).toContain(`\n  ${`hybrid-api probe ${command}`.trimEnd()}\n      ${meaning}\n`);
  expect(stdout).not.toContain('hybrid-api verify');
});

describe('a value behind a letter', () => {
  test('is an argument of its own', () => {
    expect(splitLetters(['probe', '-ojson', '-XPOST', '-qm5', '-d@-', 'https://a.example/'])).toEqual([
      'probe',
      '-o',
      'json',
      '-X',
      'POST',
      '-qm',
      '5',
      '-d',
      '@-',
      'https://a.example/',
    ]);
    expect(splitLetters(['doctor', '-qojunit=a.xml'])).toEqual(['doctor', '-qo', 'junit=a.xml']);
  });

  test('is left alone in values, behind --, and where the letter is none', () => {
    for (const line of [
      ['probe', '-d', '-ojson'],
      ['probe', '--data', '-ojson'],
      ['probe', '-o=json', '-46', '-z5', '--json', '-'],
      ['probe', '--', '-ojson'],
      ['verify', '-ojson'],
    ])
      expect(splitLetters(line)).toEqual(line);
  });

  test('reaches the probe', () => {
    const { status, stderr } = run(['probe', '-ojsn', 'https://a.example/']);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringContaining('PROBE_BAD_OUTPUT: "jsn" is no format (-o jsn)'),
    });
  });
});

describe('a mistyped option', () => {
  test('is guessed, with the help of the verb', () => {
    expect(run(['verify', '--runboks', 'x'])).toMatchObject({
      status: 2,
      stderr:
        'CLI_USAGE: Unknown argument: runboks. Did you mean --runbooks? Fix: see "hybrid-api verify --help"\n',
    });
  });

  test('is guessed among several, each once', () => {
    const known = ['tls-max', 'resolver'];
    expect(guessOptions('Unknown arguments: tlsmax, tlsMax, bogus, resolvr', known)).toBe(
      ' Did you mean --tls-max, --resolver?',
    );
    expect(guessOptions('Unknown argument: q', known)).toBe('');
    expect(guessOptions('Not enough arguments', known)).toBe('');
  });

  test('with a number that is none is named', () => {
    expect(run(['probe', '--count', 'x', 'https://a.corp.example/']).stderr).toBe(
      'PROBE_BAD_OPTION: its value is not a number (--count). Fix: give e.g. 5\n',
    );
  });
});

describe('completion', () => {
  const completed = (...line: string[]) =>
    run(['--get-yargs-completions', 'hybrid-api', ...line], { SHELL: '/bin/bash' })
      .stdout.trim()
      .split('\n');

  test('has a script for bash and one for zsh, and none for another shell', () => {
    expect(run(['completion', 'bash'])).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('complete -o bashdefault'),
    });
    expect(run(['completion', 'zsh']).stdout).toMatch(/^#compdef hybrid-api/);
    expect(run(['completion', 'fish'])).toMatchObject({ status: 2, stdout: '' });
  });

  test('knows verbs, options, choices and formats', () => {
    expect(completed('')).toEqual(expect.arrayContaining(names));
    expect(completed('trace', '--')).toEqual(expect.arrayContaining(['--from', '--max-tls', '-H']));
    expect(completed('trace', '--max-tls', '')).toEqual(['1.0', '1.1', '1.2', '1.3']);
    expect(completed('probe', '-o', 'j')).toEqual(['json', 'jsonl', 'junit']);
    expect(completed('doctor', '-o', '')).toEqual(['table', 'json', 'junit']);
    expect(completed('doctor', '--only', 'd')).toEqual(['dns']);
  });
});
