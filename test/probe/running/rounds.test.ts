import { onSchedule } from '../../../tools/probe/running/rounds';
import { FakeClock } from './fake-clock';

async function rounds(limits: { rounds?: number; duration?: number }, takes: number[], endAt?: number) {
  const clock = new FakeClock();
  const begun: number[] = [];
  const controller = new AbortController();
  const end = endAt === undefined ? undefined : clock.until(endAt).then(() => controller.abort());
  const facts = await clock.run(
    onSchedule(
      1000,
      limits,
      clock,
      async () => {
        begun.push(clock.now());
        await clock.until(clock.now() + (takes[begun.length - 1] ?? 10), controller.signal);
      },
      controller.signal,
    ),
  );
  await end;
  return { begun, facts };
}

test('rounds begin on the schedule, however long the ones before took', async () => {
  const { begun, facts } = await rounds({ rounds: 4 }, [900, 10, 300]);
  expect(begun).toEqual([0, 1000, 2000, 3000]);
  expect(facts).toEqual({ made: 4, missed: 0 });
});

test('what was due during a long round is left out and counted, not made up for', async () => {
  const { begun, facts } = await rounds({ rounds: 6 }, [10, 2500]);
  expect(begun).toEqual([0, 1000, 3500, 4000, 5000]);
  expect(facts).toEqual({ made: 5, missed: 1 });
});

test('no round begins after the duration', async () => {
  const { begun } = await rounds({ duration: 2500 }, []);
  expect(begun).toEqual([0, 1000, 2000]);
});

test('without a limit the signal is the end', async () => {
  const { begun } = await rounds({}, [], 3500);
  expect(begun).toEqual([0, 1000, 2000, 3000]);
});
