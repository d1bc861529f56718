/** A value and when it ends (milliseconds since 1970). */
export interface Ending<T> {
  readonly value: T;
  readonly until: number;
}

/** Values that cost a call to get: each is got once, also for those who ask at the same time, until it ends. */
export class Kept<T> {
  private readonly values = new Map<string, { readonly got: Promise<T>; until: number }>();

  /**
   * @param now milliseconds since 1970
   * @param failureMs how long a failure is kept, so that a thousand targets don't repeat it
   */
  constructor(
    private readonly now: () => number,
    private readonly failureMs: number,
  ) {}

  get(key: string, fetch: () => Promise<Ending<T>>): Promise<T> {
    const kept = this.values.get(key);
    if (kept && this.now() < kept.until) return kept.got;
    const entry = { got: fetch().then(finish, fail), until: Number.POSITIVE_INFINITY };
    const { now, failureMs } = this;
    function finish({ value, until }: Ending<T>): T {
      entry.until = until;
      return value;
    }
    function fail(error: unknown): never {
      entry.until = now() + failureMs;
      throw error;
    }
    this.values.set(key, entry);
    return entry.got;
  }
}
