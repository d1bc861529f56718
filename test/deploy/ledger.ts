/** What a run did: one line a step as it ends, and the sum of them. */
export class Ledger {
  private passed = 0;
  private failed = 0;

  constructor(private readonly print: (line: string) => void = (line) => console.log(line)) {}

  /** Runs a step and says how it went; undefined where it failed. The run goes on. */
  async step<T>(name: string, work: () => Promise<T> | T): Promise<T | undefined> {
    const began = performance.now();
    const line = (word: string) => `${word} ${name}  ${((performance.now() - began) / 1000).toFixed(1)} s`;
    try {
      const result = await work();
      this.passed += 1;
      this.print(line('ok  '));
      return result;
    } catch (error) {
      this.failed += 1;
      this.print(line('FAIL'));
      for (const text of messageOf(error).split('\n')) this.print(`       ${text}`);
      return undefined;
    }
  }

  /** Says something that is neither a pass nor a failure. */
  note(text: string): void {
    this.print(`     ${text}`);
  }

  /** The last line of a run, as the build server reads it. */
  get sum(): string {
    return `${this.passed} passed, ${this.failed} failed`;
  }

  get failures(): number {
    return this.failed;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
