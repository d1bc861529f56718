import fc from 'fast-check';
import { type HopName, hopNames } from '../../tools/path/hop';
import type { Trace } from '../../tools/path/trace';
import { compareAll } from './agreement';
import { type Settings, settings } from './environments';
import { scenes } from './scenes';
import { Stand } from './stand';

/** `HYBRID_RUNS` (scenes in all) and `HYBRID_SEED` make another search; a failure prints what repeats it. */
const seed = Number(process.env.HYBRID_SEED ?? 4);
const runs = Number(process.env.HYBRID_RUNS ?? 120);

/** Scenes of one environment: a synthesis costs as much as several of them. */
const runsEach = Math.min(runs, Math.max(20, Math.min(80, runs / 8)));
/** Silences are waited for side by side. */
const lanes = 6;
const longest = 3_600_000;

/** How many calls pass, and how many each hop stops. */
type Tally = Map<HopName | 'pass', number>;

function tally(met: Tally, { outcome, hops }: Trace): void {
  const end = outcome === 'pass' ? 'pass' : hops.find((verdict) => verdict.outcome === 'stop')?.hop;
  if (end) met.set(end, (met.get(end) ?? 0) + 1);
}

async function searchEnvironment(chosen: Settings, index: number, met: Tally): Promise<void> {
  const stand = await Stand.open(chosen);
  const property = fc.asyncProperty(scenes, async (scene) => {
    const stage = await stand.set(scene);
    if (!stage) return;
    const compared = await compareAll(stage, stand.callsOf(scene, stage));
    for (const trace of compared.traces) tally(met, trace);
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
    const met: Tally = new Map();
    const lane = async (): Promise<void> => {
      for (let next = left.shift(); next; next = left.shift()) await searchEnvironment(next[1], next[0], met);
    };
    const ends = await Promise.allSettled(Array.from({ length: lanes }, lane));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;

    expect(new Set(met.keys())).toEqual(new Set(['pass', ...hopNames]));
    const calls = [...met.values()].reduce((sum, count) => sum + count);
    expect(met.get('pass')).toBeGreaterThan(calls / 5);
  },
  longest,
);
