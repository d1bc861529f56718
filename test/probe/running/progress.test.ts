import { progressLine, startProgress } from '../../../tools/probe/running/progress';
import { resultOf, silentResult } from '../helpers/results';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('something is on the screen before anything else happens, and nothing stays on it', () => {
  const written: string[] = [];
  const progress = startProgress((text) => written.push(text), 'https://a.example/');
  expect(written).toEqual(['probing https://a.example/ …']);
  progress.end();
  expect(written.at(-1)).toBe('\r\u001b[K');
});

test('answers are counted while calls go on, and the line makes room for results', () => {
  const written: string[] = [];
  const progress = startProgress((text) => written.push(text), 'targets.yaml');
  progress.result(resultOf());
  progress.result(silentResult);
  jest.advanceTimersByTime(300);
  expect(written.at(-1)).toContain('probing targets.yaml … 2 answers, 1 not as expected');
  progress.clear();
  progress.clear();
  expect(written.filter((text) => text === '\r\u001b[K')).toHaveLength(1);
  progress.end();
  jest.advanceTimersByTime(1000);
  expect(written.at(-1)).toBe('\r\u001b[K');
});

test('where there is no screen nothing is written', () => {
  const progress = startProgress(undefined, 'targets.yaml');
  expect(() => {
    progress.result(resultOf());
    progress.clear();
    progress.end();
  }).not.toThrow();
  expect(jest.getTimerCount()).toBe(0);
});

test('the line says how long it has been', () => {
  expect(progressLine('a', 0, 0, 1499)).toBe('probing a … 1 s');
  expect(progressLine('a', 3, 0, 2000)).toBe('probing a … 3 answers, 2 s');
});
