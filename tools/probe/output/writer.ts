import type { ProbeResult, Report, SkippedCall } from '../report';
import type { Round } from '../running/round';
import type { ProbeTarget } from '../target';

/** What is about to be called. */
export interface RunPlan {
  readonly targets: readonly ProbeTarget[];
  readonly skipped: readonly SkippedCall[];
}

/**
 * One form of the results. `begin` comes once, before the first packet; `result` for each result as it is known, in
 * the order in which calls end; `end` once, with all of them in the order of the targets. What is interrupted ends too.
 */
export interface Writer {
  begin?(plan: RunPlan): void;
  result?(result: ProbeResult): void;
  /** Of a run that watches: after each round. */
  round?(round: Round): void;
  end(report: Report): Promise<void> | void;
}

/** Where the text of a writer goes: stdout, a file that is there when it is whole, or one that grows. */
export interface Sink {
  write(text: string): void;
  close(): Promise<void>;
}

/** What a writer is made with. */
export interface WriterOptions {
  readonly sink: Sink;
  /** Width of the terminal; for the table. */
  readonly columns: number;
  readonly color: boolean;
}
