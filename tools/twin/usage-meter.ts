import type { Bucket, Limits, QuotaCounter, Usage } from '../path/usage/limits';

interface Level {
  tokens: number;
  /** When it was so, milliseconds since the epoch. */
  at: number;
}

interface Count {
  period: string;
  calls: number;
}

/** Counts calls: token buckets and quotas, in memory, from the start of the twin. AWS counts on a best-effort basis. */
export class UsageMeter implements Usage {
  readonly #levels = new Map<string, Level>();
  readonly #counts = new Map<string, Count>();

  /** @param now milliseconds since the epoch */
  constructor(readonly now: () => number = Date.now) {}

  tokens({ id, rateLimit, burstLimit }: Bucket): number {
    const level = this.#levels.get(id);
    if (!level) return burstLimit;
    return Math.min(burstLimit, level.tokens + ((this.now() - level.at) / 1000) * rateLimit);
  }

  /** The offset counts in the first period only. */
  used(quota: QuotaCounter): number {
    const count = this.#counts.get(quota.id);
    if (!count) return quota.offset;
    return count.period === periodOf(quota, this.now()) ? count.calls : 0;
  }

  /** Counts a call that was admitted. */
  count({ buckets, quota }: Limits): void {
    for (const bucket of buckets) {
      this.#levels.set(bucket.id, { tokens: this.tokens(bucket) - 1, at: this.now() });
    }
    if (quota) {
      const period = periodOf(quota, this.now());
      this.#counts.set(quota.id, { period, calls: this.used(quota) + 1 });
    }
  }
}

const dayMs = 24 * 60 * 60 * 1000;

/** Days, weeks from Monday, and months, by UTC. When AWS's periods begin is not documented. (inferred) */
function periodOf({ period }: QuotaCounter, at: number): string {
  if (period === 'MONTH') return new Date(at).toISOString().slice(0, 7);
  const day = Math.floor(at / dayMs);
  // 1 January 1970 was a Thursday.
  return period === 'DAY' ? `day ${day}` : `week ${Math.floor((day + 3) / 7)}`;
}
