import { sidesOf } from '../../../tools/doctor/drift/drift';
import { createFunctionRunner } from '../../../tools/functions';
import { settle } from '../../../tools/path/3-load-balancer';
import { noFailures } from '../../../tools/path/state';
import { traceWith } from '../../../tools/path/trace';
import { faults } from '../../faults';
import { type Fault, referenceCall } from '../../faults/fault';
import { type Reference, synthesizeReference } from '../../faults/matrix';
import { Templates } from '../../faults/templates';
import { factsOf } from './fake';

/** What is broken while it runs is no setting; a client certificate is the caller's. */
const settings = faults.filter(({ change, failures, client }) => change && !failures && !client);

const environments = new Map<string | undefined, Reference>();

beforeAll(() => {
  for (const { example } of settings)
    if (!environments.has(example)) environments.set(example, synthesizeReference(example));
});
afterAll(() => {
  for (const environment of environments.values()) environment.remove();
});

test.each(settings.map((fault) => [fault.name, fault] as const))(
  'deployed with a mistake that the templates lack: %s',
  async (_name, fault) => {
    const { assembly } = environments.get(fault.example) as Reference;
    const { live } = sidesOf(assembly, factsWith(fault, assembly));
    const runner = createFunctionRunner(live, {});
    try {
      const call = { ...referenceCall, ...fault.call, at: Date.now() };
      const trace = await traceWith(live, settle(live, noFailures), call, (one) =>
        runner.invoke(one.functionArn, one.event, one.timeoutMs),
      );
      expect({
        outcome: trace.outcome,
        codes: trace.hops.filter(({ hop }) => hop === fault.hop).map(({ code }) => code),
      }).toEqual({
        outcome: fault.outcome,
        codes: expect.arrayContaining([fault.code]),
      });
    } finally {
      await runner.close();
    }
  },
);

function factsWith({ change, deployed }: Fault, assembly: Reference['assembly']) {
  const before = new Templates(assembly);
  deployed?.(before);
  const after = new Templates(before.toAssembly());
  change?.(after);
  return factsOf(after.toAssembly(), deployed ? before.toAssembly() : undefined);
}
