import { exitCode } from '../exit-code';
import type { Report, SkippedCall } from '../report';

/** What a whole run comes to. */
export interface Summary {
  readonly results: number;
  readonly asExpected: number;
  /** Not as expected, and known why. */
  readonly failed: number;
  /** Not as expected, and it can't be told. */
  readonly unknown: number;
  /** Calls that were not made. */
  readonly skipped: readonly SkippedCall[];
  /** Of the process (exit-code.ts). */
  readonly exitCode: number;
  readonly via?: Report['via'];
  readonly endedBy?: Report['endedBy'];
  readonly statistics?: Report['statistics'];
  readonly comparison?: Report['comparison'];
}

/** Counts of a report. Pure. */
export function summaryOf(report: Report): Summary {
  const { results, skipped = [], via, endedBy, statistics, comparison } = report;
  const bad = results.filter((result) => !result.asExpected);
  const unknown = bad.filter(({ outcome }) => outcome === 'unknown').length;
  return {
    results: results.length,
    asExpected: results.length - bad.length,
    failed: bad.length - unknown,
    unknown,
    skipped,
    exitCode: exitCode(report),
    ...(via === undefined ? {} : { via }),
    ...(endedBy === undefined ? {} : { endedBy }),
    ...(statistics === undefined ? {} : { statistics }),
    ...(comparison === undefined ? {} : { comparison }),
  };
}
