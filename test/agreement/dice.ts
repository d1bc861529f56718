/** Numbers that were drawn beforehand, so that fast-check can print and shrink them. */
export class Dice {
  #next = 0;

  constructor(private readonly drawn: readonly number[]) {}

  /** The same throws from here on, for somebody else. */
  again(): Dice {
    return new Dice(this.drawn.slice(this.#next));
  }

  /** Zero when the numbers are used up. */
  roll(): number {
    return this.drawn[this.#next++] ?? 0;
  }

  /** @throws TypeError for an empty list */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new TypeError('nothing to pick from');
    return items[this.roll() % items.length] as T;
  }
}
