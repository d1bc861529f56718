import { changesBetween, renderRound } from '../../../tools/probe/running/round';
import { resultOf, silentResult } from '../helpers/results';

const good = resultOf();
const elsewhere = resultOf({ address: '10.20.2.7' });

test('of the first round what is not as expected is news', () => {
  expect(changesBetween(undefined, [good, elsewhere])).toEqual([]);
  expect(changesBetween(undefined, [good, { ...silentResult, address: '10.20.2.7' }])).toMatchObject([
    { address: '10.20.2.7', was: null, is: { code: 'CONNECT_TIMED_OUT' } },
  ]);
});

test('later another code, status or address is', () => {
  expect(changesBetween([good], [resultOf({ phases: { ...good.phases, total: 900 } })])).toEqual([]);
  expect(changesBetween([good], [resultOf({ status: 503 })])).toHaveLength(1);
  expect(changesBetween([good, elsewhere], [silentResult])).toEqual([
    { call: 'GET https://pvt-api.corp.example/', address: '10.20.1.7', was: good, is: silentResult },
    { call: 'GET https://pvt-api.corp.example/', address: '10.20.2.7', was: elsewhere, is: null },
  ]);
});

test('a round is a line, and each change one that says what was', () => {
  const results = [silentResult, elsewhere];
  const changes = changesBetween([good], results);
  const round = { number: 2, at: '2026-01-02T03:04:05.678Z', results, changes };
  expect(renderRound(round, false).split('\n')).toEqual([
    '03:04:05  round 2  1 of 2 as expected, slowest 5001 ms',
    '03:04:05  FAILS    GET https://pvt-api.corp.example/ 10.20.1.7: CONNECT_TIMED_OUT, was 200 FUNCTION_ANSWERED',
    '            10.20.1.7:443 does not answer',
    '03:04:05  NEW      GET https://pvt-api.corp.example/ 10.20.2.7: 200 FUNCTION_ANSWERED',
  ]);
  expect(renderRound(round, true)).toContain('\u001b[31m');
});

test('a call that is well again, and one that is gone, are told as that', () => {
  const round = { number: 3, at: '2026-01-02T03:04:05.678Z', results: [good] };
  const back = changesBetween([silentResult, elsewhere], [good]);
  const text = renderRound({ ...round, changes: back }, false);
  expect(text).toContain('OK       GET https://pvt-api.corp.example/ 10.20.1.7: 200');
  expect(text).toContain('GONE     GET https://pvt-api.corp.example/ 10.20.2.7, was 200');
});
