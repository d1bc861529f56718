import type { Report, SkippedCall } from '../report';
import type { Run } from './mode';

const reasons = {
  interrupt: 'Ctrl-C came before its turn',
  terminate: 'SIGTERM came before its turn',
  deadline: 'the deadline of the run came before its turn',
} as const;

/**
 * A report with what ended the run early, and with the calls that the plan left out.
 * @param isDone the run had nothing left to do: that it was ended is no news
 */
export function finished({ plan, endedBy }: Run, report: Report, isDone = false): Report {
  const by = isDone ? undefined : endedBy();
  const notMade = (report.skipped ?? []).map(
    (call): SkippedCall => (by === undefined ? call : { ...call, reason: reasons[by] }),
  );
  const skipped = [...plan.skipped, ...notMade];
  const { skipped: _, ...rest } = report;
  return {
    ...rest,
    ...(skipped.length > 0 ? { skipped } : {}),
    ...(by === undefined ? {} : { endedBy: by }),
  };
}
