/** One thing that is wrong with an input, in the words a person needs to mend it. */
export interface Problem {
  /** Stable code, listed in docs/errors.md. */
  readonly code: string;
  /** What happened, with the offending value. */
  readonly what: string;
  /** File and line, option, or stack and logical id. */
  readonly where: string;
  /** What to do about it. */
  readonly fix: string;
}

/** `CODE: what (where). Fix: fix` */
export function formatProblem(problem: Problem): string {
  return `${problem.code}: ${problem.what} (${problem.where}). Fix: ${problem.fix}`;
}

/**
 * Broken input or set-up: every problem that was found, not the first only.
 * A refused call is never one of these; it is a verdict (tools/path/hop.ts).
 */
export class KitError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: Problem | readonly Problem[], options?: { readonly cause?: unknown }) {
    const all = Array.isArray(problems) ? (problems as readonly Problem[]) : [problems as Problem];
    super(all.map(formatProblem).join('\n'), options);
    this.name = 'KitError';
    this.problems = all;
  }
}
