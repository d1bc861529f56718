import { type Moment, openLoop, type Schedule } from '../../../tools/probe/running/open-loop';
import { Collecting } from '../../../tools/probe/running/statistics';
import { resultOf } from '../helpers/results';
import { FakeClock } from './fake-clock';

const perSecond = (changes: Partial<Schedule> = {}): Schedule => ({
  perSecond: 100,
  calls: 1000,
  concurrency: 1,
  grace: 60_000,
  ...changes,
});

/** Calls to a server that takes so many milliseconds for call number `index`. */
async function against(schedule: Schedule, takes: (index: number) => number, endAt?: number) {
  const clock = new FakeClock();
  const collecting = new Collecting();
  const moments: Moment[] = [];
  const controller = new AbortController();
  const end = endAt === undefined ? undefined : clock.until(endAt).then(() => controller.abort());
  const call = async (index: number, moment: Moment): Promise<void> => {
    moments[index] = moment;
    await clock.until(clock.now() + takes(index), controller.signal);
    const total = clock.now() - moment.begun;
    const { phases } = resultOf();
    collecting.add(resultOf({ phases: { ...phases, total } }), clock.now() - moment.due);
  };
  const kept = await clock.run(openLoop(schedule, clock, call, controller.signal));
  await end;
  for (const waited of kept.waited) collecting.neverBegun(waited);
  return { kept, moments, statistics: collecting.statistics() };
}

test('a call begins when it is due, while the server keeps up', async () => {
  const { kept, moments, statistics } = await against(perSecond(), () => 2);
  expect(moments.every(({ due, begun }) => due === begun)).toBe(true);
  expect(moments[999]?.due).toBe(9990);
  expect(kept).toEqual({ due: 1000, begun: 1000, waited: [], took: 9990 });
  expect(statistics.latency.max).toBe(2);
});

test('a stalled server is in the percentiles of everybody who would have called meanwhile', async () => {
  const { statistics } = await against(perSecond(), (index) => (index === 100 ? 2000 : 1));
  // Of a thousand calls one was slow to be served, and some two hundred were due while it was.
  expect(statistics.service.p99).toBe(1);
  expect(statistics.latency.p90).toBeGreaterThan(1000);
  expect(statistics.latency.p99).toBeGreaterThan(1800);
  expect(statistics.latency.max).toBe(2000);
});

test('free slots are used while one call is stalled', async () => {
  const { statistics } = await against(perSecond({ concurrency: 2 }), (index) => (index === 100 ? 2000 : 1));
  expect(statistics.latency.p99).toBe(1);
  expect(statistics.latency.max).toBe(2000);
});

test('a server slower than the schedule: calls go on in order, each later than the one before', async () => {
  const { kept, moments } = await against(perSecond({ calls: 100 }), () => 20);
  expect(kept).toMatchObject({ due: 100, begun: 100, waited: [] });
  expect(moments[99]).toEqual({ due: 990, begun: 1980 });
});

test('what finds no slot within the grace is never begun, and counts with what it waited', async () => {
  const { kept, statistics } = await against(perSecond({ calls: 100, grace: 500 }), () => 100_000);
  expect(kept).toMatchObject({ due: 100, begun: 1 });
  expect(kept.waited).toHaveLength(99);
  expect(kept.waited[0]).toBe(990 + 500 - 10);
  expect(statistics.calls).toBe(1);
  expect(statistics.latency.p50).toBeGreaterThan(500);
});

test('an end before time leaves out what was not due', async () => {
  const { kept } = await against(perSecond(), () => 1, 505);
  expect(kept).toMatchObject({ due: 51, begun: 51, waited: [] });
});

test('what was due when the run was ended and had no slot counts with its wait', async () => {
  const { kept, statistics } = await against(perSecond(), () => 100_000, 505);
  expect(kept).toMatchObject({ due: 51, begun: 1 });
  expect(kept.waited).toHaveLength(50);
  expect(statistics.latency.p99).toBeCloseTo(505, -1);
});
