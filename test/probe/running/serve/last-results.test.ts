import { LastResults } from '../../../../tools/probe/running/serve/last-results';
import type { Session } from '../../../../tools/probe/session';
import { prepareTarget } from '../../../../tools/probe/target';
import { resultOf, silentResult } from '../../helpers/results';
import { FakeClock } from '../fake-clock';

/** Two calls; the second ends badly from the second round on, and that round takes longer than the interval. */
function twoCalls(clock: FakeClock): Session {
  const targets = ['https://a.example/', 'https://b.example/'].map((url) => prepareTarget({ url }));
  let calls = 0;
  return {
    targets,
    call: async (index) => {
      const round = Math.floor(calls++ / 2);
      if (round === 1 && index === 1) await clock.until(clock.now() + 2500);
      const url = (targets[index] as (typeof targets)[number]).target.url;
      return [index === 1 && round > 0 ? { ...silentResult, url } : resultOf({ url })];
    },
    loaded: Promise.resolve(),
    load: () => Promise.resolve(),
    close: () => {},
  };
}

async function after(ms: number) {
  const clock = new FakeClock();
  const last = new LastResults(twoCalls(clock), () => clock.now() / 1000);
  const controller = new AbortController();
  const end = clock.until(ms).then(() => controller.abort());
  await clock.run(last.keepUp(1000, 1, clock, controller.signal));
  await end;
  const values = (name: string) =>
    last
      .gauges()
      .find((gauge) => gauge.name === name)
      ?.samples.map(({ value }) => value);
  return values;
}

test('each call is shown as it last ended, with when that was', async () => {
  const values = await after(500);
  expect(values('probe_success')).toEqual([1, 1]);
  expect(values('probe_last_run_timestamp_seconds')).toEqual([0, 0]);
  expect(values('probe_missed_rounds')).toEqual([0]);
});

test('a round that takes longer than the interval is told by the rounds that it cost', async () => {
  const values = await after(4500);
  expect(values('probe_success')).toEqual([1, 0]);
  expect(values('probe_last_run_timestamp_seconds')).toEqual([4, 4]);
  expect(values('probe_missed_rounds')).toEqual([1]);
});

test('before the first call there is nothing to show of it', () => {
  const last = new LastResults(twoCalls(new FakeClock()));
  expect(last.gauges().find(({ name }) => name === 'probe_success')?.samples).toEqual([]);
});
