import type { HopName, HopOutcome } from '../path/hop';
import { type FindingCode, reasonOf } from './reasons';

/** What one check says of one thing. Never thrown. A pass that carries a fix is a remark. */
export interface Finding {
  /** Name of the check, as `--only` takes it. */
  readonly check: string;
  readonly hop: HopName;
  readonly outcome: HopOutcome;
  /** A key of the reason registry of traces, or of the doctor's own. */
  readonly code: FindingCode;
  /** What it is about: a host, an id, a stack. */
  readonly subject: string;
  /** One sentence: what was decided, and by which values. */
  readonly because: string;
  /** The values that were seen, by name. */
  readonly evidence: Readonly<Record<string, unknown>>;
  /** Where the thing is defined: `stack/LogicalId`, or a line of hybrid.yaml. */
  readonly where: readonly string[];
  /** What to change. Absent on a plain pass. */
  readonly fix?: string;
}

/** A finding as a check writes it; the runner adds whose it is. */
export type Draft = Omit<Finding, 'check' | 'hop'>;

/** What may be told besides the sentence. */
export interface Details {
  /** @default {} */
  readonly evidence?: Readonly<Record<string, unknown>>;
  /** @default [] */
  readonly where?: readonly (string | undefined)[];
  /** More precise than the reason's general fix. */
  readonly fix?: string;
}

function draft(
  outcome: HopOutcome,
  code: FindingCode,
  subject: string,
  because: string,
  { evidence = {}, where = [], fix }: Details,
): Draft {
  const places = where.flatMap((place) => place ?? []);
  return { outcome, code, subject, because, evidence, where: places, ...(fix !== undefined && { fix }) };
}

/** It is as it must be. */
export function pass(subject: string, because: string, details: Details = {}): Draft {
  return draft('pass', 'AS_IT_MUST_BE', subject, because, details);
}

/** It works, and one would rather change it. */
export function remark(code: FindingCode, subject: string, because: string, details: Details = {}): Draft {
  return draft('pass', code, subject, because, { fix: reasonOf(code).fix, ...details });
}

/** It keeps calls from working, or will. */
export function stop(code: FindingCode, subject: string, because: string, details: Details = {}): Draft {
  return draft('stop', code, subject, because, { fix: reasonOf(code).fix, ...details });
}

/** It can't be told; `because` names what is not known. */
export function unknown(code: FindingCode, subject: string, because: string, details: Details = {}): Draft {
  return draft('unknown', code, subject, because, { fix: reasonOf(code).fix, ...details });
}

/** The environment has nothing that the check is about. */
export function notApplicable(subject: string, because: string): Draft {
  return draft('not-applicable', 'CHECK_DOES_NOT_APPLY', subject, because, {});
}

/**
 * What ends a check early: something that it needs can't be read. The runner makes an unknown finding of it.
 * @see each
 */
export class NotKnown extends Error {
  constructor(
    readonly code: FindingCode,
    because: string,
    readonly details: Details = {},
  ) {
    super(because);
    this.name = 'NotKnown';
  }
}

/** Runs a check for each thing at once; a thing of which something can't be read is unknown, and the others go on. */
export async function each<T>(
  things: readonly T[],
  subjectOf: (thing: T) => string,
  check: (thing: T) => Promise<readonly Draft[] | Draft> | readonly Draft[] | Draft,
): Promise<readonly Draft[]> {
  const drafts = await Promise.all(
    things.map(async (thing) => {
      try {
        return await check(thing);
      } catch (error) {
        if (!(error instanceof NotKnown)) throw error;
        return unknown(error.code, subjectOf(thing), error.message, error.details);
      }
    }),
  );
  return drafts.flat();
}
