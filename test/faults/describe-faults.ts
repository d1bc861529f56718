import { type Fault, type Seen, saidBy } from './fault';
import { meetAll, type Outcome, type Reference, synthesizeReference } from './matrix';

/** One test a fault: paper, loopback and attribution must say the same. */
export function describeFaults(title: string, faults: readonly Fault[]): void {
  describe(title, () => {
    const environments = new Map<string | undefined, Reference>();
    let outcomes: ReadonlyMap<Fault, Promise<Outcome>>;
    beforeAll(() => {
      for (const { example } of faults)
        if (!environments.has(example)) environments.set(example, synthesizeReference(example));
      outcomes = meetAll(faults, ({ example }) => (environments.get(example) as Reference).assembly);
    });
    afterAll(() => {
      for (const environment of environments.values()) environment.remove();
    });

    test.each(faults.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
      const { trace, probed } = (await outcomes.get(fault)) as Outcome;

      expect({ outcome: trace.outcome, codes: codesAt(trace.hops, fault) }).toEqual({
        outcome: fault.outcome,
        codes: expect.arrayContaining([fault.code]),
      });
      if (fault.outcome !== 'unknown') expect(trace.status ?? trace.symptom?.kind).toBe(fault.seen);

      const met = probed.filter((result) => fits(result, fault.seen));
      expect({
        seen: probed.map(({ status, code, because }) => ({ status, code, because })),
        met: met.length > 0,
      }).toMatchObject({ met: true });
      if (fault.outcome === 'pass') expect(met).toHaveLength(probed.length);
      for (const result of met) {
        expect(result.code).toBe(saidBy(fault));
        if (fault.outcome !== 'stop' || result.code === fault.code) continue;
        expect(result.candidates.map(({ code }) => code)).toContain(fault.code);
        expect(result.confidence).not.toBe('high');
      }
    });
  });
}

function codesAt(hops: readonly { hop: string; code: string }[], fault: Fault): string[] {
  return hops.filter(({ hop }) => hop === fault.hop).map(({ code }) => code);
}

interface Met {
  readonly status: number | null;
  readonly address: string | null;
  readonly hop: string | null;
  readonly phases: {
    readonly connect: number | null;
    readonly tls: number | null;
    readonly firstByte: number | null;
  };
}

/** Whether a probe's row ends where the symptom says. */
function fits({ status, address, hop, phases }: Met, seen: Seen): boolean {
  if (typeof seen === 'number') return status === seen;
  if (status !== null) return false;
  switch (seen) {
    case 'nxdomain':
    case 'no-data':
    case 'servfail':
      return address === null && hop === 'dns';
    case 'timeout':
    case 'refused':
      return address !== null && phases.connect === null;
    case 'tls':
      return phases.connect !== null && phases.firstByte === null;
    // Accepted, then cut: after the handshake, or in it where a listener passes it through.
    case 'reset':
      return phases.connect !== null && phases.firstByte === null;
  }
}
