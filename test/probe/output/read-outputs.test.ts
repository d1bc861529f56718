import type { KitError } from '../../../tools/kit-error';
import { readOutputs } from '../../../tools/probe/output/read-outputs';

const free = (): undefined => undefined;

/** What and fix of every problem. */
function refused(texts: readonly string[], obstacle: (file: string) => string | undefined = free) {
  try {
    readOutputs(texts, obstacle);
  } catch (error) {
    return (error as KitError).problems.map(
      ({ code, what, where, fix }) => `${code} ${where}: ${what}; ${fix}`,
    );
  }
  throw new Error('nothing was refused');
}

test('without -o the table goes to stdout', () => {
  expect(readOutputs([], free)).toEqual([{ format: 'table' }]);
});

test('a format is for stdout, with a file for the file; - is stdout', () => {
  expect(readOutputs(['json'], free)).toEqual([{ format: 'json' }]);
  expect(readOutputs(['=json'], free)).toEqual([{ format: 'json' }]);
  expect(readOutputs(['table=-', 'json=a=b.json'], free)).toEqual([
    { format: 'table' },
    { format: 'json', file: 'a=b.json' },
  ]);
});

test('what goes to files only leaves the table on the screen', () => {
  expect(readOutputs(['json=report.json'], free)).toEqual([
    { format: 'table' },
    { format: 'json', file: 'report.json' },
  ]);
});

test('a mistyped format is guessed, and every mistake is named at once', () => {
  const problems = refused(['jsno', 'pdf', 'json=', 'jsonl=gone/x'], (file) =>
    file === 'gone/x' ? 'there is no folder "gone"' : undefined,
  );
  expect(problems).toEqual([
    expect.stringMatching(
      /^PROBE_BAD_OUTPUT -o jsno: "jsno" is no format; did you mean "json"\? Use one of table/,
    ),
    expect.stringMatching(/^PROBE_BAD_OUTPUT -o pdf: "pdf" is no format; use one of table/),
    expect.stringContaining('there is no file after "="; write e.g. json=report.json'),
    expect.stringContaining('there is no folder "gone"'),
  ]);
});

test('two formats on stdout or in one file exclude each other', () => {
  expect(refused(['json', 'table'])).toEqual([expect.stringContaining('two formats go to stdout')]);
  expect(refused(['json=a', 'jsonl=a'])).toEqual([expect.stringContaining('two formats go to a;')]);
});
