import { readTargets } from '../../../lambdas/probe/read-targets';

const target = { url: 'https://pvt-api.corp.example/' };

test('the event’s targets win over the environment’s', () => {
  expect(readTargets({ targets: [target] }, '[]')).toEqual([target]);
});

test('without targets in the event the environment’s are called', () => {
  expect(readTargets({}, JSON.stringify([target]))).toEqual([target]);
  expect(readTargets(undefined, JSON.stringify([target]))).toEqual([target]);
});

test.each([
  ['neither', {}, undefined],
  ['no JSON', {}, '['],
  ['no list', { targets: target }, undefined],
  ['an entry without URL', { targets: [{}] }, undefined],
])('%s is an error with a fix', (_case, event, environment) => {
  expect(() => readTargets(event, environment)).toThrow(/PROBE_BAD_EVENT: .* Fix: /);
});
