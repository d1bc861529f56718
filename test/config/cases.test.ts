import { configErrors } from '../../stacks/config';
import { formatProblem } from '../../tools/kit-error';
import { caseNames, problemsOf, readCase } from './read-case';

describe('a bad hybrid.yaml', () => {
  test.each(caseNames())('%s: exactly the messages beside it', (name) => {
    const messages = problemsOf(readCase(`${name}.yaml`)).map(formatProblem);
    expect(`${messages.join('\n')}\n`).toBe(readCase(`${name}.txt`));
  });

  test('every code is raised by a case', () => {
    const raised = new Set(
      caseNames().flatMap((name) => problemsOf(readCase(`${name}.yaml`)).map(({ code }) => code)),
    );
    expect(Object.keys(configErrors).filter((code) => !raised.has(code))).toEqual([]);
  });

  test('is described in one line, without the words of a parser', () => {
    for (const name of caseNames())
      for (const problem of problemsOf(readCase(`${name}.yaml`)))
        expect(formatProblem(problem)).not.toMatch(/\n|undefined|\[object|Invalid input|received|regex/);
  });
});

describe('a good hybrid.yaml', () => {
  test.each(caseNames('good'))('%s has no problem', (name) => {
    expect(problemsOf(readCase(`good/${name}.yaml`))).toEqual([]);
  });
});
