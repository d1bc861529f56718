import { type HopName, hopNames } from '../../../path/hop';
import type { ProbeResult } from '../../report';

/** A hop as the caller could tell. */
export interface Step {
  readonly hop: HopName;
  /** `ended`: the call ended here, as it should. `maybe`: where it may have failed instead. `later`: never reached. */
  readonly state: 'good' | 'bad' | 'ended' | 'unknown' | 'maybe' | 'later';
  readonly mark: string;
  /** The same in words. */
  readonly says: string;
  /** What was seen of it. */
  readonly fact: string;
}

const marks: Readonly<Record<Step['state'], readonly [mark: string, says: string]>> = {
  good: ['✓', 'passed'],
  bad: ['✗', 'stopped here'],
  ended: ['■', 'ended here, as expected'],
  unknown: ['?', 'not known'],
  maybe: ['?', 'may be here instead'],
  later: ['·', 'not reached'],
};

/** The eight hops of a call, up to the one that decided. Pure. */
export function stepsOf(result: ProbeResult): readonly Step[] {
  const decided = result.hop === null ? -1 : hopNames.indexOf(result.hop);
  const others = new Set(result.candidates.map(({ hop }) => hop));
  return hopNames.map((hop, index) => {
    const state = stateOf(result, index, decided, others.has(hop));
    const [mark, says] = marks[state];
    return { hop, state, mark, says, fact: state === 'later' ? '' : factOf(result, hop) };
  });
}

function stateOf(result: ProbeResult, index: number, decided: number, isCandidate: boolean): Step['state'] {
  const { outcome, asExpected } = result;
  if (decided < 0) return 'unknown';
  if (index < decided) return isCandidate && outcome !== 'pass' && !asExpected ? 'maybe' : 'good';
  if (index > decided) return isCandidate && outcome !== 'pass' && !asExpected ? 'maybe' : 'later';
  if (outcome === 'pass') return asExpected ? 'good' : 'bad';
  if (asExpected) return 'ended';
  return outcome === 'unknown' ? 'unknown' : 'bad';
}

function factOf(result: ProbeResult, hop: HopName): string {
  const { address, phases, tls, status, ttl } = result;
  if (hop === result.hop && status !== null) return `HTTP ${status}`;
  if (hop === 'dns') {
    if (phases.resolve === 0) return 'not asked';
    return [address ?? '', ttl === undefined ? '' : `TTL ${ttl} s`].join(' ').trim();
  }
  if (hop === 'network') return phases.connect === null ? '' : 'connected';
  return hop === 'load-balancer' ? (tls?.protocol ?? '') : '';
}
