import fc from 'fast-check';
import { disagreements } from './agreement';
import { settings } from './environments';
import { scenes } from './scenes';
import { type Scene, Stand } from './stand';

/** `HYBRID_SEED` and `HYBRID_RUNS` (scenes in all) make a longer search; a failure prints what repeats it. */
const seed = Number(process.env.HYBRID_SEED ?? 20_260_101);
const runs = Number(process.env.HYBRID_RUNS ?? 120);
const environments = Number(process.env.HYBRID_ENVIRONMENTS ?? 8);

async function check(stand: Stand, scene: Scene): Promise<void> {
  const stage = await stand.set(scene);
  if (stage) expect(await disagreements(stage, stand.callsOf(scene, stage))).toEqual([]);
}

test('trace and twin agree, whatever the environment, the change and the call', async () => {
  const drawn = fc.sample(settings, { seed, numRuns: environments });
  await Promise.all(
    drawn.map(async (chosen, index) => {
      const stand = await Stand.open(chosen);
      try {
        const numRuns = Math.ceil(runs / environments);
        await fc.assert(
          fc.asyncProperty(scenes, (scene) => check(stand, scene)),
          { seed: seed + index, numRuns, interruptAfterTimeLimit: 540_000 },
        );
      } finally {
        await stand.close();
      }
    }),
  );
}, 600_000);
