import { exitCode, type ProbeResult } from '../../tools/probe';
import { resultOf, silentResult } from './helpers/results';

const codeOf = (...results: ProbeResult[]) => exitCode({ schemaVersion: 1, results });
const other = { url: 'https://pvt-api2.corp.example/' };

test('0 when everything is as expected', () => {
  expect(codeOf(resultOf(), resultOf(other))).toBe(0);
});

test('1 when one of several calls is not', () => {
  expect(codeOf(silentResult, resultOf(other))).toBe(1);
});

test.each([
  ['dns', 10],
  ['network', 11],
  ['load-balancer', 12],
  ['endpoint', 14],
  ['gateway', 15],
  ['policy', 16],
  ['authorizer', 17],
  ['integration', 18],
] as const)('one call names the hop %s by %d, also when one address of several fails', (hop, code) => {
  const failed = { ...silentResult, hop, address: '10.20.2.7' };
  expect(codeOf(failed)).toBe(code);
  expect(codeOf(resultOf(), failed)).toBe(code);
});

test('3 when it can’t be told', () => {
  expect(codeOf({ ...silentResult, outcome: 'unknown', hop: null })).toBe(3);
});

test('1 when what must be unreachable answers: no hop failed', () => {
  expect(codeOf(resultOf({ expected: 'unreachable', asExpected: false, outcome: 'stop' }))).toBe(1);
});
