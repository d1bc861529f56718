import { renderStatistics } from '../../../tools/probe/running/render-statistics';
import { Collecting } from '../../../tools/probe/running/statistics';
import { resultOf, silentResult } from '../helpers/results';

const taking = (total: number) => resultOf({ phases: { ...resultOf().phases, total } });

test('percentiles are of all calls, and no percentile is above the largest value', () => {
  const collecting = new Collecting();
  for (let ms = 1; ms <= 1000; ms++) collecting.add(taking(ms));
  const { calls, latency, service } = collecting.statistics();
  expect(calls).toBe(1000);
  expect(service).toEqual(latency);
  expect([latency.p50, latency.p90, latency.p99, latency['p99.9'], latency.max].map(Math.round)).toEqual([
    500, 900, 990, 999, 1000,
  ]);
});

test('each code has its own times: fast failures do not hide', () => {
  const collecting = new Collecting();
  for (let call = 0; call < 9; call++) collecting.add(taking(1));
  collecting.add(silentResult);
  const { asExpected, codes } = collecting.statistics();
  expect(asExpected).toBe(9);
  expect(codes.map(({ code, count, asExpected, latency }) => [code, count, asExpected, latency.max])).toEqual(
    [
      ['FUNCTION_ANSWERED', 9, true, 1],
      ['CONNECT_TIMED_OUT', 1, false, 5001],
    ],
  );
});

test('the report keeps the last result of each code, in the order of the calls', () => {
  const collecting = new Collecting();
  const other = resultOf({ url: 'https://other.corp.example/' });
  for (const result of [taking(1), other, silentResult, taking(2)]) collecting.add(result);
  expect(collecting.results().map(({ url, code, phases }) => [url, code, phases.total])).toEqual([
    [taking(1).url, 'FUNCTION_ANSWERED', 2],
    [taking(1).url, 'CONNECT_TIMED_OUT', 5001],
    [other.url, 'FUNCTION_ANSWERED', 127.7],
  ]);
  expect(collecting.statistics().each?.map(({ url, calls }) => [url, calls])).toEqual([
    [taking(1).url, 3],
    [other.url, 1],
  ]);
});

test('a schedule that was not kept is said beside the percentiles', () => {
  const collecting = new Collecting();
  collecting.add(taking(2), 30);
  collecting.neverBegun(900);
  const facts = { perSecond: 50, achievedPerSecond: 1, due: 2, late: 1, tolerance: 10, worstDelay: 28 };
  const statistics = collecting.statistics({ ...facts, neverBegun: 1 });
  expect(statistics.latency.max).toBe(900);
  expect(renderStatistics(statistics)).toContain(
    'the schedule was not kept: 1 began more than 10 ms late (at worst 28 ms), 1 never; their wait is in the latency',
  );
  const kept = renderStatistics(collecting.statistics({ ...facts, late: 0, neverBegun: 0 }));
  expect(kept).not.toContain('not kept');
});

test('what waited is in the latency alone, neither in the service time nor in that of a code', () => {
  const collecting = new Collecting();
  collecting.add(taking(2));
  collecting.add(taking(4), 40);
  collecting.neverBegun(900);
  const { latency, service, codes } = collecting.statistics();
  expect([latency.max, service.max, codes[0]?.latency.max]).toEqual([900, 4, 40]);
  expect(service.p50).toBe(2);
});
