import type { Phases, ProbeResult } from '../report';
import type { Statistics } from '../running/statistics';
import type { Change } from './change';
import { placeOf } from './place';

/** Milliseconds that one call may take more or less than another, for no reason. */
const floor = 20;
/** And how many times as long. */
const factor = 2;

const phases = { resolve: 'resolve', connect: 'connect', tls: 'TLS', firstByte: 'first byte' } as const;

/** Whether one is at least twice the other, and by 20 ms more: what is less two runs of a healthy path differ by. */
function isBeyondNoise(before: number, after: number): boolean {
  const [less, more] = before < after ? [before, after] : [after, before];
  return more - less >= floor && more >= less * factor;
}

/** Said where both calls were as expected and had a response. Names the phase that differs most. */
export function latencyChange(then: ProbeResult, now: ProbeResult): Change[] {
  if (!then.asExpected || !now.asExpected || then.status === null || now.status === null) return [];
  const [before, after] = [then.phases.total, now.phases.total];
  if (!isBeyondNoise(before, after)) return [];
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

/** Of two runs that made calls again and again: their percentiles, as a single call of them tells nothing. */
export function percentileChanges(then: Statistics, now: Statistics): Change[] {
  return (['p50', 'p99'] as const).flatMap((name): Change[] => {
    const [before, after] = [then.latency[name], now.latency[name]];
    if (!isBeyondNoise(before, after)) return [];
    const [was, is] = [before, after].map((ms) => `${name} ${ms.toFixed(0)} ms`) as [string, string];
    const direction = after > before ? 'worse' : 'better';
    return [{ kind: 'latency', call: 'all calls', direction, before: was, after: is }];
  });
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
