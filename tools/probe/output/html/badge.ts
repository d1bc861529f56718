import type { ProbeResult } from '../../report';

/** A verdict in a word, and its colour by meaning. */
export interface Badge {
  readonly meaning: 'good' | 'bad' | 'unknown';
  readonly text: string;
}

export function badgeOf(result: ProbeResult): Badge {
  const { asExpected, outcome, expected, hop } = result;
  if (asExpected && expected === 'unreachable') return { meaning: 'good', text: `✓ stopped at ${hop}` };
  if (asExpected) return { meaning: 'good', text: '✓ as expected' };
  if (outcome === 'unknown') return { meaning: 'unknown', text: '? unknown' };
  if (expected === 'unreachable') return { meaning: 'bad', text: '✗ reachable' };
  return { meaning: 'bad', text: `✗ ${hop ?? 'failed'}` };
}

/** Of several addresses: the worst. A known failure is worse than an unknown. */
export function worstOf(badges: readonly Badge[]): Badge {
  const of = (meaning: Badge['meaning']) => badges.find((badge) => badge.meaning === meaning);
  return of('bad') ?? of('unknown') ?? (badges[0] as Badge);
}
