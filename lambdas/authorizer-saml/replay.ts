import { Refusal } from '../authorizer/bearer';

interface Use {
  /** Milliseconds. */
  readonly first: number;
  readonly until: number;
}

/**
 * Assertions that were used, as this instance of the function knows them. API Gateway keeps an answer for `ttlMs`, in
 * which the assertion goes on to work without being seen here; the same time is granted here, and then no more.
 */
export class Uses {
  readonly #uses = new Map<string, Use>();

  /** @param ttlMs 0: an assertion is good for one call */
  constructor(readonly ttlMs: number) {}

  /**
   * Notes a use. Times in milliseconds.
   * @param until after this the assertion is refused for its age
   * @throws Refusal
   */
  note(id: string, until: number, now: number): void {
    const known = this.#uses.get(id);
    if (known) {
      if (now - known.first >= this.ttlMs) throw new Refusal('used before');
      return;
    }
    for (const [other, use] of this.#uses) if (use.until < now) this.#uses.delete(other);
    this.#uses.set(id, { first: now, until });
  }
}
