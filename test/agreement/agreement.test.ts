import fc from 'fast-check';
import { hopNames } from '../../tools/path/hop';
import type { Trace } from '../../tools/path/trace';
import { compareAll } from './agreement';
import { type Settings, settings } from './environments';
import { scenes } from './scenes';
import { Stand } from './stand';

/** `HYBRID_RUNS` (scenes in all) and `HYBRID_SEED` make another search; a failure prints what repeats it. */
const seed = Number(process.env.HYBRID_SEED ?? 20_260_101);
const runs = Number(process.env.HYBRID_RUNS ?? 120);

/** Scenes of one environment: a synthesis costs as much as several of them. */
const runsEach = Math.min(runs, Math.max(20, Math.min(80, runs / 8)));
/** Silences are waited for side by side. */
const lanes = 6;
const longest = 3_600_000;

async function searchEnvironment(chosen: Settings, index: number, traces: Trace[]): Promise<void> {
  const stand = await Stand.open(chosen);
  const property = fc.asyncProperty(scenes, async (scene) => {
    const stage = await stand.set(scene);
    if (!stage) return;
    const compared = await compareAll(stage, stand.callsOf(scene, stage));
    traces.push(...compared.traces);
    expect(compared.disagreements).toEqual([]);
  });
  try {
    await fc.assert(property, { seed: seed + index, numRuns: runsEach });
  } finally {
    await stand.close();
  }
}

test(
  'trace and twin agree, whatever the environment, the change and the call',
  async () => {
    const left = [...fc.sample(settings, { seed, numRuns: Math.ceil(runs / runsEach) }).entries()];
    const traces: Trace[] = [];
    const lane = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift())
        await searchEnvironment(next[1], next[0], traces);
    };
    const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;

    const stopped = traces.map(({ hops }) => hops.find(({ outcome }) => outcome === 'stop')?.hop);
    expect(new Set(stopped)).toEqual(new Set([undefined, ...hopNames]));
    expect(traces.filter(({ outcome }) => outcome === 'pass').length).toBeGreaterThan(traces.length / 5);
  },
  longest,
);
