import { buildModel } from '../../../tools/assembly';
import { settle } from '../../../tools/path/3-load-balancer';
import { noFailures } from '../../../tools/path/state';
import { trace } from '../../../tools/path/trace';
import { expectationsToTargets, probe } from '../../../tools/probe';
import { startTwin, type Twin } from '../../../tools/twin';
import { verify } from '../../../tools/verify';
import { closeClients } from '../../twin/client';
import { until } from '../../twin/twin';
import { type Caller, cachingCaller, freshCaller, keptConnection } from './callers';
import { deployments, type Step, type Steps, synthesizeSteps } from './steps';

let migration: Steps;
let twin: Twin;
beforeAll(async () => {
  migration = synthesizeSteps();
  twin = await startTwin({ model: buildModel(migration.steps[0]!.assembly) });
  await twin.settled();
}, 60_000);
afterAll(async () => {
  closeClients();
  await twin.close();
  migration.remove();
});

test('every step expects the same', () => {
  const expected = migration.steps.map(({ config }) => config.expect);
  expect(new Set(expected.map((one) => JSON.stringify(one))).size).toBe(1);
});

test('no step leaves anything unknown, on paper', async () => {
  for (const { config, assembly, name } of migration.steps) {
    const model = buildModel(assembly);
    const calls = await verify(config.expect, async (call) => trace(model, settle(model, noFailures), call));
    const doubts = calls.flatMap(({ trace: { hops } }) =>
      hops.filter(({ outcome, code }) => outcome === 'unknown' && code !== 'FUNCTION_NOT_RUN'),
    );
    expect({ name, doubts: doubts.filter(({ code }) => code !== 'NOT_REACHED') }).toEqual({
      name,
      doubts: [],
    });
  }
});

test('one twin goes through all steps, stack by stack, and not one call fails', async () => {
  const { ready } = twin;
  const callers = ['on-prem', 'app'].flatMap((from) => [
    freshCaller(ready, from),
    cachingCaller(ready, from),
    keptConnection(ready, from),
  ]);
  await moreCalls(callers);
  for (const [index, step] of migration.steps.entries()) {
    const before = migration.steps[index - 1];
    for (const assembly of before ? deployments(before.assembly, step.assembly) : []) {
      const atStart = callers.map(({ calls }) => calls);
      await twin.reload(buildModel(assembly));
      await moreCalls(callers);
      expect(callers.every(({ calls }, place) => calls > atStart[place]!)).toBe(true);
    }
    await twin.settled();
    await moreCalls(callers);
    expect(await surprises(step)).toEqual([]);
    // The runbook waits here: a minute for remembered names, and for connections that are still open.
    for (const caller of callers) caller.forget();
    await moreCalls(callers);
  }
  await Promise.all(callers.map((caller) => caller.stop()));
  expect(Object.fromEntries(callers.map(({ name, failures }) => [name, failures]))).toEqual(
    Object.fromEntries(callers.map(({ name }) => [name, []])),
  );
}, 60_000);

test('who goes on to step 4 before remembered names are forgotten fails calls', async () => {
  const model = (index: number) => buildModel(migration.steps[index]!.assembly);
  await twin.reload(model(1));
  const caller = cachingCaller(twin.ready, 'on-prem');
  await moreCalls([caller]);
  await twin.reload(model(2));
  await twin.reload(model(3));
  await moreCalls([caller]);
  await caller.stop();
  expect(caller.failures.at(-1)).toMatch(/status 403$/);
});

/** Three answered calls of each: one was under way, one began with what was there, one is all new. */
async function moreCalls(callers: readonly Caller[]): Promise<void> {
  const wanted = callers.map(({ calls }) => calls + 3);
  await until(() => callers.every(({ calls }, index) => calls >= wanted[index]!));
}

/** What the real probe finds otherwise than expected. */
async function surprises({ config, name }: Step): Promise<unknown[]> {
  const { results } = await probe(expectationsToTargets(config, twin.ready), { concurrency: 4 });
  return results.filter(({ asExpected }) => !asExpected).map((result) => ({ name, result }));
}
