import type { Change, ChangeKind, Comparison } from './change';

const words: Readonly<Record<ChangeKind, string>> = {
  'call-new': 'new call',
  'call-gone': 'not called any more',
  'address-new': 'new address',
  'address-gone': 'address is gone',
  verdict: 'verdict',
  code: 'reason',
  status: 'status',
  certificate: 'certificate',
  latency: 'latency',
};

const marks: Readonly<Record<Change['direction'], string>> = {
  better: '↑',
  worse: '↓',
  neither: '·',
  unknown: '?',
};

/** For people: a line a change, what is worse first. */
export function renderComparison(comparison: Comparison | undefined, color = false): string {
  if (!comparison) return '';
  const paint = (require('picocolors') as typeof import('picocolors')).createColors(color);
  const paints = { better: paint.green, worse: paint.red, neither: paint.dim, unknown: paint.yellow };
  const { changes, calls } = comparison;
  const of = `${comparison.with} (${calls} ${calls === 1 ? 'call' : 'calls'} in both)`;
  if (changes.length === 0) return `nothing changed since ${of}`;
  const lines = worstFirst(changes).map((change) => {
    const line = `${marks[change.direction]} ${sayPlace(change)}: ${sayChange(change)}`;
    return paints[change.direction](line.replace(/\p{Cc}/gu, '\ufffd'));
  });
  return [`changes since ${of}:`, ...lines].join('\n');
}

/** What is better last; in the order of calls within each direction. */
export function worstFirst(changes: readonly Change[]): readonly Change[] {
  const order = ['worse', 'unknown', 'neither', 'better'];
  return [...changes].sort((one, other) => order.indexOf(one.direction) - order.indexOf(other.direction));
}

export function sayPlace({ call, vantage, address }: Change): string {
  return `${vantage === undefined ? '' : `${vantage}: `}${call}${address === undefined ? '' : ` (${address})`}`;
}

export function sayChange({ kind, before, after }: Change): string {
  if (before === null) return `${words[kind]}, ${after}`;
  return after === null ? `${words[kind]}, was ${before}` : `${words[kind]} ${before} → ${after}`;
}
