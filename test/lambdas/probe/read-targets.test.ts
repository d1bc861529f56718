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

test.each([
  { token: { command: ['sh', '-c', 'env'] } },
  { bearer: { file: '/proc/self/environ' } },
  { apiKey: { stdin: true } },
  { clientCertificate: { cert: 'c', key: 'k' } },
  { sigv4: { file: 'f' } },
  { sigv4: { service: 'secretsmanager' } },
  { sigv4: { service: 'com.amazonaws.eu-west-1.secretsmanager' } },
])('an event may not have files and programs of the function: %j', (member) => {
  const targets = [target, { ...target, ...member }];
  expect(() => readTargets({ targets }, undefined)).toThrow(
    /PROBE_BAD_EVENT: a target has ".*event\.targets/,
  );
  expect(readTargets({}, JSON.stringify(targets))).toEqual(targets);
});

test('an event may name secrets in AWS, and be signed by the function’s role', () => {
  const targets = [{ ...target, bearer: { secret: 'corp/token' }, sigv4: {} }];
  expect(readTargets({ targets }, undefined)).toEqual(targets);
  const named = [{ ...target, sigv4: { service: 'com.amazonaws.eu-west-1.execute-api' } }];
  expect(readTargets({ targets: named }, undefined)).toEqual(named);
});
