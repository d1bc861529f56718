import type { Assembly } from '../../../tools/assembly';
import { compare, type Side, summarizeDrift } from '../../../tools/doctor/drift/compare';
import { differences } from '../../../tools/doctor/drift/differences';
import { sidesOf } from '../../../tools/doctor/drift/drift';
import { driftJson } from '../../../tools/doctor/drift/json';
import { createFunctionRunner } from '../../../tools/functions';
import { settle } from '../../../tools/path/3-load-balancer';
import { noFailures } from '../../../tools/path/state';
import { traceWith } from '../../../tools/path/trace';
import { faults } from '../../faults';
import { type Fault, referenceCall } from '../../faults/fault';
import { type Reference, synthesizeReference } from '../../faults/matrix';
import { Templates } from '../../faults/templates';
import { factsOf } from './fake';
import { about, mismatches } from './published';

/** Synthesized once an example. */
const environments = new Map<string | undefined, Reference>();
function environmentOf({ example }: Fault): Assembly {
  const known = environments.get(example) ?? synthesizeReference(example);
  environments.set(example, known);
  return known.assembly;
}
afterAll(() => {
  for (const environment of environments.values()) environment.remove();
});

/** What a fault changes, by resource type; `Metadata` for what hybrid.yaml states. */
const changes = new Map<Fault, ReadonlySet<string>>();
function changedTypes(fault: Fault): ReadonlySet<string> {
  const known = changes.get(fault) ?? compareTemplates(fault);
  changes.set(fault, known);
  return known;
}

function compareTemplates(fault: Fault): ReadonlySet<string> {
  const [before, after] = [environmentOf(fault), faulty(fault).assembly];
  const types = new Set<string>();
  for (const [index, { template }] of before.stacks.entries()) {
    const now = after.stacks[index]?.template;
    const [was, is] = [template.Resources ?? {}, now?.Resources ?? {}];
    for (const id of new Set([...Object.keys(was), ...Object.keys(is)]))
      if (JSON.stringify(was[id]) !== JSON.stringify(is[id])) types.add((is[id] ?? was[id])!.Type);
    if (JSON.stringify(template.Metadata) !== JSON.stringify(now?.Metadata)) types.add('Metadata');
  }
  return types;
}

function faulty({ change, deployed, ...fault }: Fault): { assembly: Assembly; before?: Assembly } {
  const templates = new Templates(environmentOf(fault as Fault));
  deployed?.(templates);
  const before = deployed && templates.toAssembly();
  const after = new Templates(templates.toAssembly());
  change?.(after);
  return { assembly: after.toAssembly(), before };
}

/** Types that no converter reads. */
const unreadTypes = /^(Metadata|AWS::Route53Resolver::.*|AWS::RAM::.*|AWS::IAM::.*)$/;
/** What is broken while it runs is no setting, a client certificate is the caller's, and code is not compared. */
const isOfSettings = (fault: Fault) =>
  fault.change !== undefined &&
  !fault.failures &&
  !fault.client &&
  // A private domain of the public type: no such thing can be read.
  fault.code !== 'DOMAIN_OF_WRONG_TYPE' &&
  // What a template doesn't tell of a plan, AWS does.
  fault.code !== 'USAGE_PLAN_NOT_KNOWN' &&
  !changedTypes(fault).has('AWS::Lambda::Function');
const settings = faults.filter(isOfSettings);
const isRead = (fault: Fault) => ![...changedTypes(fault)].some((type) => unreadTypes.test(type));
const cases = (list: readonly Fault[]) => list.map((fault) => [fault.name, fault] as const);

/** The call of a fault on both sides: declared without it, deployed with it. */
async function met(fault: Fault) {
  const assembly = environmentOf(fault);
  const { assembly: broken, before } = faulty(fault);
  const { paper, live, unread } = sidesOf(assembly, factsOf(broken, before));
  const runners = [paper, live].map((model) => createFunctionRunner(model, {}));
  const [api] = live.restApis;
  const call = JSON.parse(
    JSON.stringify({ ...referenceCall, ...fault.call }).replaceAll('{api}', api?.id ?? ''),
  ) as typeof referenceCall;
  const [declared, deployed] = [paper, live].map(
    (model, index): Side => ({
      model,
      trace: () =>
        traceWith(model, settle(model, noFailures), { ...call, at: Date.now() }, (one) =>
          runners[index]!.invoke(one.functionArn, one.event, one.timeoutMs),
        ),
    }),
  ) as [Side, Side];
  try {
    const expectation = {
      from: call.from,
      call: `${call.method} ${call.url}`,
      expect: { status: 200 },
      headers: {},
    };
    const compared = await compare([expectation as never], declared, deployed, unread);
    const report = driftJson(
      {
        schemaVersion: 1,
        outcome: summarizeDrift(compared),
        compared,
        differences: differences(paper, live),
        missing: [],
        unread,
        live: assembly,
      },
      about,
    );
    return { compared: compared[0]!, unread, report };
  } finally {
    await Promise.all(runners.map((runner) => runner.close()));
  }
}

test('most faults of the matrix are of settings that are read', () => {
  expect(settings.filter(isRead).length).toBeGreaterThan(150);
});

test.each(cases(settings.filter(isRead)))('deployed, and not declared: %s', async (_name, fault) => {
  const { compared, report } = await met(fault);
  expect(mismatches(report)).toEqual([]);
  const { outcome, hops } = compared.live!.trace;
  expect({ outcome, codes: hops.filter(({ hop }) => hop === fault.hop).map(({ code }) => code) }).toEqual({
    outcome: fault.outcome,
    codes: expect.arrayContaining([fault.code]),
  });
  const declares = compared.paper!.trace.hops.some(({ code }) => code === fault.code);
  if (!declares) expect(compared.result).not.toBe('same');
});

test.each(cases(settings.filter((fault) => !isRead(fault))))(
  'deployed, and of a type that is not read: %s',
  async (_name, fault) => {
    const { compared } = await met(fault);
    // Either something else shows it, or it is said that not all was read: never the same.
    expect(compared.result).not.toBe('same');
    if (compared.result === 'unknown' && compared.live?.trace.outcome !== 'unknown')
      expect(compared.unread.length).toBeGreaterThan(0);
  },
);
