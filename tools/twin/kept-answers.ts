import type { InvocationCache, InvocationResult } from '../path/exchange';

interface Entry {
  readonly result: InvocationResult;
  /** Milliseconds. */
  readonly until: number;
}

/** More than this and the oldest go: callers choose the keys. */
const limit = 10_000;

/** Answers of authorizers, kept as long as tools/path says, by its keys. */
export class KeptAnswers {
  readonly #entries = new Map<string, Entry>();
  readonly #asking = new Map<string, Promise<InvocationResult>>();

  /** @param now milliseconds */
  constructor(readonly now: () => number = Date.now) {}

  /** The kept answer, or a new one; calls with one key that come together ask once. */
  ask(
    cache: InvocationCache | undefined,
    invoke: () => Promise<InvocationResult>,
  ): Promise<InvocationResult> {
    if (!cache) return invoke();
    const kept = this.#entries.get(cache.key);
    if (kept && this.now() < kept.until) return Promise.resolve(kept.result);
    const asked = this.#asking.get(cache.key);
    if (asked) return asked;
    const asking = invoke().then((result) => {
      // What was asked before a flush is not kept after it.
      if (this.#asking.get(cache.key) === asking) {
        this.#asking.delete(cache.key);
        if (cache.keeps(result)) this.#keep(cache, result);
      }
      return result;
    });
    this.#asking.set(cache.key, asking);
    return asking;
  }

  /** As a deployment does. */
  flush(): void {
    this.#entries.clear();
    this.#asking.clear();
  }

  #keep({ key, ttlSeconds }: InvocationCache, result: InvocationResult): void {
    this.#entries.delete(key);
    this.#entries.set(key, { result, until: this.now() + ttlSeconds * 1000 });
    if (this.#entries.size > limit) this.#entries.delete(this.#entries.keys().next().value as string);
  }
}
