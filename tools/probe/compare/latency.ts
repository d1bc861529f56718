import type { Phases, ProbeResult } from '../report';
import type { Change } from './change';
import { placeOf } from './place';

/** Milliseconds that one call may take more or less than another, for no reason. */
const floor = 20;
/** And how many times as long. */
const factor = 2;

const phases = { resolve: 'resolve', connect: 'connect', tls: 'TLS', firstByte: 'first byte' } as const;

/**
 * Said where both calls were as expected and had a response, and one took at least twice as long as the other and
 * 20 ms longer: two single calls of a healthy path differ by less. Names the phase that differs most.
 */
export function latencyChange(then: ProbeResult, now: ProbeResult): Change[] {
  if (!then.asExpected || !now.asExpected || then.status === null || now.status === null) return [];
  const [before, after] = [then.phases.total, now.phases.total];
  const [less, more] = before < after ? [before, after] : [after, before];
  if (more - less < floor || more < less * factor) return [];
  const phase = mostDifferent(then.phases, now.phases);
  return [
    {
      kind: 'latency',
      ...placeOf(now),
      direction: after > before ? 'worse' : 'better',
      before: say(then.phases, phase),
      after: say(now.phases, phase),
    },
  ];
}

type Phase = keyof typeof phases;

function mostDifferent(then: Phases, now: Phases): Phase {
  const difference = (phase: Phase): number => Math.abs((now[phase] ?? 0) - (then[phase] ?? 0));
  return (Object.keys(phases) as Phase[]).reduce((one, other) =>
    difference(other) > difference(one) ? other : one,
  );
}

function say(of: Phases, phase: Phase): string {
  return `${of.total.toFixed(0)} ms (${phases[phase]} ${(of[phase] ?? 0).toFixed(0)} ms)`;
}
