import { type HopName, hopNames, type Verdict } from '../path/hop';

/** What the twin tells of one thing that happened. Never a header's value, a query or a body. */
export type JournalEntry =
  | {
      readonly kind: 'connection';
      readonly from: string;
      /** `name-or-address:port` as the client gave it. */
      readonly to: string;
      readonly outcome: 'open' | 'silent' | 'refused' | 'reset' | 'tls-failed';
      readonly hops: readonly Verdict[];
    }
  | {
      readonly kind: 'request';
      readonly from: string;
      readonly method: string;
      /** Host and path, without the query. */
      readonly url: string;
      readonly status: number;
      readonly milliseconds: number;
      readonly hops: readonly Verdict[];
    }
  | {
      readonly kind: 'message';
      readonly from: string;
      /** Of the connection, without the query. */
      readonly url: string;
      /** What happened: a message came, or the connection ended. */
      readonly event: 'message' | 'disconnect';
      readonly bytes: number;
      readonly milliseconds: number;
      readonly hops: readonly Verdict[];
    }
  | { readonly kind: 'health'; readonly target: string; readonly healthy: boolean }
  | { readonly kind: 'function'; readonly name: string; readonly line: string }
  | { readonly kind: 'twin'; readonly line: string };

export type Journal = (entry: JournalEntry) => void;

const marks = { pass: '✓', stop: '✗', unknown: '?', 'not-applicable': '–' } as const;

/** One line for a person. */
export function formatEntry(entry: JournalEntry): string {
  switch (entry.kind) {
    case 'connection':
      return `${entry.from} → ${entry.to} ${entry.outcome}  ${formatHops(entry.hops)}`;
    case 'request': {
      const { from, method, url, status, milliseconds } = entry;
      return `${from} ${method} ${url} ${status} ${milliseconds} ms  ${formatHops(entry.hops)}`;
    }
    case 'message': {
      const { from, url, event, bytes, milliseconds, hops } = entry;
      const what = event === 'message' ? `message of ${bytes} bytes` : 'disconnected';
      return `${from} ${url} ${what} ${milliseconds} ms  ${formatHops(hops)}`;
    }
    case 'health':
      return `target ${entry.target} is ${entry.healthy ? 'healthy' : 'unhealthy'}`;
    case 'function':
      return `function ${entry.name}: ${entry.line}`;
    case 'twin':
      return entry.line;
  }
}

/** What to tell the operator of an error that is this program's own. */
export function faultLine(error: unknown): string {
  return `fault: ${error instanceof Error ? error.stack : String(error)}`;
}

/** The hops that were met, in order; where one did not pass, its code and reason. */
function formatHops(verdicts: readonly Verdict[]): string {
  const worst = new Map<HopName, Verdict>();
  for (const verdict of verdicts) {
    const known = worst.get(verdict.hop);
    if (!known || rank(verdict) > rank(known)) worst.set(verdict.hop, verdict);
  }
  const met = hopNames.flatMap((hop) => worst.get(hop) ?? []);
  const reasons = met.filter((verdict) => verdict.outcome === 'stop' || verdict.outcome === 'unknown');
  return [
    met.map((verdict) => `${verdict.hop} ${marks[verdict.outcome]}`).join(' '),
    ...reasons.map((verdict) => `${verdict.code}: ${verdict.because}`),
  ].join('  ');
}

function rank({ outcome }: Verdict): number {
  return { 'not-applicable': 0, pass: 1, unknown: 2, stop: 3 }[outcome];
}
